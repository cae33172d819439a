import type { Browser } from "playwright-core";
import { openPage } from "../../src/browser/index.ts";
import { network } from "./network.ts";
import { VISITS } from "./visits.ts";

/** What visits came to, in their order: the status that the page read, or `blocked`. */
export type Seen = readonly (number | string)[];

export interface Asked {
  /** The page's. */
  readonly origin: string;
  readonly api: string;
  readonly credentials: boolean;
}

/** The model of the browser asks, over the network. */
export async function askModel({ origin, api, credentials }: Asked): Promise<Seen> {
  const page = openPage({ origin, engine: "chromium", transport: network, localNetworkAccess: "granted" });
  const seen: (number | string)[] = [];
  for (const { path, init } of VISITS) {
    const outcome = await page.fetch(api + path, { ...init, credentials: credentials ? "include" : "same-origin" });
    seen.push(outcome.response?.status ?? outcome.verdict);
  }
  return seen;
}

/** Chromium asks, on a page that nobody has visited, so that no preflight is cached. */
export async function askChromium(browser: Browser, { origin, api, credentials }: Asked): Promise<Seen> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(origin);
    const calls = VISITS.map(({ path, init }) => ({
      url: api + path,
      init: { ...init, credentials: credentials ? "include" : "same-origin" } as const,
    }));
    return await page.evaluate(async (all) => {
      const seen: (number | string)[] = [];
      for (const { url, init } of all) {
        seen.push(
          await fetch(url, init).then(
            ({ status }) => status,
            () => "blocked",
          ),
        );
      }
      return seen;
    }, calls);
  } finally {
    await context.close();
  }
}

/** What it has to come to. */
export function wantedOf(isAllowed: boolean): Seen {
  return VISITS.map(({ wanted }) => (isAllowed ? wanted : "blocked"));
}
