// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/**
 * What CI servers that read along take for a command: GitHub `::name::` at the start of a line, after white space too,
 * and, as others, `##[name]` and `##vso[name]` anywhere.
 */
const COMMAND = /(?<!\S):(?=:)|#(?=#\w*\[)/g;

/** What a server sent, so that it cannot move the cursor, change colours, turn the line around or command a CI server. */
export function printable(text: string): string {
  return text.replace(CONTROL, escape).replace(COMMAND, escape);
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The same on one line. */
export function printableLine(text: string): string {
  return printable(text).replaceAll("\n", "\\n").replaceAll("\t", " ");
}

/** A value as JSON, which says the same of such characters with escapes. */
export function printJson(value: unknown): string {
  return printable(JSON.stringify(value, null, 2));
}
