/** One header line. Names keep the case that they were written in; values are isomorphic strings. */
export type HeaderLine = readonly [name: string, value: string];

/** https://fetch.spec.whatwg.org/#concept-header-list: lines of one name stay apart. */
export type HeaderList = readonly HeaderLine[];

/** https://fetch.spec.whatwg.org/#concept-header-value-normalize */
export function normalizeValue(value: string): string {
  // No regular expression: one that looks for the last run of white space tries all others too.
  let start = 0;
  let end = value.length;
  while (start < end && WHITE_SPACE.includes(value.charAt(start))) start += 1;
  while (end > start && WHITE_SPACE.includes(value.charAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

const WHITE_SPACE = "\t\n\r ";

/** The text of an isomorphic string, for who reads bytes as UTF-8; what is none becomes U+FFFD. */
export function fromUtf8(value: string): string {
  return new TextDecoder().decode(Uint8Array.from(value, (char) => char.charCodeAt(0)));
}

/** The values of all lines of a name. */
export function valuesOf(list: HeaderList, name: string): readonly string[] {
  const lower = name.toLowerCase();
  return list.filter(([other]) => other.toLowerCase() === lower).map(([, value]) => normalizeValue(value));
}

/** https://fetch.spec.whatwg.org/#concept-header-list-get: the lines joined, null where there is none. */
export function getHeader(list: HeaderList, name: string): string | null {
  const values = valuesOf(list, name);
  return values.length === 0 ? null : values.join(", ");
}

/** Without the empty lines of names that have others, but for one name where it is spelt as in the standard. */
export function withoutEmptyLines(list: HeaderList): HeaderList {
  const filled = new Set(list.filter(([, value]) => normalizeValue(value) !== "").map(([name]) => name.toLowerCase()));
  return list.filter(
    ([name, value]) =>
      normalizeValue(value) !== "" || !filled.has(name.toLowerCase()) || name === "Access-Control-Allow-Origin",
  );
}

/** With one line of a name whose lines are alike. @returns undefined where they are not */
export function withOneLine(list: HeaderList, name: string): HeaderList | undefined {
  const [first, ...others] = valuesOf(list, name);
  if (others.length === 0) return list;
  if (others.some((other) => other !== first)) return undefined;
  const at = list.findIndex(([other]) => other.toLowerCase() === name);
  return list.filter(([other], index) => index === at || other.toLowerCase() !== name);
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** https://httpwg.org/specs/rfc9110.html#tokens */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * https://fetch.spec.whatwg.org/#extract-header-list-values for headers that are `#token`: empty members
 * are none, one that is no token spoils all of them.
 *
 * @returns null where the header is absent
 */
export function extractTokens(list: HeaderList, name: string): readonly string[] | "failure" | null {
  const values = valuesOf(list, name);
  if (values.length === 0) return null;
  const members = values
    .flatMap((value) => value.split(","))
    .map(normalizeValue)
    .filter((member) => member !== "");
  return members.every(isToken) ? members : "failure";
}

/**
 * The same for Access-Control-Max-Age, one `delta-seconds`: more than one line is a failure. So is a
 * negative number to the standard, but not to every engine.
 */
export function extractSeconds(list: HeaderList, name: string): number | "failure" | null {
  const values = valuesOf(list, name);
  const [value] = values;
  // An empty value is a failure to the standard, which comes to the same.
  if (value === undefined || (value === "" && values.length === 1)) return null;
  return values.length === 1 && /^-?[0-9]+$/.test(value) ? Number(value) : "failure";
}
