import type { Hop, Step } from "../scenario.ts";
import { drawAuthorHeader } from "./author-headers.ts";
import type { Random } from "./random.ts";
import { drawCredentials, drawMethod } from "./request.ts";
import { wrongActual, wrongPreflight } from "./wrong.ts";

type Mutation = (random: Random, step: Step) => Step;

function atSomeHop(random: Random, step: Step, change: (hop: Hop, last: boolean) => Hop): Step {
  const at = random.below(step.hops.length);
  const [first, ...rest] = step.hops.map((hop, index) =>
    index === at ? change(hop, index === step.hops.length - 1) : hop,
  );
  return first === undefined ? step : { ...step, hops: [first, ...rest] };
}

const MUTATIONS: readonly (readonly [weight: number, mutation: Mutation])[] = [
  [
    42,
    (random, step) => atSomeHop(random, step, (hop) => ({ ...hop, preflight: wrongPreflight(random, hop.preflight) })),
  ],
  [
    28,
    (random, step) =>
      atSomeHop(random, step, (hop, last) => ({ ...hop, actual: wrongActual(random, hop.actual, last) })),
  ],
  [
    2,
    (random, step) =>
      atSomeHop(random, step, (hop) => ({
        ...hop,
        preflight: { ...hop.preflight, status: random.pick([301, 302, 303, 307, 308, 200]) },
        preflightTo: "self",
      })),
  ],
  [3, (random, step) => atSomeHop(random, step, (hop) => (hop.to ? { ...hop, to: "userinfo" } : hop))],
  [
    2,
    (random, step) => atSomeHop(random, step, (hop) => (hop.to ? { ...hop, to: random.pick(["twice", "two"]) } : hop)),
  ],
  [6, (random, step) => ({ ...step, method: drawMethod(random) })],
  [8, (random, step) => ({ ...step, headers: [...step.headers, ...drawAuthorHeader(random)] })],
  [5, (random, step) => ({ ...step, credentials: drawCredentials(random, step.via) })],
];

/** Makes a right step wrong in none, one or few things: most faults must be seen alone. */
export function mutate(random: Random, step: Step): Step {
  const count = random.weighted([
    [22, 0],
    [50, 1],
    [20, 2],
    [8, 4],
  ]);
  return Array.from({ length: count }).reduce<Step>((before) => random.weighted(MUTATIONS)(random, before), step);
}
