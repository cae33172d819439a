import type { Failure } from "../../../../src/browser/index.ts";
import type { Scenario } from "../../scenario.ts";
import { useFix } from "../use-fix.ts";

interface RemedyProps {
  readonly scenario: Scenario;
  readonly failure: Failure;
  readonly onFix: (fixed: Scenario) => void;
}

/** Why, and what to do; with a button that does it, where it is the server's to do. */
export function Remedy({ scenario, failure, onFix }: RemedyProps) {
  const fixed = useFix(scenario, failure);
  return (
    <section class="part remedy" aria-labelledby="why">
      <h3 id="why">Why</h3>
      <p>{failure.cause}</p>
      <h3>Fix</h3>
      <p>{failure.fix}</p>
      <p class="actions">
        {fixed === null ? undefined : (
          <button type="button" class="primary" onClick={() => onFix(fixed)}>
            Apply this fix
          </button>
        )}
        <a href={failure.step} target="_blank" rel="noreferrer">
          The step in the standard
        </a>
      </p>
    </section>
  );
}
