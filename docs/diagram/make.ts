// Draws the diagram of docs/browser.md, which forges draw themselves, for the site: npm run docs:diagram
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../../test/support/chromium.ts";
import { diagramOf, stampOf } from "./source.ts";

const script = fileURLToPath(new URL("node_modules/mermaid/dist/mermaid.min.js", import.meta.url));
const config = { startOnLoad: false, theme: "neutral", fontFamily: "sans-serif", flowchart: { htmlLabels: false } };

const source = diagramOf(await readFile(new URL("../browser.md", import.meta.url), "utf8"));
const browser = await launchChromium();
try {
  const page = await browser.newPage();
  await page.addScriptTag({ path: script });
  await page.evaluate(`mermaid.initialize(${JSON.stringify(config)})`);
  await page.evaluate(
    `mermaid.render("algorithm", ${JSON.stringify(source)}).then(({ svg }) => { document.body.innerHTML = svg; })`,
  );
  // Mermaid writes HTML; a file has to be XML.
  const svg = await page.evaluate('new XMLSerializer().serializeToString(document.querySelector("#algorithm"))');
  await writeFile(new URL("../browser-algorithm.svg", import.meta.url), `${stampOf(source)}\n${String(svg)}\n`);
} finally {
  await browser.close();
}
