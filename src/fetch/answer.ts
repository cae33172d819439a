import type { Decision } from "../policy/decision.ts";

/** Headers that do not change, as `new Response()` takes them soonest: already checked. */
const made = new WeakMap<Decision["headers"], Headers>();

/** The response of a decision that answers in the handler's place. */
export function answer({ status, body, headers }: Decision): Response {
  let init: HeadersInit = headers;
  if (Object.isFrozen(headers)) {
    init = made.get(headers) ?? new Headers(headers);
    made.set(headers, init);
  }
  return new Response(body, { status: status ?? 204, headers: init });
}

/** A plain answer for what went wrong; it tells nothing of the error. */
export function plainAnswer(status: number, text: string): Response {
  return new Response(text, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
