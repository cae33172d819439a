import { useRef } from "hono/jsx/dom";
import type { Engine } from "../../../../src/browser/index.ts";
import type { Scenario } from "../../scenario.ts";
import { Verdict } from "../parts/badge.tsx";
import { ENGINE_NAMES, visitThatMatters, type Simulation } from "../simulate.ts";
import { Console } from "./console.tsx";
import { Cookies } from "./cookies.tsx";
import { Differences } from "./differences.tsx";
import { RealityPart } from "./reality.tsx";
import { Remedy } from "./remedy.tsx";
import { Seen } from "./seen.tsx";
import { Times } from "./times.tsx";

interface VerdictPaneProps {
  readonly simulation: Simulation;
  readonly engine: Engine;
  readonly onFix: (fixed: Scenario) => void;
}

/** What comes of it: for JavaScript, in the consoles, and how to mend it. */
export function VerdictPane({ simulation, engine, onFix }: VerdictPaneProps) {
  const banner = useRef<HTMLElement>(null);
  const prediction = simulation.predictions[engine];
  const visit = visitThatMatters(prediction);
  const outcome = visit?.outcome;
  const fix = (fixed: Scenario): void => {
    // The button goes away where all is well; the focus must not go with it.
    banner.current?.focus();
    onFix(fixed);
  };
  return (
    <>
      <div role="status" tabindex={-1} ref={banner}>
        {outcome === undefined ? <NoPolicy /> : <Verdict outcome={outcome} />}
        <p class="hidden">in {ENGINE_NAMES[engine]}</p>
      </div>
      {visit === undefined || outcome === undefined ? undefined : (
        <>
          {prediction.visits.length > 1 ? <Times visits={prediction.visits} /> : undefined}
          {outcome.failure === null ? undefined : (
            <Remedy scenario={simulation.scenario} failure={outcome.failure} onFix={fix} />
          )}
          <Seen visit={visit} body={simulation.bodies[engine]} />
          <Cookies before={prediction.cookie} decisions={outcome.cookies} />
          <RealityPart scenario={simulation.scenario} />
          <Differences simulation={simulation} />
          <Console simulation={simulation} />
        </>
      )}
    </>
  );
}

function NoPolicy() {
  return (
    <>
      <p class="verdict bad">
        <span class="icon" aria-hidden="true">
          !
        </span>
        <b>No policy, no answers</b>
      </p>
      <p>corskit refuses this config. Its faults stand at the server’s side, each with what to write instead.</p>
    </>
  );
}
