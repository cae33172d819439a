import type { Decision } from "../policy/decision.ts";
import { oncePer } from "./once-per.ts";

/** Of headers that do not change: to clone a response takes half as long as to make another one of them. */
const templateOf = oncePer((headers: Decision["headers"]) => new Response(null, { status: 204, headers }));

/** The response of a decision that answers in the handler's place. */
export function answer({ status, body, headers }: Decision): Response {
  if (status === 204 && Object.isFrozen(headers)) return templateOf(headers).clone();
  return new Response(body, { status: status ?? 204, headers });
}

/** A plain answer for what went wrong; it tells nothing of the error. */
export function plainAnswer(status: number, text: string): Response {
  return new Response(text, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
