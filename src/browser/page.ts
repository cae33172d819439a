import { buildRequest, type PageRequestInit } from "./build-request.ts";
import { CookieJar, type CookieDecision } from "./cookies.ts";
import type { Exchange } from "./exchange.ts";
import { explain, type Failure } from "./explain.ts";
import type { Fault } from "./failure.ts";
import { mainFetch, type CookieStore, type Fetched } from "./fetch.ts";
import { readableHeaders } from "./filter.ts";
import { gate } from "./gate.ts";
import { PreflightCache } from "./preflight-cache.ts";
import { urlOf } from "./preflight.ts";
import type { Engine } from "./engine-profile.ts";
import { PROFILES } from "./profiles.ts";
import { currentUrl, type FetchRequest, type Transport } from "./request.ts";
import { toHandler, toNetwork, type ServerHandler } from "./transport.ts";

export interface PageOptions {
  /** The page's origin as a browser serialises it; `null` for a sandboxed frame. */
  readonly origin: string;
  /** The standard, or an engine with its departures. Default `"standard"`. */
  readonly engine?: Engine | undefined;
  /** What answers: a Fetch handler. Default: the network. */
  readonly server?: ServerHandler | undefined;
  /** What answers, where raw header lines matter: a Fetch handler's are joined already. In the place of `server`. */
  readonly transport?: Transport | undefined;
  /** The clock of the preflight cache and the cookies, in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** What the visitor told Chrome about Local Network Access. Default `"denied"`. */
  readonly localNetworkAccess?: "granted" | "denied" | undefined;
  /** The registrable domain of a host, where the built-in short list of suffixes will not do. */
  readonly siteOf?: ((host: string) => string) | undefined;
}

/** What came of a fetch. */
export interface Outcome {
  /**
   * - `readable`: JavaScript has the response, as far as it is exposed;
   * - `opaque`: it has a response that tells nothing (`no-cors`, `redirect: "manual"`);
   * - `blocked`: CORS keeps it from the page;
   * - `network-error`: there is none for another reason.
   */
  readonly verdict: "readable" | "opaque" | "blocked" | "network-error";
  /** What JavaScript would see; null where it sees a TypeError. */
  readonly response: Response | null;
  readonly failure: Failure | null;
  /** Every request that was sent and what the browser made of its answer, in order. */
  readonly exchanges: readonly Exchange[];
  /** Cookies that went along or were kept, or why not. */
  readonly cookies: readonly CookieDecision[];
}

export interface Page {
  readonly origin: string;
  readonly engine: Engine;
  readonly cookies: CookieJar;
  readonly preflightCache: PreflightCache;
  /** What the page's own `fetch` would do. Never rejects. */
  fetch(input: string | URL, init?: PageRequestInit): Promise<Outcome>;
}

const NOT_CORS: ReadonlySet<Fault["code"]> = new Set([
  "NetworkFailure",
  "MixedContent",
  "RedirectDisallowed",
  "InvalidRedirect",
  "TooManyRedirects",
]);

/**
 * Opens a page of an origin in a browser of its own: a model of the Fetch standard's CORS, with a
 * preflight cache and cookies that last as long as the page.
 */
export function openPage(options: PageOptions): Page {
  const { origin, engine = "standard", now = Date.now, localNetworkAccess = "denied", server } = options;
  const profile = PROFILES[engine];
  const cache = new PreflightCache(now, profile);
  const cookies = new CookieJar(engine, now, options.siteOf);
  const transport = options.transport ?? (server === undefined ? toNetwork() : toHandler(server));

  return {
    origin,
    engine,
    cookies,
    preflightCache: cache,
    async fetch(input, init = {}) {
      const log: Exchange[] = [];
      const told: CookieDecision[] = [];
      const request = buildRequest(origin, input, init, profile);
      const { initiator = "fetch", redirect = "follow", mode = "cors" } = init;
      if ("code" in request) {
        const url = String(input);
        const nothing = { headers: [], exchange: undefined, tainting: "basic" } as const;
        const failure = explain(request, { origin, initiator, redirect, mode, url, firstUrl: url, ...nothing });
        return { verdict: "network-error", response: null, failure, exchanges: log, cookies: [] };
      }
      const firstUrl = currentUrl(request).href;
      const blocked = (one: FetchRequest): Fault | undefined => gate(one, profile, localNetworkAccess);
      const store: CookieStore = {
        header: (url, one) => cookies.header(url, one, told),
        keep: (url, one, response) => cookies.keep(url, one, response, told),
      };
      const result = await mainFetch(request, { profile, cache, transport, cookies: store, gate: blocked, log });
      const rest = { exchanges: log, cookies: told };
      if (!("code" in result)) return { ...readable(request, result), failure: null, ...rest };
      // What an engine finds late is the fault of the redirect before.
      const isLate = result === request.pending;
      const url = (isLate ? request.urls.at(-2) : undefined) ?? currentUrl(request);
      const failure = explain(result, {
        origin,
        initiator,
        redirect,
        mode,
        tainting: request.tainting,
        url: url.href,
        firstUrl,
        headers: request.headers,
        exchange: isLate ? log.findLast(({ kind }) => kind === "actual") : log.at(-1),
      });
      return { verdict: NOT_CORS.has(result.code) ? "network-error" : "blocked", response: null, failure, ...rest };
    },
  };
}

const EMPTY_STATUSES = new Set([204, 205, 304]);

/** The filtered response (https://fetch.spec.whatwg.org/#concept-filtered-response) as a real Response. */
function readable(request: FetchRequest, { response, type }: Fetched): Pick<Outcome, "verdict" | "response"> {
  const url = urlOf(currentUrl(request));
  if (type === "opaque" || type === "opaqueredirect") {
    const opaque = describe(Response.error(), { type, url: type === "opaque" ? "" : url, redirected: false });
    return { verdict: "opaque", response: opaque };
  }
  const { status, statusText } = response;
  const headers = readableHeaders(response.headers, type, request.credentials) as [string, string][];
  const body = EMPTY_STATUSES.has(status) || request.method === "HEAD" ? null : response.body;
  const isUsual = status >= 200 && status <= 599;
  const made = new Response(body, { status: isUsual ? status : 200, statusText, headers });
  const properties = { type, url, redirected: request.urls.length > 1 };
  return { verdict: "readable", response: describe(made, isUsual ? properties : { ...properties, status, ok: false }) };
}

/** A Response cannot be constructed with these; JavaScript reads them all the same. */
function describe(
  response: Response,
  properties: Partial<Pick<Response, "type" | "url" | "redirected" | "status" | "ok">>,
): Response {
  for (const [name, value] of Object.entries(properties)) Object.defineProperty(response, name, { value });
  return response;
}
