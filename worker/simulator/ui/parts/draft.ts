import { useState } from "hono/jsx/dom";

/**
 * What somebody types, for as long as it stands for the value: half a header line is no value yet, and must not be
 * taken away while it is typed. Gives way where the value changes from elsewhere.
 *
 * @returns the text to show, and what to call with each change of it
 */
export function useDraft<T>(
  value: T,
  format: (value: T) => string,
  parse: (text: string) => T,
): readonly [string, (text: string) => T] {
  const [draft, setDraft] = useState(() => format(value));
  const stands = JSON.stringify(parse(draft)) === JSON.stringify(value);
  const write = (text: string): T => {
    setDraft(text);
    return parse(text);
  };
  return [stands ? draft : format(value), write];
}
