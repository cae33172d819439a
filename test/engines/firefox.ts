import { once, EventEmitter } from "node:events";
import { launch, type Page } from "puppeteer-core";
import { playAll, type Player } from "./batches.ts";
import { Closers } from "./closers.ts";
import type { EngineOptions } from "./chromium.ts";
import type { Engine } from "./scenario.ts";
import { startServer, type ExchangeServer } from "./server.ts";
import { StepLog } from "./step-log.ts";

export const FIREFOX = "/usr/bin/firefox-esr";

/** Every cross-origin request that needs CORS fails. Firefox has no switch that lets them all pass. */
export const CONTROL = { "content.cors.disable": true };

export function openFirefox({ control = false }: EngineOptions = {}): Promise<Engine> {
  return Closers.opening(async (closers) => {
    const server = await startServer();
    closers.add(() => server.close());
    const browser = await launch({
      browser: "firefox",
      executablePath: FIREFOX,
      headless: true,
      extraPrefsFirefox: control ? CONTROL : {},
    });
    closers.add(() => browser.close());
    const page = await browser.newPage();
    await page.goto(server.start);
    const player = playerOf(page, server);
    return {
      name: "firefox",
      version: (await browser.version()).replace("firefox/", ""),
      port: server.port,
      run: (scenarios, progress) => playAll(player, server, scenarios, progress),
      close: () => closers.close(),
    };
  });
}

function playerOf(page: Page, server: ExchangeServer): Player {
  const log = new StepLog();
  const sentinels = new EventEmitter();
  let batch = 0;
  page.on("console", (message) => {
    log.mark(message.text());
  });
  page.on("pageerror", (error) => {
    const text = error instanceof Error ? error.message : String(error);
    log.fileMessage(text);
    if (text.includes(sentinelUrl(server, batch))) sentinels.emit("seen");
  });
  return {
    async play(json) {
      log.clear();
      const result = await page.evaluate((argument) => {
        const { play } = globalThis as unknown as { play(json: string): Promise<string> };
        return play(argument);
      }, json);
      // Reasons come after the outcome. When this one's has come, so have all.
      batch++;
      const seen = once(sentinels, "seen");
      await page.evaluate((url) => fetch(url).catch(() => {}), sentinelUrl(server, batch));
      await seen;
      return result;
    },
    said: (id, step) => log.said(id, step),
  };
}

/** What no page may read, for the reason that is printed. */
function sentinelUrl(server: ExchangeServer, batch: number): string {
  return `http://api.localhost:${server.port}/sentinel/${batch}/`;
}
