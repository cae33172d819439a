import { unread } from "./dangers.ts";
import { splitNames, type Notes } from "./foreign.ts";
import type { StaticValue } from "./static-value.ts";

/** The options that a JavaScript library is called with, by name. */
export type JsOptions = ReadonlyMap<string, StaticValue>;

/** The options of a call; those that cannot be read are noted. */
export function optionsOf(value: StaticValue | undefined, known: readonly string[], notes: Notes): JsOptions {
  if (value === undefined || isNothing(value)) return new Map();
  if (value.kind !== "object") {
    unread(value, "the options", notes);
    return new Map();
  }
  if (!value.isWhole) {
    notes.unread.push({ line: value.line, column: value.column, what: "some options are spread from elsewhere" });
  }
  for (const [name, { line, column }] of value.entries) {
    if (!known.includes(name)) notes.unread.push({ line, column, what: `there is no option ${name}` });
  }
  return value.entries;
}

/** A text such as `"GET, PUT"`, or a list of texts; null where it says null. Undefined where it is not given, or not read. */
export function namesIn(options: JsOptions, option: string, notes: Notes): readonly string[] | null | undefined {
  const value = options.get(option);
  if (value === undefined) return undefined;
  if (isNothing(value)) return null;
  if (value.kind === "literal" && typeof value.value === "string") return splitNames(value.value);
  if (value.kind !== "list") {
    unread(value, option, notes);
    return undefined;
  }
  return value.items.flatMap((item, i) => {
    if (item.kind === "literal" && typeof item.value === "string") return splitNames(item.value);
    unread(item, `${option}[${i}]`, notes);
    return [];
  });
}

/** null or undefined, as they stand in a source. */
export function isNothing(value: StaticValue): boolean {
  return value.kind === "literal" && (value.value === null || value.value === undefined);
}

/** Whether an option is what the library takes for true. */
export function flagIn(options: JsOptions, option: string, isOn: (value: unknown) => boolean, notes: Notes): boolean {
  const value = options.get(option);
  if (value === undefined) return false;
  if (value.kind === "literal") return isOn(value.value);
  unread(value, option, notes);
  return false;
}

/** Seconds; null where none are sent. */
export function secondsIn(options: JsOptions, option: string, notes: Notes): number | null {
  const value = options.get(option);
  if (value === undefined || isNothing(value)) return null;
  const seconds = value.kind === "literal" ? Number(value.value === "" ? Number.NaN : value.value) : Number.NaN;
  if (Number.isFinite(seconds)) return seconds;
  unread(value, option, notes);
  return null;
}
