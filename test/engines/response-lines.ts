import { fill, urlOf } from "./address.ts";
import type { Answer, Header, Hop, Scenario, Step } from "./scenario.ts";

/** The body of every response that may have one. */
export const BODY = "ok";

/** What the server adds where the answer does not say otherwise. */
const DEFAULTS: readonly Header[] = [
  // The HTTP cache plays no part.
  ["Cache-Control", "no-store"],
  ["Content-Type", "text/plain"],
];

/** @returns whether a response of this status to this method has a body */
export function hasBody(method: string, status: number): boolean {
  return method !== "HEAD" && status !== 204 && status !== 205 && status !== 304;
}

/** All header lines of the response on a hop, byte for byte, for whoever compares. */
export function responseLines(
  scenario: Scenario,
  step: Step,
  hop: number,
  request: { readonly method: string; readonly isPreflight: boolean },
  port: number,
): readonly Header[] {
  const at = step.hops[hop];
  if (at === undefined) throw new RangeError(`${scenario.id} has no hop ${hop}`);
  const answer = request.isPreflight ? at.preflight : at.actual;
  const location = request.isPreflight
    ? preflightLocation(scenario, step, at, hop, port)
    : nextLocation(scenario, step, at, hop, port);
  return [
    ...answer.headers.map(([name, value]): Header => [name, fill(value, port)]),
    ...location.map((value): Header => ["Location", value]),
    ...DEFAULTS.filter(([name]) => !has(answer, name)),
    ...(answer.status === 204 || answer.status === 304
      ? []
      : ([["Content-Length", hasBody(request.method, answer.status) ? String(BODY.length) : "0"]] as const)),
  ];
}

function has(answer: Answer, name: string): boolean {
  return answer.headers.some(([other]) => other.toLowerCase() === name.toLowerCase());
}

function preflightLocation(scenario: Scenario, step: Step, at: Hop, hop: number, port: number): readonly string[] {
  return at.preflightTo === undefined ? [] : [urlOf(scenario, step.path, at.host, hop, port)];
}

function nextLocation(scenario: Scenario, step: Step, at: Hop, hop: number, port: number): readonly string[] {
  const next = step.hops[hop + 1];
  if (at.to === undefined || next === undefined) return [];
  const url = urlOf(scenario, step.path, next.host, hop + 1, port);
  const lines = {
    next: [url],
    userinfo: [url.replace("://", "://user:pass@")],
    twice: [url, url],
    two: [url, `${url}#`],
  };
  return lines[at.to];
}
