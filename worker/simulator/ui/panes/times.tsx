import type { Visit } from "../../predict.ts";
import { Badge } from "../parts/badge.tsx";
import { secondsInWords } from "../parts/words.ts";

/** What came of each of the repeats. */
export function Times({ visits }: { readonly visits: readonly Visit[] }) {
  return (
    <ol class="times">
      {visits.map(({ at, outcome, sparesPreflight }, i) => (
        <li key={i}>
          <span>{i === 0 ? "First" : `after ${secondsInWords(at)}`}</span>
          <Badge result={outcome.failure?.code ?? outcome.verdict} />
          <span class="small">
            {preflights(outcome.exchanges.filter(({ kind }) => kind === "preflight").length, sparesPreflight)}
          </span>
        </li>
      ))}
    </ol>
  );
}

function preflights(count: number, spares: boolean): string {
  if (spares) return "preflight spared";
  return count === 0 ? "no preflight" : count === 1 ? "1 preflight" : `${count} preflights`;
}
