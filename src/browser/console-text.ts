import { plainQuotes } from "./message-patterns.ts";

/**
 * A console's text, made ready to be searched: runs of white space are one space, since pasted lines are wrapped
 * anywhere, and quotation marks are plain.
 */
export interface ConsoleText {
  /** To be searched: without line breaks. */
  readonly flat: string;
  /** The same places: quotation marks as they were, `\n` for white space with a line break in it. */
  readonly lines: string;
  /** The text as it was, between two places. */
  original(start: number, end: number): string;
}

export function readConsoleText(text: string): ConsoleText {
  const parts: string[] = [];
  const places: number[] = [];
  const add = (part: string, at: number): void => {
    parts.push(part);
    for (let i = 0; i < part.length; i += 1) places.push(at + i);
  };
  for (const { 0: run, index } of text.matchAll(/\s+|\S+/g)) {
    if (run.trim() !== "") add(run, index);
    else add(/[\n\r\u2028\u2029]/.test(run) ? "\n" : " ", index);
  }
  const lines = parts.join("");
  return {
    flat: plainQuotes(lines.replaceAll("\n", " ")),
    lines,
    original: (start, end) => text.slice(places[start], (places[end - 1] ?? 0) + 1),
  };
}
