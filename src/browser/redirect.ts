import { credentialedCorsCheck } from "./cors-check.ts";
import { fault, type Fault } from "./failure.ts";
import { getHeader, type HeaderList } from "./header-list.ts";
import type { EngineProfile } from "./profiles.ts";
import { currentUrl, isSameOrigin, type FetchRequest, type NetworkResponse } from "./request.ts";

const SECTION = "concept-http-redirect-fetch";

const MOST_REDIRECTS = 20;

/** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
const AUTHORIZATION = /^authorization$/i;

/** https://fetch.spec.whatwg.org/#request-body-header-name */
const BODY_HEADERS = /^content-(encoding|language|location|type)$/i;

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
  const from = currentUrl(request);
  if (!URL.canParse(location, from)) return fault("InvalidRedirect", SECTION, location);
  const to = new URL(location, from);
  if (to.hash === "") to.hash = from.hash;
  if (!/^https?:$/.test(to.protocol)) return fault("CorsDisabledScheme", SECTION, location);
  if (request.urls.length > MOST_REDIRECTS) return fault("TooManyRedirects", SECTION, location);
  const hasUserInfo = to.username !== "" || to.password !== "";
  if (leadsToUserInfo(request, response, profile)) return fault("RedirectContainsCredentials", SECTION, location);
  if (hasUserInfo && profile.blocksUserInfo && !isSameOrigin(request.origin, to))
    return fault("InvalidRedirect", SECTION, location);
  if (status !== 303 && request.body instanceof ReadableStream) return fault("InvalidRedirect", SECTION, "stream");

  const { method } = request;
  const dropped: RegExp[] = [];
  const isRewritten =
    ((status === 301 || status === 302) && method === "POST") || (status === 303 && !/^(GET|HEAD)$/.test(method));
  if (isRewritten) dropped.push(BODY_HEADERS);
  if (isRewritten || (profile.deleteBecomesGet && method === "DELETE" && from.origin !== to.origin)) {
    request.method = "GET";
    request.body = null;
  }
  // The moment another origin is seen, Authorization goes.
  if (from.origin !== to.origin) dropped.push(AUTHORIZATION);
  if (!isSameOrigin(request.origin, to)) dropped.push(profile.hintsDroppedByRedirect);
  request.headers = remembered(request, profile).filter(([name]) => !dropped.some((names) => names.test(name)));
  request.pending = pendingFault(request, to, location, headers, profile);
  request.urls.push(to);
  return undefined;
}

/** The headers from which a redirect removes some: those of the last request, or of the first. */
function remembered(request: FetchRequest, { redirectsRemember }: EngineProfile): HeaderList {
  const { headers, firstHeaders, wasPreflighted, beganUnsafe } = request;
  if (redirectsRemember === "nothing" || !(wasPreflighted || beganUnsafe)) return headers;
  const isGone = redirectsRemember === "all" && !headers.some(([name]) => AUTHORIZATION.test(name));
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
