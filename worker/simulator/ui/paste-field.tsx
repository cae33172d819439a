import { useRef, useState } from "hono/jsx/dom";
import type { Imported } from "../import.ts";
import type { PasteError } from "../../../src/paste/pasted.ts";
import type { Scenario } from "../scenario.ts";
import { textOf } from "./parts/field.tsx";

/** What came of a paste. */
export type Pasted = Imported | PasteError;

interface PasteFieldProps {
  /** What it goes into: a request into the page's side, a response into the server's. */
  readonly scenario: Scenario;
  readonly onPasted: (pasted: Pasted) => void;
}

const WHAT = "Paste a console error, curl, fetch(…), response headers, a policy";

/** Takes whatever is at hand: at once where it is pasted, by Enter or the button where it is typed. */
export function PasteField({ scenario, onPasted }: PasteFieldProps) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const read = async (given: string): Promise<void> => {
    if (given.trim() === "") {
      field.current?.focus();
      return;
    }
    try {
      const { importPaste } = await import("../import.ts");
      const pasted = await importPaste(given, scenario);
      if ("scenario" in pasted) setText("");
      onPasted(pasted);
    } catch (error) {
      onPasted({ message: `This could not be read: ${String(error)}`, fix: "Reload the page, and paste it again." });
    }
  };
  return (
    <div class="ask">
      <textarea
        ref={field}
        class="lines"
        rows={1}
        aria-label={WHAT}
        placeholder={`${WHAT} …`}
        autocomplete="off"
        value={text}
        onInput={(event: Event) => {
          setText(textOf(event));
          if (event instanceof InputEvent && event.inputType === "insertFromPaste") void read(textOf(event));
        }}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== "Enter" || event.shiftKey) return;
          event.preventDefault();
          void read(text);
        }}
      />
      <button type="button" class="primary" onClick={() => void read(text)}>
        Explain
      </button>
    </div>
  );
}
