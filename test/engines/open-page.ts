import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "puppeteer-core";
import { launchChromium } from "../support/chromium.ts";
import type { Closers } from "./closers.ts";
import { CONTROL, FIREFOX } from "./firefox.ts";
import type { EngineName } from "./scenario.ts";
import { openDisplay, startBrowser } from "./webkit.ts";

/**
 * Opens a page in an engine, and nothing more.
 *
 * @param control the web's security is off
 * @throws Error where it does not run on this machine
 */
export async function openPageIn(engine: EngineName, url: string, control: boolean, closers: Closers): Promise<void> {
  await OPENERS[engine](url, control, closers);
}

const OPENERS: Readonly<Record<EngineName, (url: string, control: boolean, closers: Closers) => Promise<void>>> = {
  async chromium(url, control, closers) {
    const browser = await launchChromium(control ? ["--disable-web-security"] : []);
    closers.add(() => browser.close());
    const page = await browser.newPage();
    await page.goto(url);
  },
  async firefox(url, control, closers) {
    const browser = await launch({
      browser: "firefox",
      executablePath: FIREFOX,
      headless: true,
      extraPrefsFirefox: control ? CONTROL : {},
    });
    closers.add(() => browser.close());
    const page = await browser.newPage();
    await page.goto(url);
  },
  async webkit(url, control, closers) {
    const folder = await mkdtemp(join(tmpdir(), "corskit-webkit-"));
    closers.add(() => rm(folder, { recursive: true, force: true }));
    const browser = await startBrowser(url, folder, await openDisplay(closers), control);
    closers.add(() => browser.stop());
  },
};
