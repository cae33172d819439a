import { preflightCorsCheck } from "./cors-check.ts";
import { fault, type FailureCode, type Fault } from "./failure.ts";
import { extractTokens, getHeader, type HeaderLine, type HeaderList } from "./header-list.ts";
import { isSafelistedMethod } from "./methods.ts";
import type { EngineProfile } from "./engine-profile.ts";
import { isRedirectStatus } from "./redirect.ts";
import {
  currentUrl,
  namesToAskFor,
  serializePreflightOrigin,
  type FetchRequest,
  type NetworkRequest,
} from "./request.ts";

/** What a preflight's answer grants: to be kept, and to be told. */
export interface Grant {
  readonly methods: readonly string[];
  readonly headerNames: readonly string[];
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 1 to 5. */
export function preflightRequest(
  request: FetchRequest,
  asked: readonly string[],
  profile: EngineProfile,
): NetworkRequest {
  const headers: HeaderLine[] = [
    ["Accept", "*/*"],
    ["Access-Control-Request-Method", request.method],
    ["Origin", serializePreflightOrigin(request, profile)],
  ];
  if (asked.length > 0) headers.push(["Access-Control-Request-Headers", asked.join(",")]);
  return { method: "OPTIONS", url: urlOf(currentUrl(request)), headers, body: null, credentials: false };
}

/** Without the fragment, which stays in the browser. */
export function urlOf(url: URL): string {
  const { href, hash } = url;
  return hash === "" && !href.endsWith("#") ? href : href.slice(0, href.indexOf("#"));
}

/**
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 7.1 to 7.4: what the answer grants, be it
 * enough or not.
 */
export function readGrant(
  request: FetchRequest,
  answer: { readonly status: number; readonly headers: HeaderList },
  profile: EngineProfile,
): Grant | Fault {
  const origin = preflightCorsCheck(request, answer.headers, profile);
  const status = checkStatus(answer.status, answer.headers);
  const { preflightOrder } = profile;
  const statusFirst =
    preflightOrder === "status-first" ||
    (preflightOrder === "redirect-first" && status?.code === "PreflightDisallowedRedirect");
  const first = statusFirst ? (status ?? origin) : (origin ?? status);
  if (first !== undefined) return first;

  const methods = extractTokens(answer.headers, "access-control-allow-methods");
  const headerNames = extractTokens(answer.headers, "access-control-allow-headers");
  const invalid = (code: FailureCode, name: string): Fault =>
    fault(code, "cors-preflight-fetch-0", getHeader(answer.headers, name));
  if (methods === "failure") return invalid("InvalidAllowMethodsPreflightResponse", "access-control-allow-methods");
  const granted = methods ?? (request.useCorsPreflight && profile.listenerGrantsMethod ? [request.method] : []);
  if (headerNames === "failure") {
    const refused = profile.readsMethodsFirst ? checkMethod(request, granted) : undefined;
    return refused ?? invalid("InvalidAllowHeadersPreflightResponse", "access-control-allow-headers");
  }
  return { methods: granted, headerNames: headerNames ?? [] };
}

/** Steps 7.5 to 7.7: what the request needs and is not granted. */
export function checkGrant(
  request: FetchRequest,
  { methods, headerNames }: Grant,
  profile: EngineProfile,
): Fault | undefined {
  return checkMethod(request, methods) ?? checkHeaders(request, headerNames, profile);
}

function checkStatus(status: number, headers: HeaderList): Fault | undefined {
  if (status >= 200 && status <= 299) return undefined;
  const redirects = isRedirectStatus(status) && headers.some(([name]) => name.toLowerCase() === "location");
  const code = redirects ? "PreflightDisallowedRedirect" : "PreflightInvalidStatus";
  return fault(code, "cors-preflight-fetch-0", String(status));
}

function checkMethod({ method, credentials }: FetchRequest, methods: readonly string[]): Fault | undefined {
  if (methods.includes(method) || isSafelistedMethod(method)) return undefined;
  if (credentials !== "include" && methods.includes("*")) return undefined;
  return fault("MethodDisallowedByPreflightResponse", "cors-preflight-fetch-0", method);
}

function checkHeaders(request: FetchRequest, names: readonly string[], profile: EngineProfile): Fault | undefined {
  const listed = new Set(names.map((name) => name.toLowerCase()));
  const wildcard = request.credentials !== "include" && listed.has("*");
  for (const name of namesToAskFor(request, profile)) {
    if (listed.has(name)) continue;
    // https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
    if (wildcard && (name !== "authorization" || profile.wildcardCoversAuthorization)) continue;
    return fault("HeaderDisallowedByPreflightResponse", "cors-preflight-fetch-0", name);
  }
  return undefined;
}
