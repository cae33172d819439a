import { drawAuthorHeader } from "./generate/author-headers.ts";
import { drawHops, drawHosts } from "./generate/hops.ts";
import { mutate } from "./generate/mutate.ts";
import { random as randomOf, type Random } from "./generate/random.ts";
import { drawCredentials, drawMethod, drawRequest, settle, type Asked } from "./generate/request.ts";
import type { Scenario, Step } from "./scenario.ts";

/** Random scenarios, the same ones for a seed everywhere, with at least `count` steps in all. */
export function generate(seed: number, count: number): readonly Scenario[] {
  const scenarios: Scenario[] = [];
  for (let steps = 0; steps < count;) {
    const scenario = draw(seed, scenarios.length);
    scenarios.push(scenario);
    steps += scenario.steps.length;
  }
  return scenarios;
}

/** One scenario by the id that reports show. @throws Error where it is no such id */
export function drawById(id: string): Scenario {
  const [, seed, index] = /^(\d+)\.(\d+)$/.exec(id) ?? [];
  if (seed === undefined || index === undefined) throw new Error(`${id} is no case: they look like 1234.56`);
  return draw(Number(seed), Number(index));
}

function draw(seed: number, index: number): Scenario {
  const random = randomOf(seed, index);
  const length = random.weighted([
    [60, 1],
    [28, 2],
    [12, 3],
  ]);
  const steps: Step[] = [];
  let asked = drawFirst(random, length > 1);
  for (let at = 0; at < length; at++) {
    if (at > 0) asked = settle(random, vary(random, asked));
    const before = steps[0];
    // Mostly the same chain of URLs; else what was cached must not help.
    const shared = before !== undefined && random.chance(85);
    const hops = drawHops(random, asked, shared ? before.hops.map(({ host }) => host) : drawHosts(random));
    steps.push(
      settle(random, mutate(random, { ...asked, hops, path: before === undefined || shared ? "p" : `p${at}` })),
    );
  }
  return { id: `${seed}.${index}`, steps };
}

/** A sequence is there for the preflight cache, which a request that never asks would not reach. */
function drawFirst(random: Random, isSequence: boolean): Asked {
  const asked = settle(random, drawRequest(random));
  return isSequence && asked.headers.length === 0 ? { ...asked, headers: drawAuthorHeader(random) } : asked;
}

/** The next request to the same URL: the same again, or different in what a cache entry may not cover. */
function vary(random: Random, asked: Asked): Asked {
  return random.weighted<(before: Asked) => Asked>([
    [4, (before) => before],
    [2, (before) => ({ ...before, method: drawMethod(random) })],
    [2, (before) => ({ ...before, headers: [...before.headers, ...drawAuthorHeader(random)] })],
    [1, (before) => ({ ...before, headers: before.headers.slice(1) })],
    [3, (before) => ({ ...before, credentials: drawCredentials(random, before.via) })],
    [
      1,
      (before) => ({
        ...drawRequest(random),
        credentials: before.credentials === "omit" ? "same-origin" : before.credentials,
      }),
    ],
  ])(asked);
}
