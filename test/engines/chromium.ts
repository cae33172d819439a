import type { Browser, CDPSession } from "playwright-core";
import { launchChromium } from "../support/chromium.ts";
import { playAll, SILENT, type Player } from "./batches.ts";
import { listenTo } from "./chromium-log.ts";
import { Closers } from "./closers.ts";
import type { Engine } from "./scenario.ts";
import type { StepLog } from "./step-log.ts";
import { startServer } from "./server.ts";

export interface EngineOptions {
  /** A control: the web's security is off, and a comparison must find differences. */
  readonly control?: boolean;
}

export function openChromium({ control = false }: EngineOptions = {}): Promise<Engine> {
  return Closers.opening(async (closers) => {
    const server = await startServer();
    closers.add(() => server.close());
    const browser = await launchChromium(control ? ["--disable-web-security"] : []);
    closers.add(() => browser.close());
    const player = playerOf(browser, server.start);
    return {
      name: "chromium",
      version: browser.version(),
      port: server.port,
      run: (scenarios, progress) => playAll(player, server, scenarios, progress),
      close: () => closers.close(),
    };
  });
}

function playerOf(browser: Browser, start: string): Player {
  let log: StepLog | undefined;
  return {
    async play(json) {
      // A fresh one for each batch: Chromium drops preflight cache entries at random when there are 1024 of them.
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        await page.goto(start);
        const session = await context.newCDPSession(page);
        log = await listenTo(session);
        return await evaluate(session, `play(${JSON.stringify(json)})`);
      } finally {
        await context.close();
      }
    },
    said: (id, step) => log?.said(id, step) ?? SILENT,
  };
}

/** By the session that brings the events, so that they have all come when this answers. */
async function evaluate(session: CDPSession, expression: string): Promise<string> {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression, awaitPromise: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return String(result.value);
}
