import { useEffect, useState } from "hono/jsx/dom";
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
  useEffect(() => {
    let isCurrent = true;
    const fault = faultOf(scenario);
    if (fault === null) {
      simulate(scenario).then(
        (simulation) => isCurrent && setState({ simulation, fault: null }),
        (error: unknown) => isCurrent && setState((last) => ({ ...last, fault: String(error) })),
      );
    } else {
      setState((last) => ({ ...last, fault }));
    }
    return () => {
      isCurrent = false;
    };
  }, [scenario]);
  return state;
}
