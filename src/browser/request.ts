import type { Fault } from "./failure.ts";
import type { EngineProfile } from "./engine-profile.ts";
import type { HeaderLine, HeaderList } from "./header-list.ts";
import { writtenHeaderNames } from "./safelist.ts";

/** https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
export type CredentialsMode = "omit" | "same-origin" | "include";

/** https://fetch.spec.whatwg.org/#concept-request-response-tainting */
export type Tainting = "basic" | "cors" | "opaque";

/** https://fetch.spec.whatwg.org/#concept-request, as far as CORS goes. Changed only by following a redirect. */
export interface FetchRequest {
  method: string;
  /** The URLs that it went through; the last is the current one. */
  readonly urls: URL[];
  /** The page's origin, serialised; `null` for an opaque one. */
  readonly origin: string;
  /** The author's headers, without the forbidden ones. */
  headers: HeaderList;
  body: BodyInit | null;
  readonly mode: "cors" | "no-cors" | "same-origin";
  readonly credentials: CredentialsMode;
  readonly redirect: "follow" | "error" | "manual";
  readonly initiator: "fetch" | "xhr";
  /** https://fetch.spec.whatwg.org/#use-cors-preflight-flag */
  readonly useCorsPreflight: boolean;
  tainting: Tainting;
  /** Those that a preflight asks for: in a browser that keeps the standard, the same. */
  preflightedHeaders: HeaderList;
  /** What it began with. */
  readonly firstMethod: string;
  readonly firstHeaders: HeaderList;
  /** Whether there were unsafe ones among them. */
  readonly beganUnsafe: boolean;
  /** Whether it needed a preflight at a hop before. */
  wasPreflighted: boolean;
  /** Whether the request before the last redirect had an Origin header. */
  hadOrigin: boolean;
  /** What is wrong with the last redirect, and is to be found out before the next request. */
  pending: Fault | undefined;
}

export function currentUrl({ urls }: FetchRequest): URL {
  return urls[urls.length - 1] as URL;
}

/** Whether CORS may be spoken with it (https://fetch.spec.whatwg.org/#http-scheme). */
export function isHttp({ protocol }: URL): boolean {
  return protocol === "http:" || protocol === "https:";
}

/** https://html.spec.whatwg.org/multipage/browsers.html#same-origin, an opaque origin being nobody's. */
export function isSameOrigin(origin: string, url: URL): boolean {
  return origin !== "null" && url.origin === origin;
}

/**
 * https://fetch.spec.whatwg.org/#serializing-a-request-origin: `null` once a URL of another origin than
 * the page's redirected to yet another origin.
 */
export function serializeRequestOrigin({ urls, origin }: FetchRequest): string {
  const tainted = urls.some((url, i) => {
    const last = urls[i - 1];
    return last !== undefined && url.origin !== last.origin && !isSameOrigin(origin, last);
  });
  return tainted ? "null" : origin;
}

/** The origin of a preflight request, and that its answer is compared with. */
export function serializePreflightOrigin(request: FetchRequest, { preflightsKeepOrigin }: EngineProfile): string {
  return preflightsKeepOrigin ? request.origin : serializeRequestOrigin(request);
}

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, the step that sets includeCredentials. */
export function includesCredentials(request: FetchRequest, { noCorsKeepsCredentials }: EngineProfile): boolean {
  const { credentials, tainting, mode, origin, urls } = request;
  if (credentials !== "same-origin") return credentials === "include";
  const [first] = urls;
  const isKept = noCorsKeepsCredentials && mode === "no-cors" && first !== undefined && isSameOrigin(origin, first);
  return isKept || tainting === "basic";
}

/** The names that a preflight has to ask for at this point of the request's way, as they are written. */
export function namesToAskFor({ preflightedHeaders }: FetchRequest, profile: EngineProfile): readonly string[] {
  return writtenHeaderNames(preflightedHeaders, profile);
}

/** What goes over the network: a preflight request or an actual one. */
export interface NetworkRequest {
  readonly method: string;
  readonly url: string;
  /** With Origin and Cookie where they go along. */
  readonly headers: readonly HeaderLine[];
  readonly body: BodyInit | null;
  /** Whether the browser sends cookies and keeps those that come back. */
  readonly credentials: boolean;
}

/** What comes back: raw header lines, duplicates and all. */
export interface NetworkResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  readonly body: BodyInit | null;
}

/** The other side. It rejects where the network fails. */
export type Transport = (request: NetworkRequest) => NetworkResponse | Promise<NetworkResponse>;
