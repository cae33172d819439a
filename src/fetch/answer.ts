import type { Decision } from "../policy/decision.ts";
import { oncePer } from "./once-per.ts";

/** Of headers that do not change, what `new Response()` takes soonest: they are checked already. */
const headersOf = oncePer((headers: Decision["headers"]) => new Headers(headers));

/** The response of a decision that answers in the handler's place. */
export function answer({ status, body, headers }: Decision): Response {
  return new Response(body, {
    status: status ?? 204,
    headers: Object.isFrozen(headers) ? headersOf(headers) : headers,
  });
}

/** A plain answer for what went wrong; it tells nothing of the error. */
export function plainAnswer(status: number, text: string): Response {
  return new Response(text, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
