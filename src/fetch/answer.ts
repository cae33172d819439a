import type { Decision } from "../policy/decision.ts";
import type { HeaderRecord } from "../policy/headers.ts";
import { oncePer } from "./once-per.ts";

/** Of headers that do not change: to clone a response takes half as long as to make another one of them. */
const templateOf = /* @__PURE__ */ oncePer((headers: HeaderRecord) => newAnswer(204, null, headers));

/** The response of a decision that answers in the handler's place. */
export function answer({ status, body, headers }: Decision): Response {
  if (status === 204 && Object.isFrozen(headers)) return templateOf(headers).clone();
  return newAnswer(status as number, body, headers);
}

/** A response, of plain text unless its headers say otherwise. Of an error, its text must tell nothing. */
export function newAnswer(
  status: number,
  body: string | null,
  headers: HeaderRecord = { "Content-Type": "text/plain; charset=utf-8" },
): Response {
  return new Response(body, Object.assign(Object.create(null), { status, headers }));
}
