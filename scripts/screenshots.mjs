// Makes pictures of the simulator in Chromium: the four of the README into docs/, or all views, on a desktop and on a
// phone, in light and dark, into another folder: node scripts/screenshots.mjs /tmp/views
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "../test/support/chromium.ts";
import { runWorker } from "../test/support/wrangler-dev.ts";

const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 },
};

/** What is to be seen: an address, how to get from there to it, and which part of the page where it is not all. */
const VIEWS = {
  first: { hash: "", open: () => undefined },
  preflight: {
    hash: "#wildcard-headers-with-credentials",
    open: (page) => page.getByRole("button", { name: "Apply this fix" }).waitFor(),
  },
  redirect: { hash: "#redirect-to-another-origin", open: () => undefined },
  engines: { hash: "#authorization-wildcard", open: () => undefined },
  verdict: {
    hash: "#wildcard-headers-with-credentials",
    open: async (page) => {
      const jump = page.locator(".jump");
      if (await jump.isVisible()) await jump.click();
      await page.getByRole("button", { name: "Run it for real" }).click();
      await page.locator(".reality table").waitFor();
    },
  },
  picture: {
    hash: "#wildcard-headers-with-credentials",
    open: () => undefined,
    part: "#picture-pane",
  },
  gallery: {
    hash: "",
    open: async (page) => {
      await page.getByRole("button", { name: "Examples" }).click();
      await page.locator("dialog .gallery").waitFor();
    },
  },
  matrix: {
    hash: "",
    open: async (page) => {
      await page.getByRole("button", { name: "Policy matrix" }).click();
      await page.locator("dialog .matrix").waitFor();
      // A caret blinks.
      await page.locator("dialog h2").click();
    },
  },
};

/** Those that stand in docs/. */
const KEPT = new Set(["preflight-desktop-light", "matrix-desktop-light", "verdict-phone-dark", "picture-phone-light"]);

const [folder] = process.argv.slice(2);
const target = folder ?? "docs";
await mkdir(target, { recursive: true });
const browser = await launchChromium();
const worker = await runWorker();
try {
  for (const [view, { hash, open, part }] of Object.entries(VIEWS)) {
    for (const [size, options] of Object.entries(SIZES)) {
      for (const colorScheme of ["light", "dark"]) {
        const name = `${view}-${size}-${colorScheme}`;
        if (folder === undefined && !KEPT.has(name)) continue;
        const context = await browser.newContext({ ...options, colorScheme, reducedMotion: "reduce" });
        const page = await context.newPage();
        await page.goto(`http://app.localhost:${worker.port}/${hash}`);
        await page.locator("svg.drawing").waitFor();
        await open(page);
        const path = join(target, `simulator-${name}.png`);
        await (part === undefined ? page : page.locator(part)).screenshot({ path, caret: "hide" });
        console.log(path);
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await worker.stop();
}
