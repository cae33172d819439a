import type { HeaderLine } from "../../../../src/browser/index.ts";
import { useDraft } from "./draft.ts";
import { TextArea } from "./field.tsx";
import { faultOfLines, formatLines, parseLines } from "./header-lines.ts";

interface LinesFieldProps {
  readonly label: string;
  readonly lines: readonly HeaderLine[];
  readonly onLines: (lines: readonly HeaderLine[]) => void;
  readonly placeholder: string;
}

/** Header lines as text, as tall as they are many. */
export function LinesField({ label, lines, onLines, placeholder }: LinesFieldProps) {
  const [text, write] = useDraft(lines, formatLines, parseLines);
  return (
    <TextArea
      label={label}
      wide
      className="lines"
      rows={Math.min(12, Math.max(2, text.split("\n").length))}
      value={text}
      placeholder={placeholder}
      error={faultOfLines(text)}
      onText={(typed) => onLines(write(typed))}
    />
  );
}
