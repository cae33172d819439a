import { fromBase64 } from "./base64.ts";
import { ownFields } from "./check.ts";
import { httpSourceOf } from "./detect.ts";
import type { Exchange } from "./exchange.ts";
import { eachValue } from "./fields.ts";
import { isNamed } from "./names.ts";
import type { RequestParts } from "./source.ts";
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
  const source = httpSourceOf(event);
  const { signal } = init;
  return requestOf({ source, event, facts: source.facts(event as never) }, (url, rest) =>
    signal ? new Request(url, { ...rest, signal }) : new Request(url, rest),
  );
}

/** Makes a Request, or one of its own kind. */
type CreateRequest = (url: string, init: RequestInit | undefined) => Request;

/** @param create may give it a signal */
export function requestOf(
  { source, event, facts }: Pick<Exchange, "source" | "event" | "facts">,
  create: CreateRequest = (url, init) => new Request(url, init),
): Request {
  const parts = ownFields<RequestParts>(source.request ? source.request(event as never) : event);
  const init = initOf(facts.method, parts);
  const request = create(facts.url, init);
  // A string brings a type along. As bytes it would bring none, and be copied twice.
  if (typeof init?.body === "string") request.headers.delete("content-type");
  return fillHeaders(request, parts);
}

/** Undefined where there is nothing in it, which costs less than an empty one. */
function initOf(method: string, { body, isBase64Encoded }: RequestParts): RequestInit | undefined {
  if (method === "GET") return undefined;
  // A load balancer gives '' where there is none; and no Request of these has one.
  if (!body || method === "HEAD") return { method };
  return { method, body: isBase64Encoded ? fromBase64(body) : body };
}

/** One by one, since a Request converts an init's headers twice. */
function fillHeaders(request: Request, { headers, multiValueHeaders, cookies }: RequestParts): Request {
  const filled = request.headers;
  let cookie = cookies?.join("; ") ?? "";
  const add = (name: string, value: string): void => {
    if (!isNamed(name, "cookie")) append(filled, name, value);
    // Joined with commas, they would be one cookie (https://www.rfc-editor.org/rfc/rfc9113#section-8.2.3).
    else if (!cookies) cookie += (cookie && "; ") + value;
  };
  eachValue(headers, multiValueHeaders, add);
  if (cookie) append(filled, "cookie", cookie);
  return request;
}

/** No header of a client may keep its request from being answered. */
function append(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value);
  } catch {
    // Decoded by the gateway: on the wire it was bytes, which is what headers are made of.
    try {
      headers.append(name, String.fromCharCode(...UTF8.encode(value)));
    } catch {
      console.warn(`corskit: left out the invalid header ${JSON.stringify(name)}`);
    }
  }
}
