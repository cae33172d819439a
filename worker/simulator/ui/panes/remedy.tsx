import type { Failure } from "../../../../src/browser/index.ts";

export interface RemedyProps {
  readonly failure: Failure;
  /** Applies the fix; null where no change of the server's helps, or it is not known. */
  readonly onFix: (() => void) | null;
}

/** Why, and what to do. */
export function Remedy({ failure, onFix }: RemedyProps) {
  return (
    <section class="part remedy" aria-labelledby="why">
      <h3 id="why">Why</h3>
      <p>{failure.cause}</p>
      <h3>Fix</h3>
      <p>{failure.fix}</p>
      <p class="actions">
        {onFix === null ? undefined : (
          <button type="button" class="primary" onClick={onFix}>
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
