import { withUtf8 } from "./charset.ts";
import { fault, type Fault } from "./failure.ts";
import { isForbiddenRequestHeader } from "./forbidden-headers.ts";
import { getHeader, isToken, normalizeValue, type HeaderLine, type HeaderList } from "./header-list.ts";
import { isForbiddenMethod, isSafelistedMethod, normalizeMethod } from "./methods.ts";
import type { EngineProfile } from "./engine-profile.ts";
import { PROFILES } from "./profiles.ts";
import type { CredentialsMode, FetchRequest } from "./request.ts";
import { combine, isSafelistedRequestHeader, writtenHeaderNames } from "./safelist.ts";

/** What a page passes to `fetch()`, or makes of an XMLHttpRequest. */
export interface PageRequestInit {
  readonly method?: string | undefined;
  /** Lines of one name stay apart in the form of pairs; a Headers object has joined them already. */
  readonly headers?: Headers | Iterable<HeaderLine> | Readonly<Record<string, string>> | undefined;
  readonly body?: BodyInit | null | undefined;
  readonly credentials?: CredentialsMode | undefined;
  readonly mode?: "cors" | "no-cors" | "same-origin" | undefined;
  readonly redirect?: "follow" | "error" | "manual" | undefined;
  /** `"xhr"`: an XMLHttpRequest, whose `withCredentials` is `credentials: "include"`. Default `"fetch"`. */
  readonly initiator?: "fetch" | "xhr" | undefined;
  /** An XMLHttpRequest with a listener on `upload`, which always needs a preflight. */
  readonly uploadListener?: boolean | undefined;
}

/**
 * https://fetch.spec.whatwg.org/#dom-request: what a page asks for, as a request.
 *
 * @param origin the page's
 * @returns a fault `InvalidRequest` where the browser throws before anything is sent
 */
export function buildRequest(
  origin: string,
  input: string | URL,
  init: PageRequestInit,
  profile: EngineProfile,
): FetchRequest | Fault {
  const invalid = (detail: string): Fault => fault("InvalidRequest", "dom-request", detail);
  const base = URL.canParse(origin) ? origin : undefined;
  if (!URL.canParse(String(input), base)) return invalid(`${String(input)} is not a URL`);
  const url = new URL(input, base);
  if (url.username !== "" || url.password !== "") return invalid("a URL with a user name or password");
  const { method = "GET", mode = "cors", credentials = "same-origin", redirect = "follow" } = init;
  if (!isToken(method)) return invalid(`the method ${JSON.stringify(method)}`);
  if (isForbiddenMethod(method)) return invalid(`the method ${method}, which no page may use`);
  const normalized = normalizeMethod(method);
  if (mode === "no-cors" && !isSafelistedMethod(normalized)) return invalid(`the method ${normalized} in no-cors mode`);
  const isXhr = init.initiator === "xhr";
  const bodiless = normalized === "GET" || normalized === "HEAD";
  if ((init.body ?? null) !== null && bodiless && !isXhr) return invalid(`a body with ${normalized}`);
  // https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send, step 3
  const body = isXhr && bodiless ? null : asSent(init.body ?? null, profile);
  const streams = body instanceof ReadableStream && profile.streamsRequests === "streams";
  if (mode === "no-cors" && streams) return invalid("a stream in no-cors mode");

  const given = readHeaders(init.headers ?? []);
  const wrong = given.find(([name, value]) => !isToken(name) || /[\0\r\n]|[^\0-\xff]/.test(value));
  if (wrong !== undefined) return invalid(`the header ${JSON.stringify(wrong[0])}`);
  const allowed = given.filter(
    ([name, value]) => !isForbiddenRequestHeader(name, value) && !profile.furtherForbidden.has(name.toLowerCase()),
  );
  const lines = withContentType(isXhr ? asXhr(combine(allowed), body, profile) : allowed, body);
  const headers = mode === "no-cors" ? guardNoCors(lines) : lines;
  return {
    method: normalized,
    urls: [url],
    origin,
    headers,
    body,
    mode: body instanceof ReadableStream && profile.streamsAreCors ? "cors" : mode,
    credentials,
    redirect,
    initiator: init.initiator ?? "fetch",
    useCorsPreflight:
      (init.uploadListener === true && (body !== null || !profile.listenerNeedsBody)) || body instanceof ReadableStream,
    tainting: "basic",
    firstMethod: normalized,
    firstHeaders: headers,
    preflightedHeaders: headers,
    beganUnsafe: writtenHeaderNames(headers, profile).length > 0,
    wasPreflighted: false,
    hadOrigin: false,
    pending: undefined,
  };
}

/** An engine without request streams takes one for an object like others, and sends its name. */
function asSent(body: BodyInit | null, { streamsRequests }: EngineProfile): BodyInit | null {
  return body instanceof ReadableStream && streamsRequests === "its name is sent" ? String(body) : body;
}

function readHeaders(headers: NonNullable<PageRequestInit["headers"]>): HeaderList {
  const lines = Symbol.iterator in headers ? [...(headers as Iterable<HeaderLine>)] : Object.entries(headers);
  return lines.map(([name, value]) => [name, normalizeValue(value)]);
}

/** Firefox leaves alone what it cannot read. */
function asXhr(lines: HeaderList, body: BodyInit | null, profile: EngineProfile): HeaderList {
  const { serializesContentType, refusedContentTypes } = profile;
  if (typeof body !== "string" || !serializesContentType) return lines;
  return lines.map(([name, value]) => {
    const isRead = /^content-type$/i.test(name) && !refusedContentTypes.test(value);
    return [name, isRead ? withUtf8(value) : value];
  });
}

const NO_CORS_NAMES = /^(accept|accept-language|content-language|content-type)$/i;

/** https://fetch.spec.whatwg.org/#concept-headers-append with the guard "request-no-cors": the rest is dropped without a word. */
function guardNoCors(lines: HeaderList): HeaderList {
  const kept: HeaderLine[] = [];
  for (const [name, value] of lines) {
    const present = getHeader(kept, name);
    const joined = present === null ? value : `${present}, ${value}`;
    if (NO_CORS_NAMES.test(name) && isSafelistedRequestHeader([name, joined], PROFILES.standard))
      kept.push([name, value]);
  }
  return kept;
}

/** https://fetch.spec.whatwg.org/#concept-bodyinit-extract: the type that comes with a body. */
function withContentType(lines: HeaderList, body: BodyInit | null): HeaderList {
  const type = typeOf(body);
  return type === null || getHeader(lines, "content-type") !== null ? lines : [...lines, ["Content-Type", type]];
}

function typeOf(body: BodyInit | null): string | null {
  if (typeof body === "string") return "text/plain;charset=UTF-8";
  if (body instanceof URLSearchParams) return "application/x-www-form-urlencoded;charset=UTF-8";
  if (body instanceof FormData) return "multipart/form-data; boundary=----corskit";
  if (body instanceof Blob && body.type !== "") return body.type;
  return null;
}
