import { useRef, useState } from "hono/jsx/dom";

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
  // No state of its own: that would be shown once with the value of before, and the caret be lost.
  const draft = useRef(format(value));
  const [, renew] = useState({});
  const stands = (): boolean => JSON.stringify(parse(draft.current ?? "")) === JSON.stringify(value);
  const write = (text: string): T => {
    draft.current = text;
    // Nobody else has a reason to draw it anew.
    if (stands()) renew({});
    return parse(text);
  };
  return [stands() ? (draft.current ?? "") : format(value), write];
}
