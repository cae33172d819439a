import type { PasteError } from "./pasted.ts";

/** In characters. Far more than anybody pastes, and little enough to be read while a key is pressed. */
export const LONGEST_PASTE = 100_000;

/** The error for what is too long to be read, or empty. */
export function unreadable(text: string, instead: string): PasteError | undefined {
  if (text.length > LONGEST_PASTE) {
    return { message: `This has ${text.length} characters; at most ${LONGEST_PASTE} are read.`, fix: instead };
  }
  if (text.trim() === "") return { message: "There is nothing here.", fix: instead };
  return undefined;
}

export function isPasteError(value: object): value is PasteError {
  return "message" in value && "fix" in value;
}

/** A text in an error or a note: short, and in one line. */
export function quoteShort(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 59)}…` : line);
}
