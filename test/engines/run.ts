import { compare, type Difference } from "./compare.ts";
import { predict } from "./predict.ts";
import type { Engine, Observation, Scenario } from "./scenario.ts";

/** A scenario in which the model and an engine differ. */
export interface Finding {
  readonly scenario: Scenario;
  readonly predicted: Observation;
  readonly observed: Observation;
  readonly differences: readonly Difference[];
}

/** Plays scenarios in an engine and lists where the model says otherwise. */
export async function differ(
  engine: Engine,
  scenarios: readonly Scenario[],
  progress?: (steps: number) => void,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [index, observed] of (await engine.run(scenarios, progress)).entries()) {
    const scenario = scenarios[index];
    if (scenario === undefined) continue;
    const predicted = await predict(scenario, engine.name, engine.port);
    const differences = compare(predicted, observed);
    if (differences.length > 0) findings.push({ scenario, predicted, observed, differences });
  }
  return findings;
}
