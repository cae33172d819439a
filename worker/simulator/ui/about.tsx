import { EXAMPLES } from "../gallery.ts";
import type { Scenario } from "../scenario.ts";
import { exampleOf } from "./location.ts";

interface AboutProps {
  readonly scenario: Scenario;
  readonly linkFault: string | null;
  readonly go: (scenario: Scenario, how: "typed" | "chosen") => void;
}

/** Which example this is and what it teaches; what is wrong with the link. */
export function About({ scenario, linkFault, go }: AboutProps) {
  const example = exampleOf(scenario, EXAMPLES);
  const at = example === undefined ? -1 : EXAMPLES.indexOf(example);
  const step = (by: number): void => {
    const next = EXAMPLES[(at + by + EXAMPLES.length) % EXAMPLES.length];
    if (next !== undefined) go(next.scenario, "chosen");
  };
  return (
    <>
      {linkFault === null ? undefined : (
        <p class="notice bad" role="alert">
          {linkFault}
        </p>
      )}
      <div class="about">
        {example === undefined ? (
          <>
            <h2>Your own case</h2>
            <p>It is in the address: a link to this page holds all of it.</p>
          </>
        ) : (
          <>
            <h2>{example.title}</h2>
            <p>{example.lesson}</p>
            <p class="stepper">
              <button type="button" class="plain" onClick={() => step(-1)} aria-label="Previous example">
                ←
              </button>
              <span class="small">
                {at + 1} of {EXAMPLES.length}
              </span>
              <button type="button" class="plain" onClick={() => step(1)} aria-label="Next example">
                →
              </button>
            </p>
          </>
        )}
      </div>
    </>
  );
}
