import type { Engine } from "../../../../src/browser/index.ts";
import { Verdict } from "../parts/badge.tsx";
import { ENGINE_NAMES, visitThatMatters, type Simulation } from "../simulate.ts";
import { Console } from "./console.tsx";
import { Cookies } from "./cookies.tsx";
import { Differences } from "./differences.tsx";
import { RealityPart } from "./reality.tsx";
import { Remedy, type RemedyProps } from "./remedy.tsx";
import { Seen } from "./seen.tsx";
import { Times } from "./times.tsx";

interface VerdictPaneProps extends Omit<RemedyProps, "failure"> {
  readonly simulation: Simulation;
  readonly engine: Engine;
}

/** What comes of it: for JavaScript, in the consoles, and how to mend it. */
export function VerdictPane({ simulation, engine, ...remedy }: VerdictPaneProps) {
  const prediction = simulation.predictions[engine];
  const visit = visitThatMatters(prediction);
  if (visit === undefined) return <NoPolicy />;
  const { outcome } = visit;
  return (
    <>
      <div role="status">
        <Verdict outcome={outcome} />
        <p class="hidden">in {ENGINE_NAMES[engine]}</p>
      </div>
      {prediction.visits.length > 1 ? <Times visits={prediction.visits} /> : undefined}
      {outcome.failure === null ? undefined : <Remedy failure={outcome.failure} {...remedy} />}
      <Seen visit={visit} body={simulation.bodies[engine]} />
      <RealityPart scenario={simulation.scenario} />
      <Differences simulation={simulation} />
      <Console simulation={simulation} />
      <Cookies before={prediction.cookie} decisions={outcome.cookies} />
    </>
  );
}

function NoPolicy() {
  return (
    <div role="status">
      <p class="verdict bad">
        <span class="icon" aria-hidden="true">
          !
        </span>
        <b>No policy, no answers</b>
      </p>
      <p>corskit refuses this config. Its faults stand at the server’s side, each with what to write instead.</p>
    </div>
  );
}
