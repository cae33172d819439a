import { inFreshNode } from "../harness/child.ts";
import type { OwnRow, Value } from "../harness/row.ts";
import { ratioOf, spreadOf } from "../harness/stats.ts";

const ROUNDS = 2;

/** What is taken off: the same without a policy. */
const OVER: Readonly<Record<string, string>> = {
  "actual/by hand, in place": "actual/a handler",
  "actual/corskit apply": "actual/a handler",
  "actual/corskit wrap": "actual/a handler",
  "actual/corskit withCors(policy, Hono)": "actual/Hono",
  "actual/corskit/hono": "actual/Hono",
  "actual/hono/cors": "actual/Hono",
  "native/corskit withCors": "native/unwrapped",
  "native/@middy/core, @middy/http-cors": "native/unwrapped",
};

const AIMS = [
  ["actual/corskit apply", "actual/by hand, in place", 1.3],
  ["actual/corskit wrap", "actual/by hand, in place", 1.3],
  ["actual/corskit wrap", "actual/hono/cors", 0.5],
  ["native/corskit withCors", "native/@middy/core, @middy/http-cors", 0.5],
  ["fetch/corskit fromFetch, GET", "fetch/hono/aws-lambda, hono/cors, GET", 0.5],
] as const;

export const garbage: OwnRow = {
  id: "garbage",
  title: "Garbage made for a request, over the same without a policy",
  async measure({ progress }) {
    progress(garbage.title);
    // So much room that nothing is collected meanwhile.
    const flags = ["--expose-gc", "--min-semi-space-size=512", "--max-semi-space-size=512"];
    const rounds: Record<string, number>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push((await inFreshNode("garbage.ts", [], flags)) as Record<string, number>);
    }
    const of = (name: string): readonly number[] =>
      rounds.map((round) => (round[name] ?? Number.NaN) - (round[OVER[name] ?? ""] ?? 0));
    const names = new Set(AIMS.flatMap(([one, other]) => [other, one]));
    return [
      {
        id: garbage.id,
        title: garbage.title,
        runtime: "node",
        unit: "bytes",
        values: [...names].map((name): Value => ({ name, spread: spreadOf(of(name)), note: "" })),
        goals: AIMS.map(([name, against, limit]) => ({
          name: `${name} / ${against}`,
          ratio: ratioOf(of(name), of(against)),
          sense: "at most",
          limit,
        })),
      },
    ];
  },
};
