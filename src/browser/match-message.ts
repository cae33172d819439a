import type { ConsoleText } from "./console-text.ts";
import type { Pattern } from "./message-patterns.ts";

/** A pattern found in a text. */
export interface Found {
  readonly pattern: Pattern;
  readonly start: number;
  readonly end: number;
  /** By placeholder, as they are written. */
  readonly values: Readonly<Record<string, string>>;
}

/** No value of a message is longer: what is, is another text. Keeps the search linear. */
const LONGEST_VALUE = 2000;

/** All places where a pattern stands. */
export function* findPattern(text: ConsoleText, pattern: Pattern): Generator<Found> {
  const [first = ""] = pattern.literals;
  if (!pattern.literals.every((literal) => text.flat.includes(literal))) return;
  const { flat } = text;
  for (let at = flat.indexOf(first); at >= 0; at = flat.indexOf(first, at + 1)) {
    const found = matchAt(text, pattern, at);
    if (found !== undefined) yield found;
  }
}

/** The pattern at a place where its first literal stands. No value is tried twice: it ends where the next literal does. */
function matchAt(text: ConsoleText, pattern: Pattern, start: number): Found | undefined {
  const { flat } = text;
  const [first = "", ...others] = pattern.literals;
  if (/\w/.test(flat.charAt(start - 1)) && /^\w/.test(first)) return undefined;
  let at = start + first.length;
  const values: Record<string, string> = {};
  for (const [i, literal] of others.entries()) {
    const name = pattern.names[i] ?? "";
    const end =
      literal === "" ? endOfValue(text, at, name, pattern) : valueBefore(flat, at, literal, name, pattern.literals[i]);
    if (end === undefined) return undefined;
    values[name] = text.lines.slice(at, end).replaceAll("\n", " ");
    at = end + literal.length;
  }
  const end = endOf(text, pattern, at);
  if (end === undefined || (ALONE.has(pattern.key) && !isAlone(text, start, end))) return undefined;
  return { pattern, start, end, values };
}

const STATUS = /(?:[1-5][0-9]{2}(?!\w)|\(null\))/y;
const WORD = /\S+/y;
const ERROR_NAME = /[A-Z0-9_]+(?:\.\w+)?/y;
const SCHEMES = /[\w-]+(?:, [\w-]+)*/y;
const WORDS = /^[A-Za-z ]{1,40}$/;

/** The end of a value that a literal follows; undefined where it cannot be one. */
function valueBefore(flat: string, at: number, literal: string, name: string, before = ""): number | undefined {
  const length = flat.slice(at, at + LONGEST_VALUE + literal.length).indexOf(literal);
  if (length < 0) return undefined;
  const value = flat.slice(at, at + length);
  if (name === "KIND") return WORDS.test(value) ? at + length : undefined;
  // Quoted values may be anything, a header's for instance; others are one word.
  const isQuoted = /['"]$/.test(before) && name !== "URL" && name !== "ORIGIN";
  return isQuoted || /^[^\s'"]\S*$/.test(value) ? at + length : undefined;
}

/** The end of a value that ends the message: the word's, or the line's. */
function endOfValue({ flat, lines }: ConsoleText, at: number, name: string, { hasStop }: Pattern): number | undefined {
  if (name === "STATUS") return sticky(STATUS, flat, at);
  if (name === "SCHEMES") return sticky(SCHEMES, flat, at);
  if (name === "ERR") return sticky(ERROR_NAME, flat, at);
  if (name === "DETAIL") {
    const newline = lines.indexOf("\n", at);
    return Math.min(newline < 0 ? lines.length : newline, at + LONGEST_VALUE);
  }
  const end = sticky(WORD, flat, at);
  if (end === undefined) return undefined;
  const last = flat.charAt(end - 1);
  // A bracket that closes one before the value, as Firefox's text on fonts has it.
  const before = flat.slice(Math.max(0, at - LONGEST_VALUE), at);
  const closes = last === ")" && before.lastIndexOf("(") > before.lastIndexOf(")");
  return (hasStop && last === ".") || closes ? end - 1 : end;
}

function sticky(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Behind the full stop, where there is one; undefined where the sentence goes on otherwise. */
function endOf({ flat, lines }: ConsoleText, { head, hasStop, literals }: Pattern, at: number): number | undefined {
  if (head !== null) return at;
  // The shorter form of one with a status is not the beginning of another.
  if (flat[at] === "." && hasStop) return flat.startsWith(". Status code: ", at) ? undefined : at + 1;
  if (endsLine(lines, at)) return at;
  const endsInValue = literals.at(-1) === "";
  if (endsInValue) return at;
  const next = lines.charAt(at);
  if (/[)\]"'’”,;:.]/.test(next)) return at;
  if (next === " " && literals[0]?.startsWith("net::ERR_")) return at;
  // A place in a source, a stack or a host may follow: `app.js:12:3`, `at load (…)`, `(api.example.com)`.
  return !hasStop && /^ (?:\(|at |[0-9]|\[|\S{1,200}:[0-9])/.test(lines.slice(at, at + 210)) ? at : undefined;
}

/** So short that they are a message only where they are the whole line. */
const ALONE: ReadonlySet<string> = new Set(["TypeError", "Load failed", "Fetch API cannot load {URL}"]);

function isAlone({ lines }: ConsoleText, start: number, end: number): boolean {
  const before = lines.slice(Math.max(0, start - 40), start);
  return /(?:^|\n)(?:\[\w+\] ?)?$/.test(before) && endsLine(lines, end);
}

/** Whether nothing more stands on the line, but the space that was pasted with it. */
function endsLine(lines: string, at: number): boolean {
  return /^(?:\n| ?$)/.test(lines.slice(at, at + 2));
}
