import { fromBase64 } from "./base64.ts";
import { httpSourceOf } from "./detect.ts";
import { requestUntil } from "./event-request.ts";
import type { Expiry } from "./expiry.ts";
import { eachValue } from "./fields.ts";
import type { EventSource, RequestParts } from "./source.ts";
import type { LambdaHttpEvent } from "./types.ts";

const UTF8 = new TextEncoder();

/**
 * An HTTP event as a Request, with its absolute URL. The stage is not part of the path.
 *
 * @param init `signal` becomes the request's
 * @throws TypeError for an event that is no HTTP request, and for what no Request can have: the methods
 *   CONNECT, TRACE and TRACK
 */
export function toRequest(event: LambdaHttpEvent, init: { readonly signal?: AbortSignal } = {}): Request {
  return requestOf(httpSourceOf(event), event, init);
}

/** @param life the request's signal, or the end of the invocation's time, which costs less */
export function requestOf(
  source: EventSource,
  event: unknown,
  { signal, expiry }: { readonly signal?: AbortSignal; readonly expiry?: Expiry } = {},
): Request {
  const parts = source.request(event as never);
  const init = initOf(parts, signal);
  return fillHeaders(expiry ? requestUntil(expiry, parts.url, init) : new Request(parts.url, init), parts);
}

/** Undefined where there is nothing in it, which costs less than an empty one. */
function initOf({ method, body, base64 }: RequestParts, signal?: AbortSignal): RequestInit | undefined {
  if (method === "GET" && signal === undefined) return undefined;
  // A load balancer gives '' where there is none; and no Request of these has one.
  const bodiless = !body || method === "GET" || method === "HEAD";
  return {
    method,
    // As bytes: a string would bring a content-type along.
    ...(!bodiless && { body: base64 ? fromBase64(body) : UTF8.encode(body) }),
    ...(signal && { signal }),
  };
}

/** One by one, since a Request converts an init's headers twice. */
function fillHeaders(request: Request, parts: RequestParts): Request {
  const { headers } = request;
  let { cookies } = parts;
  eachValue(parts.headers, parts.multiValueHeaders, (name, value) => {
    if (name.length !== 6 || name.toLowerCase() !== "cookie") append(headers, name, value);
    else if (!parts.cookies) cookies = [...(cookies ?? []), value];
  });
  // Joined with commas, they would be one cookie (https://www.rfc-editor.org/rfc/rfc9113#section-8.2.3).
  if (cookies && cookies.length > 0) append(headers, "cookie", cookies.join("; "));
  return request;
}

/** No header of a client may keep its request from being answered. */
function append(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value);
  } catch {
    // Decoded by the gateway: on the wire it was bytes, which is what headers are made of.
    const bytes = String.fromCharCode(...UTF8.encode(value));
    try {
      headers.append(name, bytes);
    } catch {
      console.warn(`corskit: left out the request header ${JSON.stringify(name)}, which is none`);
    }
  }
}
