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
  const observations = await engine.run(scenarios, progress);
  const predictions = await predict(scenarios, engine.name, engine.port);
  for (const [index, observed] of observations.entries()) {
    const [scenario, predicted] = [scenarios[index], predictions[index]];
    if (scenario === undefined || predicted === undefined) continue;
    const differences = compare(predicted, observed);
    if (differences.length > 0) findings.push({ scenario, predicted, observed, differences });
  }
  return findings;
}

/** More than differ by chance: what differs for a reason need not be played twice. */
const FEW = 100;

/**
 * Plays what differed once more, one by one in an engine that has played nothing yet. Five seconds, the time for which
 * a preflight's answer is kept by default, may pass between two steps on a machine that has much else to do; and
 * Firefox, when it has no room left for another answer, forgets all that grant nothing any more.
 */
export async function confirm(findings: readonly Finding[], open: () => Promise<Engine>): Promise<readonly Finding[]> {
  if (findings.length === 0 || findings.length > FEW) return findings;
  const engine = await open();
  try {
    console.log(`  ${engine.name}: once more ${findings.map(({ scenario }) => scenario.id).join(", ")}`);
    const again: Finding[] = [];
    for (const { scenario } of findings) again.push(...(await differ(engine, [scenario])));
    return again;
  } finally {
    await engine.close();
  }
}
