import { compare, type Difference } from "../compare.ts";
import { engineOf } from "../engine-of.ts";
import { newRun, observe, type Observation } from "../observe.ts";
import type { Prediction } from "../predict.ts";
import type { Scenario } from "../scenario.ts";
import { siteOf } from "../site.ts";
import { predictStaged, stage } from "../stage.ts";

/** What this browser really did, beside what was predicted of the same bytes. */
export interface Reality {
  readonly prediction: Prediction;
  readonly observation: Observation;
  readonly differences: readonly Difference[];
  /** What was otherwise than in the scenario, a sentence each. */
  readonly changes: readonly string[];
}

/** Runs a scenario for real. Rejects where the simulator's server does not answer. */
export async function runForReal(scenario: Scenario): Promise<Reality | { readonly obstacles: readonly string[] }> {
  const site = siteOf(location.href);
  if (site.page !== location.origin) return { obstacles: [`This page has to be open at ${site.page} for that.`] };
  const staged = await stage(scenario, site, newRun());
  if ("obstacles" in staged) return staged;
  const prediction = await predictStaged(staged, engineOf(navigator));
  const observation = await observe(staged);
  const differences = compare(prediction, observation);
  return { prediction, observation, differences, changes: [...staged.changes, ...observation.leftOut] };
}
