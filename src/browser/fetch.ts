import { corsCheck } from "./cors-check.ts";
import { checksOf, type Exchange, type Judged } from "./exchange.ts";
import { fault, type Fault } from "./failure.ts";
import { extractSeconds, getHeader, withOneLine, withoutEmptyLines, type HeaderLine } from "./header-list.ts";
import { isSafelistedMethod } from "./methods.ts";
import type { PreflightCache } from "./preflight-cache.ts";
import { checkGrant, preflightRequest, readGrant, urlOf } from "./preflight.ts";
import type { EngineProfile } from "./engine-profile.ts";
import { followRedirect, leadsToUserInfo, isRedirectStatus } from "./redirect.ts";
import {
  currentUrl,
  includesCredentials,
  isHttp,
  isSameOrigin,
  namesToAskFor,
  serializePreflightOrigin,
  serializeRequestOrigin,
  type FetchRequest,
  type NetworkRequest,
  type NetworkResponse,
  type Transport,
} from "./request.ts";

/** Cookies of the browser, as far as a fetch touches them. */
export interface CookieStore {
  /** The Cookie header for a request, or null. */
  header(url: URL, request: FetchRequest): string | null;
  /** Keeps what a response sets. */
  keep(url: URL, request: FetchRequest, response: NetworkResponse): void;
}

/** What a fetch runs in. */
export interface Browser {
  readonly profile: EngineProfile;
  readonly cache: PreflightCache;
  readonly transport: Transport;
  readonly cookies: CookieStore;
  /** What forbids a request before it reaches the network, apart from CORS. */
  readonly gate: (request: FetchRequest) => Fault | undefined;
  readonly log: Exchange[];
}

/** https://fetch.spec.whatwg.org/#concept-response, with how much of it the page may see. */
export interface Fetched {
  readonly response: NetworkResponse;
  readonly type: "basic" | "cors" | "opaque" | "opaqueredirect";
}

/** https://fetch.spec.whatwg.org/#concept-main-fetch, once for each URL that the request goes through. */
export async function mainFetch(request: FetchRequest, browser: Browser): Promise<Fetched | Fault> {
  for (;;) {
    const withPreflight = taint(request, browser);
    if (typeof withPreflight === "object") return withPreflight;
    request.wasPreflighted ||= withPreflight;
    const result = await httpFetch(request, withPreflight, browser);
    if (result !== undefined) {
      if ("code" in result && clears(request, result, browser.profile)) browser.cache.clear(request);
      return result;
    }
  }
}

/** Whether a failure makes the engine forget what it keeps for the URL. */
function clears(
  { wasPreflighted, tainting }: FetchRequest,
  { code }: Fault,
  { clearsOnFailure, simpleRequestsClear }: EngineProfile,
): boolean {
  if (!wasPreflighted && !(simpleRequestsClear && tainting === "cors")) return false;
  return (
    clearsOnFailure !== "nothing" && !(clearsOnFailure === "but a refused redirect" && code === "RedirectDisallowed")
  );
}

/** The branches of main fetch: sets the response tainting, and tells whether the request may need a preflight. */
function taint(request: FetchRequest, { profile, gate }: Browser): boolean | Fault {
  const blocked = gate(request);
  if (blocked !== undefined) return blocked;
  if (request.body instanceof ReadableStream && profile.streamsRequests === "fails") {
    return fault("NetworkFailure", "concept-main-fetch", "a stream as the body");
  }
  const url = currentUrl(request);
  if (isSameOrigin(request.origin, url) && request.tainting === "basic") return false;
  if (request.mode === "same-origin") return fault("DisallowedByMode", "concept-main-fetch", url.origin);
  if (request.mode === "no-cors") {
    if (request.redirect !== "follow")
      return fault("NoCorsRedirectModeNotFollow", "concept-main-fetch", request.redirect);
    request.tainting = "opaque";
    return false;
  }
  if (!isHttp(url)) return fault("CorsDisabledScheme", "concept-main-fetch", url.protocol.slice(0, -1));
  request.tainting = "cors";
  return (
    request.useCorsPreflight ||
    (profile.staysPreflighted && request.wasPreflighted) ||
    (profile.redirectsRemember !== "nothing" && request.beganUnsafe) ||
    !isSafelistedMethod(request.method) ||
    namesToAskFor(request, profile).length > 0
  );
}

