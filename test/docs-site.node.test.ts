import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inlineScriptsToFiles } from "../docs/.vitepress/inline-scripts.ts";
import { siteLink } from "../docs/.vitepress/links.ts";
import { sidebar } from "../docs/.vitepress/sidebar.ts";
import { diagramOf, stampOf } from "../docs/diagram/source.ts";
import { codeBlocks, markdownFiles } from "../scripts/documentation.ts";
import { filesIn } from "../src/cli/simulate/assets.ts";
import { simulatorHandler } from "../src/cli/simulate/server.ts";

const folder = await mkdtemp(join(tmpdir(), "corskit-docs-"));
afterAll(() => rm(folder, { recursive: true }));

test("every page stands at the side once, and nothing else does", () => {
  const shown = sidebar().flatMap(({ items }) => items.map(({ link }) => `docs${link}.md`));
  const pages = markdownFiles().filter((file) => file.startsWith("docs/") && file !== "docs/index.md");
  expect(shown.toSorted()).toEqual(pages);
});

test("the picture of the diagram is of the diagram, the only one there is", async () => {
  const read = (file: string): Promise<string> => readFile(new URL(`../${file}`, import.meta.url), "utf8");
  const drawn = diagramOf(await read("docs/browser.md"));
  // Where it is not: npm run docs:diagram
  expect(await read("docs/browser-algorithm.svg")).toContain(stampOf(drawn));
  const diagrams = markdownFiles().flatMap((file) => codeBlocks(file).filter(({ language }) => language === "mermaid"));
  expect(diagrams).toHaveLength(1);
});

const OUTSIDE = { simulator: "/", repository: "https://forge.example/corskit" };

test.each([
  ["a page", "../testing.md#matchers", "../testing.md#matchers"],
  ["a heading", "#there", "#there"],
  ["another site", "https://fetch.spec.whatwg.org/", "https://fetch.spec.whatwg.org/"],
  ["the simulator", "http://app.localhost:8787/#simple-get", "/#simple-get"],
  ["a file", "../../test/promise.test.ts", "https://forge.example/corskit/blob/main/test/promise.test.ts"],
  ["a heading of a file", "../../README.md#hono", "https://forge.example/corskit/blob/main/README.md#hono"],
])("a link to %s", (_, href, expected) => {
  expect(siteLink(href, "start/hono.md", OUTSIDE)).toBe(expected);
});

test("a link to a file leads nowhere where there is no repository, and fails where there is no file", () => {
  expect(siteLink("../README.md", "lint.md", { ...OUTSIDE, repository: undefined })).toBeNull();
  expect(() => siteLink("../REDME.md", "lint.md", OUTSIDE)).toThrow("docs/lint.md links to ../REDME.md");
});

test("inline scripts become files, and other scripts stay", async () => {
  const site = { outDir: folder, assetsDir: "assets", site: { base: "/docs/" } };
  const html = inlineScriptsToFiles('<script id="a">one()</script><script src="/x.js"></script>', site);
  expect(html).toMatch(
    /^<script id="a" src="\/docs\/assets\/inline-\w+\.js"><\/script><script src="\/x\.js"><\/script>$/,
  );
  const [made = ""] = await readdir(join(folder, "assets"));
  expect(html).toContain(made);
  expect(await readFile(join(folder, "assets", made), "utf8")).toBe("one()");
});

test("the Worker serves the site under a policy of its own, and says how to build it where it is not", async () => {
  const ask = async (path: string): Promise<Response> =>
    simulatorHandler(await filesIn(folder))(new Request(`http://app.localhost:8787${path}`));
  const missing = await ask("/docs/");
  expect(missing.status).toBe(404);
  expect(await missing.text()).toContain("npm run docs:build");

  await mkdir(join(folder, "docs", "start"), { recursive: true });
  for (const page of ["index", "404", "start/hono"]) await writeFile(join(folder, "docs", `${page}.html`), page);
  const pages = await Promise.all(["/docs/", "/docs/start/hono", "/docs/nope"].map(ask));
  expect(await Promise.all(pages.map((page) => page.text()))).toEqual(["index", "start/hono", "404"]);
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 404]);
  for (const { headers } of pages) {
    expect(headers.get("content-security-policy")).toContain("script-src http://app.localhost:8787;");
    expect(headers.get("content-security-policy")).toContain("style-src http://app.localhost:8787 'unsafe-inline'");
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  }
  const other = await ask("/");
  expect(other.headers.get("content-security-policy")).not.toContain("unsafe-inline");
});
