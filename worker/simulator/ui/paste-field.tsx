import { useState } from "hono/jsx/dom";
import type { Scenario } from "../scenario.ts";
import { textOf } from "./parts/field.tsx";

interface PasteFieldProps {
  readonly scenario: Scenario;
  readonly go: (scenario: Scenario, how: "typed" | "chosen") => void;
}

/** Takes whatever is at hand, and makes a scenario of it. */
export function PasteField({ scenario, go }: PasteFieldProps) {
  const [text, setText] = useState("");
  void scenario; void go;
  return (
    <form
      class="ask"
      onSubmit={(event: Event) => {
        event.preventDefault();
      }}
    >
      <textarea
        class="lines"
        rows={1}
        aria-label="Paste a console error, a curl command, fetch(…), response headers or a policy"
        placeholder="Paste a console error, curl, fetch(…), response headers …"
        value={text}
        onInput={(event: Event) => setText(textOf(event))}
      />
      <button type="submit" class="primary">
        Explain
      </button>
    </form>
  );
}
