import type { Prediction } from "../predict.ts";
import { signOf, wordsFor } from "./parts/badge.tsx";
import { visitThatMatters } from "./simulate.ts";

/** The verdict in one line, for phones, where its pane is far below the fields that decide it. */
export function Jump({ prediction }: { readonly prediction: Prediction }) {
  const verdict = visitThatMatters(prediction)?.outcome.verdict;
  if (verdict === undefined) return <></>;
  const [sign, tone] = signOf(verdict);
  return (
    <button type="button" class={`jump ${tone}`} onClick={show}>
      <span>
        <span aria-hidden="true">{sign}</span> {wordsFor(verdict)}
      </span>
      <span>Why ↓</span>
    </button>
  );
}

function show(): void {
  document.getElementById("verdict-pane")?.scrollIntoView();
}
