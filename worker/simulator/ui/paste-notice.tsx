import type { Imported } from "../import.ts";
import { ENGINE_NAMES } from "./simulate.ts";
import type { Pasted } from "./paste-field.tsx";

interface PasteNoticeProps {
  readonly pasted: Pasted | null;
  readonly onClosed: () => void;
}

/** Says what a paste was taken for, and what was left out of it. */
export function PasteNotice({ pasted, onClosed }: PasteNoticeProps) {
  return (
    <div role="status">
      {pasted === null ? undefined : (
        <div class={"scenario" in pasted ? "notice" : "notice bad"}>
          {"scenario" in pasted ? <Recognized pasted={pasted} /> : <p>{`${pasted.message} ${pasted.fix}`}</p>}
          <button type="button" class="plain" aria-label="Close this notice" onClick={onClosed}>
            ✕
          </button>
        </div>
      )}
    </div>
  );
}

const TAKEN_FOR: Readonly<Record<Imported["kind"], string>> = {
  curl: "A curl command: it is the page’s request now.",
  fetch: "A call from JavaScript: it is the page’s request now.",
  response: "A response’s header lines: the server answers with them now.",
  config: "A corskit config: the server answers by it now.",
  message: "A console’s message: below is a case that causes it.",
  unknown: "Recognised: below is what it is about.",
};

function Recognized({ pasted }: { readonly pasted: Imported }) {
  const { kind, notes, messages } = pasted;
  return (
    <div>
      <p>
        <b>{TAKEN_FOR[kind]}</b>
      </p>
      <ul>
        {messages.map(({ engine, cause, alternatives }, i) => (
          <li key={i}>
            {engine === null ? "" : `${ENGINE_NAMES[engine]}: `}
            {cause}
            {alternatives.length === 0 ? "" : ` It may also be ${alternatives.map(({ code }) => code).join(" or ")}.`}
          </li>
        ))}
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  );
}
