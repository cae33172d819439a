import type { Answer, Header } from "../scenario.ts";
import { drawStatus } from "./answer.ts";
import type { Random } from "./random.ts";
import { AGES, CREDENTIALS, EXPOSED, METHODS, NAMES, ORIGINS, PREFLIGHT_STATUSES } from "./wrong-values.ts";

/** Puts lines in the place of all that a name has; a name's case means nothing. */
function replace(random: Random, { status, headers }: Answer, name: string, lines: readonly string[]): Answer {
  const spelling = random.weighted([
    [8, name],
    [1, name.toLowerCase()],
    [1, name.toUpperCase()],
  ]);
  const rest = headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  return { status, headers: [...rest, ...lines.map((line): Header => [spelling, line])] };
}

export function wrongPreflight(random: Random, answer: Answer): Answer {
  const [name, from] = random.weighted([
    [5, ["Access-Control-Allow-Origin", ORIGINS]],
    [3, ["Access-Control-Allow-Credentials", CREDENTIALS]],
    [5, ["Access-Control-Allow-Methods", METHODS]],
    [5, ["Access-Control-Allow-Headers", NAMES]],
    [4, ["Access-Control-Max-Age", AGES]],
    [3, ["status", []]],
  ] as const);
  if (name === "status") return { ...answer, status: random.pick(PREFLIGHT_STATUSES) };
  return replace(random, answer, name, random.chance(15) ? [] : random.pick<readonly string[]>(from));
}

/** @param last whether no other hop follows, so that the status is free */
export function wrongActual(random: Random, answer: Answer, last: boolean): Answer {
  const [name, from] = random.weighted([
    [6, ["Access-Control-Allow-Origin", ORIGINS]],
    [3, ["Access-Control-Allow-Credentials", CREDENTIALS]],
    [4, ["Access-Control-Expose-Headers", EXPOSED]],
    [last ? 2 : 0, ["status", []]],
  ] as const);
  if (name === "status") return { ...answer, status: drawStatus(random) };
  return replace(random, answer, name, random.chance(15) ? [] : random.pick<readonly string[]>(from));
}
