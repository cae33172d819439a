import { useState } from "hono/jsx/dom";

interface CopyButtonProps {
  /** What is copied; a function where it is known at the click alone. */
  readonly text: string | (() => string);
  readonly label: string;
}

/** Copies, and says that it did. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => {
    const copied = typeof text === "string" ? text : text();
    try {
      await navigator.clipboard.writeText(copied);
      setSaid("Copied");
    } catch {
      // Without https, or without permission.
      setSaid("Not allowed here");
    }
    setTimeout(() => setSaid(""), 2000);
  };
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        {said === "" ? label : said}
      </button>
      <span class="hidden" role="status">
        {said}
      </span>
    </>
  );
}
