import type { Engine } from "../../../src/browser/index.ts";
import { predict, type Prediction, type Visit } from "../predict.ts";
import type { Scenario } from "../scenario.ts";

export const ENGINES: readonly Engine[] = ["standard", "chromium", "firefox", "webkit"];

export const ENGINE_NAMES: Readonly<Record<Engine, string>> = {
  standard: "Fetch standard",
  chromium: "Chrome",
  firefox: "Firefox",
  webkit: "Safari",
};

/** What all engines make of a scenario. */
export interface Simulation {
  readonly scenario: Scenario;
  readonly predictions: Readonly<Record<Engine, Prediction>>;
  /** By engine, the body that JavaScript reads at the visit that matters; null where it reads none. */
  readonly bodies: Readonly<Record<Engine, string | null>>;
}

/** @returns what the model says; it takes a few milliseconds */
export async function simulate(scenario: Scenario): Promise<Simulation> {
  const results = await Promise.all(
    ENGINES.map(async (engine) => {
      const prediction = await predict(scenario, engine);
      const response = visitThatMatters(prediction)?.outcome.response;
      const body = response === null || response === undefined ? null : await response.clone().text();
      return [engine, prediction, body] as const;
    }),
  );
  const byEngine = <T>(value: (result: (typeof results)[number]) => T): Record<Engine, T> =>
    Object.fromEntries(results.map((result) => [result[0], value(result)])) as Record<Engine, T>;
  return { scenario, predictions: byEngine(([, one]) => one), bodies: byEngine(([, , body]) => body) };
}

/** Of several visits the first that goes wrong, else the last. */
export function visitThatMatters({ visits }: Prediction): Visit | undefined {
  return visits.find(({ outcome }) => outcome.failure !== null) ?? visits.at(-1);
}

/** In one word what came of a visit, with the failure's code where there is one. */
export function resultOf({ outcome }: Visit): string {
  return outcome.failure?.code ?? outcome.verdict;
}

/** What an engine does, for comparing engines: per visit the result and which requests were sent. */
export function courseOf({ visits }: Prediction): string {
  return JSON.stringify(
    visits.map((visit) => [
      resultOf(visit),
      visit.readable,
      visit.outcome.exchanges.map(({ kind, request }) => [kind, request.method]),
    ]),
  );
}

/** For which of the server's URLs the browser asks first, at any of the visits. */
export function preflightedHops({ visits }: Prediction): readonly boolean[] {
  const asked: boolean[] = [];
  for (const { hop, requestMethod } of visits.flatMap(({ received }) => received)) {
    if (hop !== null && requestMethod !== null) asked[hop] = true;
  }
  return asked;
}
