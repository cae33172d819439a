import { credentialedCorsCheck } from "./cors-check.ts";
import { fault, type Fault } from "./failure.ts";
import { getHeader, valuesOf, type HeaderList } from "./header-list.ts";
import type { EngineProfile } from "./engine-profile.ts";
import { currentUrl, isHttp, isSameOrigin, type FetchRequest, type NetworkResponse } from "./request.ts";

const SECTION = "concept-http-redirect-fetch";

const MOST_REDIRECTS = 20;

/** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
const AUTHORIZATION = /^authorization$/i;

/** https://fetch.spec.whatwg.org/#request-body-header-name */
const BODY_HEADERS = /^content-(encoding|language|location|type)$/i;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** https://fetch.spec.whatwg.org/#redirect-status */
export function isRedirectStatus(status: number): boolean {
  return REDIRECTS.has(status);
}

/**
 * https://fetch.spec.whatwg.org/#concept-http-redirect-fetch: turns the request towards its next URL.
 *
 * @returns what forbids it; `"stays"` where there is no Location, so that the response is the last one
 */
export function followRedirect(
  request: FetchRequest,
  response: NetworkResponse,
  profile: EngineProfile,
): Fault | "stays" | undefined {
  const { status, headers } = response;
  const location = getHeader(headers, "location");
  if (location === null) return "stays";
  // https://fetch.spec.whatwg.org/#concept-response-location-url: of two lines, none counts.
  if (profile.repeatedLocation === "fails" && valuesOf(headers, "location").length > 1)
    return fault("InvalidRedirect", SECTION, location);
  const from = currentUrl(request);
  const to = locationUrl(location, from.href);
  if (to === undefined) return fault("InvalidRedirect", SECTION, location);
  if (!isHttp(to)) return fault("CorsDisabledScheme", SECTION, to.protocol.slice(0, -1));
  if (request.urls.length > MOST_REDIRECTS) return fault("TooManyRedirects", SECTION, location);
  const hasUserInfo = to.username !== "" || to.password !== "";
  if (leadsToUserInfo(request, response, profile)) return fault("RedirectContainsCredentials", SECTION, location);
  const isForgiven = request.initiator === "xhr" && isSameOrigin(request.origin, to);
  if (hasUserInfo && profile.blocksUserInfo && !isForgiven) return fault("InvalidRedirect", SECTION, location);
  if (status !== 303 && request.body instanceof ReadableStream) return fault("InvalidRedirect", SECTION, "stream");

  const { method, firstMethod } = request;
  const becomesGet = isRewritten(status, method);
  if (becomesGet || (profile.deleteBecomesGet && method === "DELETE" && from.origin !== to.origin)) {
    request.method = "GET";
    request.body = null;
  }
  const dropped: RegExp[] = [];
  // The moment another origin is seen, Authorization goes.
  if (from.origin !== to.origin) dropped.push(AUTHORIZATION);
  if (!isSameOrigin(request.origin, to)) dropped.push(profile.hintsDroppedByRedirect);
  const left = without(remembered(request, to, profile), dropped);
  const leftOfGet = without(left, [BODY_HEADERS]);
  const { redirectsRemember } = profile;
  const losesBodyHeaders = redirectsRemember === "what is left" ? isRewritten(status, firstMethod) : becomesGet;
  request.headers = losesBodyHeaders ? leftOfGet : left;
  if (redirectsRemember !== "all") request.preflightedHeaders = becomesGet ? leftOfGet : left;
  request.pending = pendingFault(request, to, location, headers, profile);
  request.urls.push(to);
  return undefined;
}

/**
 * https://fetch.spec.whatwg.org/#concept-response-location-url: the URL of a Location, with the fragment of the URL
 * before it where it has none. Undefined where it is no URL.
 */
export function locationUrl(location: string, from: string): URL | undefined {
  if (!URL.canParse(location, from)) return undefined;
  const to = new URL(location, from);
  // An empty fragment is one too, which `hash` does not tell.
  const fragment = from.indexOf("#");
  if (fragment >= 0 && !to.href.includes("#")) to.hash = from.slice(fragment);
  return to;
}

function without(list: HeaderList, dropped: readonly RegExp[]): HeaderList {
  return list.filter(([name]) => !dropped.some((names) => names.test(name)));
}

/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, the step that makes a request a GET. */
function isRewritten(status: number, method: string): boolean {
  return ((status === 301 || status === 302) && method === "POST") || (status === 303 && !/^(GET|HEAD)$/.test(method));
}

/** The headers from which a redirect removes some: those of the last request, or of the first. */
function remembered(request: FetchRequest, to: URL, { redirectsRemember }: EngineProfile): HeaderList {
  const { headers, firstHeaders } = request;
  if (redirectsRemember === "nothing") return headers;
  if (redirectsRemember === "what is left") return firstHeaders;
  const isOwn = request.mode !== "cors" || (request.tainting === "basic" && isSameOrigin(request.origin, to));
  if (isOwn) return headers;
  const isGone = !headers.some(([name]) => AUTHORIZATION.test(name));
  return isGone ? firstHeaders.filter(([name]) => !AUTHORIZATION.test(name)) : firstHeaders;
}

/** What an engine finds wrong with a redirect, though not at once. */
function pendingFault(
  request: FetchRequest,
  to: URL,
  location: string,
  headers: HeaderList,
  { redirectsCarryCredentials, userInfoFromOwnOrigin }: EngineProfile,
): Fault | undefined {
  const { credentials, tainting, origin, urls, mode } = request;
  if (userInfoFromOwnOrigin && mode === "cors" && (to.username !== "" || to.password !== "")) {
    return isSameOrigin(origin, to) ? undefined : fault("RedirectContainsCredentials", SECTION, location);
  }
  const began = urls[0];
  const carries = redirectsCarryCredentials && credentials === "same-origin" && tainting === "cors";
  return carries && began !== undefined && isSameOrigin(origin, began)
    ? credentialedCorsCheck(request, headers)
    : undefined;
}

/** Whether a redirect leads to a URL with a user name or password, which CORS forbids. */
export function leadsToUserInfo(request: FetchRequest, { headers }: NetworkResponse, profile: EngineProfile): boolean {
  const location = getHeader(headers, "location") ?? "";
  const from = currentUrl(request);
  if (!URL.canParse(location, from)) return false;
  const to = new URL(location, from);
  if (to.username === "" && to.password === "") return false;
  if (request.tainting === "cors") return true;
  return request.mode === "cors" && !isSameOrigin(request.origin, to) && !profile.userInfoFromOwnOrigin;
}
