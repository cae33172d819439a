import type { CookieDecision, Engine, Outcome, Transport } from "../../src/browser/index.ts";
// Not from the folder's index, which has the reader of messages too: the page loads that when there is one.
import { openPage, type Page } from "../../src/browser/page.ts";
import type { CacheEntry } from "../../src/browser/preflight-cache.ts";
import type { ConfigFault } from "./config.ts";
import { asAsked, authorHeaders, bodyOf } from "./page-request.ts";
import type { Received } from "./received.ts";
import type { PageSide, Scenario } from "./scenario.ts";
import { serverOf, type ScenarioServer } from "./server.ts";

/** What the model says of a scenario. */
export interface Prediction {
  readonly engine: Engine;
  /** The request, and each repeat of it; none where the config is at fault. */
  readonly visits: readonly Visit[];
  /** What is wrong with the policy's config. */
  readonly fault: ConfigFault | null;
  /** What became of the cookie that was set before; null where there was none. */
  readonly cookie: CookieDecision | null;
}

/** One time that the page asked. */
export interface Visit {
  /** Seconds since the first. */
  readonly at: number;
  readonly outcome: Outcome;
  /** Status that JavaScript sees; null where it sees none. */
  readonly status: number | null;
  /** The header names that it can read: lower case, sorted. */
  readonly readable: readonly string[];
  /** What arrived at the server, one for each of `outcome.exchanges`, in the same order. */
  readonly received: readonly Received[];
  /** There was a preflight request before, and what its answer allowed is remembered. */
  readonly sparesPreflight: boolean;
  /** What the preflight cache holds after it; `expires` in milliseconds since the first visit. */
  readonly preflightCache: readonly CacheEntry[];
}

/** @param engine whose browser it is; `standard` for one that keeps the standard to the letter */
export async function predict(scenario: Scenario, engine: Engine): Promise<Prediction> {
  const server = await serverOf(scenario);
  if ("issues" in server) return { engine, visits: [], fault: server, cookie: null };
  return play(scenario.page, server, engine, async ({ cookies }, { url, cookie }) =>
    cookies.set(new URL("/", url), cookie),
  );
}

/** What a page makes of a server. @param setCookie sets the cookie that was there before */
export async function play(
  side: PageSide,
  server: ScenarioServer,
  engine: Engine,
  setCookie: (page: Page, side: PageSide) => Promise<CookieDecision | null>,
): Promise<Prediction> {
  const asked = asAsked(side);
  let at = 0;
  let received: Received[] = [];
  const transport: Transport = async (request) => {
    const answered = await server.answer(request);
    received.push(answered.received);
    if (answered.response.status === 0) throw new Error("the connection was closed");
    return answered.response;
  };
  const page = openPage({
    origin: asked.origin,
    engine,
    transport,
    now: () => at * 1000,
    localNetworkAccess: asked.localNetworkAccess,
  });
  const cookie = asked.cookie === "" ? null : await setCookie(page, asked);
  const visits: Visit[] = [];
  for (const pause of [0, ...asked.again]) {
    at += pause;
    received = [];
    const outcome = await page.fetch(asked.url, { ...asked, headers: authorHeaders(asked), body: bodyOf(asked) });
    const asks = outcome.exchanges.some(({ kind }) => kind === "preflight");
    visits.push({
      at,
      outcome,
      status: outcome.response?.status ?? null,
      readable: outcome.response === null ? [] : [...new Set(outcome.response.headers.keys())].toSorted(),
      received,
      sparesPreflight: !asks && (visits[0]?.received ?? []).some(({ requestMethod }) => requestMethod !== null),
      preflightCache: page.preflightCache.entries.map((entry) => ({ ...entry })),
    });
  }
  return { engine, visits, fault: null, cookie };
}
