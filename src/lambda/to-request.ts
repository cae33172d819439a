import { fromBase64 } from "./base64.ts";
import { httpSourceOf } from "./detect.ts";
import type { FieldPairs } from "./fields.ts";
import type { EventSource } from "./source.ts";
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
  return requestOf(httpSourceOf(event), event, init.signal);
}

export function requestOf(source: EventSource, event: unknown, signal: AbortSignal | undefined): Request {
  const { method, url, headers, body, base64 } = source.request(event as never);
  // A load balancer gives '' where there is none; and no Request of these has one.
  const bodiless = !body || method === "GET" || method === "HEAD";
  return new Request(url, {
    method,
    headers: readHeaders(headers),
    // As bytes: a string would bring a content-type along.
    ...(!bodiless && { body: base64 ? fromBase64(body) : UTF8.encode(body) }),
    ...(signal && { signal }),
  });
}

function readHeaders(fields: FieldPairs): Headers {
  const headers = new Headers();
  const cookies: string[] = [];
  for (const [name, value] of fields) {
    if (name.toLowerCase() === "cookie") cookies.push(value);
    else append(headers, name, value);
  }
  // Joined with commas, they would be one cookie (https://www.rfc-editor.org/rfc/rfc9113#section-8.2.3).
  if (cookies.length > 0) append(headers, "cookie", cookies.join("; "));
  return headers;
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