/** https://fetch.spec.whatwg.org/#http-fetch @returns undefined where a redirect is to be followed */
async function httpFetch(
  request: FetchRequest,
  withPreflight: boolean,
  browser: Browser,
): Promise<Fetched | Fault | undefined> {
  if (withPreflight) {
    const refused = await preflightIfNeeded(request, browser);
    if (refused !== undefined) return refused;
  }
  if (request.pending !== undefined) return request.pending;
  const sent = actualRequest(request, browser);
  const response = await send(sent, browser);
  const url = currentUrl(request);
  if (response !== null && sent.credentials) browser.cookies.keep(url, request, response);
  const failed =
    response === null
      ? fault("NetworkFailure", "concept-network-error")
      : request.tainting === "cors"
        ? corsCheck(request, response.headers)
        : undefined;
  record(
    browser,
    request.tainting === "cors" ? judge(request, "actual", [], browser.profile) : null,
    sent,
    response,
    failed,
  );
  if (failed !== undefined || response === null) return failed;
  if (!isRedirectStatus(response.status)) return { response, type: request.tainting };
  const located = !browser.profile.errorNeedsLocation || getHeader(response.headers, "location") !== null;
  if (request.redirect === "error" && located) {
    const userInfo = browser.profile.blocksUserInfo && leadsToUserInfo(request, response, browser.profile);
    const code = userInfo ? "RedirectContainsCredentials" : "RedirectDisallowed";
    return fault(code, "concept-http-fetch", String(response.status));
  }
  if (request.redirect === "manual") return { response, type: "opaqueredirect" };
  const followed = followRedirect(request, response, browser.profile);
  return followed === "stays" ? { response, type: request.tainting } : followed;
}

/** What makes the HTTP cache stand aside (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 8.17). */
const CONDITIONAL = /^if-(match|modified-since|none-match|range|unmodified-since)$/i;

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, where the cache does not spare it. */
async function preflightIfNeeded(request: FetchRequest, browser: Browser): Promise<Fault | undefined> {
  const { profile, cache } = browser;
  const names = namesToAskFor(request, profile);
  const bypasses = profile.conditionalBypassesCache.has(request.initiator);
  const bypassed = bypasses && request.headers.some(([name]) => CONDITIONAL.test(name));
  if (!bypassed && cache.spares(request, names)) return undefined;
  const sent = preflightRequest(request, names, profile);
  const answer = await send(sent, browser);
  const failed =
    answer === null ? fault("NetworkFailure", "cors-preflight-fetch-0") : judgeAnswer(request, answer, browser);
  record(browser, judge(request, "preflight", names, profile), sent, answer, failed);
  return failed;
}

/** Judges a preflight's answer, and keeps what it grants. */
function judgeAnswer(request: FetchRequest, answer: NetworkResponse, { profile, cache }: Browser): Fault | undefined {
  const grant = readGrant(request, answer, profile);
  if ("code" in grant) return grant;
  const failed = checkGrant(request, grant, profile);
  if (failed === undefined || profile.keepsRefusals) {
    cache.store(request, grant, extractSeconds(answer.headers, "access-control-max-age"));
  }
  return failed;
}

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header, for the default referrer policy. */
function actualRequest(request: FetchRequest, { cookies, profile }: Browser): NetworkRequest {
  const url = currentUrl(request);
  const credentials = includesCredentials(request, profile);
  const headers: HeaderLine[] = [...request.headers];
  const stayed = request.urls.at(-2)?.origin === url.origin;
  const keeps = profile.keepsOriginHeader && request.hadOrigin && stayed;
  request.hadOrigin = keeps || request.tainting === "cors" || !/^(GET|HEAD)$/.test(request.method);
  if (request.hadOrigin) {
    const strays = request.tainting === "opaque" && request.urls.some(({ origin }) => origin !== url.origin);
    // strict-origin-when-cross-origin, where the page did not opt into CORS.
    const downgrades = request.mode !== "cors" && request.origin.startsWith("https:") && url.protocol !== "https:";
    const isNull = downgrades || (strays && profile.noCorsRedirectsAreNull);
    headers.push(["Origin", isNull ? "null" : serializeRequestOrigin(request)]);
  }
  const cookie = credentials ? cookies.header(url, request) : null;
  if (cookie !== null) headers.push(["Cookie", cookie]);
  return { method: request.method, url: urlOf(url), headers, body: request.body, credentials };
}

async function send(request: NetworkRequest, { transport, profile }: Browser): Promise<NetworkResponse | null> {
  try {
    const response = await transport(request);
    const filled = profile.ignoresEmptyLines ? withoutEmptyLines(response.headers) : response.headers;
    const headers = profile.repeatedLocation === "counts once" ? withOneLine(filled, "location") : filled;
    return headers === undefined ? null : { ...response, headers };
  } catch {
    return null;
  }
}

function judge(
  request: FetchRequest,
  kind: Judged["kind"],
  unsafeNames: readonly string[],
  profile: EngineProfile,
): Judged {
  const { credentials, method, useCorsPreflight } = request;
  const origin = kind === "preflight" ? serializePreflightOrigin(request, profile) : serializeRequestOrigin(request);
  return { kind, origin, credentials, method, unsafeNames, useCorsPreflight, profile };
}

function record(
  { log }: Browser,
  judged: Judged | null,
  request: NetworkRequest,
  response: NetworkResponse | null,
  failed: Fault | undefined,
): void {
  log.push({
    kind: judged?.kind ?? "actual",
    request,
    response,
    fault: failed ?? null,
    // Only who looks pays for it.
    get checks() {
      return judged === null || response === null ? [] : checksOf(judged, response);
    },
  });
}
