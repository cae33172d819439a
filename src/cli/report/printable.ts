// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** What a server sent, so that it cannot move the cursor, change colours or turn the line around. */
export function printable(text: string): string {
  return text.replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The same on one line. */
export function printableLine(text: string): string {
  return printable(text).replaceAll("\n", "\\n").replaceAll("\t", " ");
}

/** A value as JSON, which says the same of such characters with escapes. */
export function printJson(value: unknown): string {
  return printable(JSON.stringify(value, null, 2));
}
