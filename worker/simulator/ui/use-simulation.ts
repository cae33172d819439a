import { useEffect, useRef, useState } from "hono/jsx/dom";
import type { Scenario } from "../scenario.ts";
import { faultOf } from "./location.ts";
import { simulate, type Simulation } from "./simulate.ts";

export interface Simulated {
  /** The newest there is; null before the first. */
  readonly simulation: Simulation | null;
  /** Why it is not of the scenario at hand: that one is half typed, or something broke. */
  readonly fault: string | null;
}

/** What the model says of a scenario, anew with each change of it. */
export function useSimulation(scenario: Scenario): Simulated {
  const [state, setState] = useState<Simulated>({ simulation: null, fault: null });
  // Not the effect's clean-up: it is left out where the next change comes before the effect has run.
  const newest = useRef(scenario);
  newest.current = scenario;
  useEffect(() => {
    const ifNewest = (next: (last: Simulated) => Simulated): void => {
      if (newest.current === scenario) setState(next);
    };
    const fault = faultOf(scenario);
    if (fault !== null) return ifNewest((last) => ({ ...last, fault }));
    simulate(scenario).then(
      (simulation) => ifNewest(() => ({ simulation, fault: null })),
      (error: unknown) => ifNewest((last) => ({ ...last, fault: String(error) })),
    );
    return undefined;
  }, [scenario]);
  return state;
}
