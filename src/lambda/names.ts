import { OWNED, OWNED_NAME } from "../fetch/owned.ts";

const LOWER = new Map([...OWNED, "Vary"].map((name) => [name, name.toLowerCase()]));

/** Whether a header is the policy's, in whatever case. */
export function isOwned(name: string): boolean {
  return OWNED_NAME.test(name);
}

/** Of the names that policies set: a string that is made anew takes an object longer to find than the Map to find it. */
export function lowerName(name: string): string {
  return LOWER.get(name) ?? name.toLowerCase();
}

/** The names of a record, for those that may be spelt in another case. */
export function lowerNames(fields: object): ReadonlySet<string> {
  return new Set(Object.keys(fields).map((name) => name.toLowerCase()));
}

/** Whether a name is this one, which is in lower case. Most are of another length. */
export function isNamed(name: string, lower: string): boolean {
  return name.length === lower.length && name.toLowerCase() === lower;
}

/**
 * Set-Cookie in a case of its own for each cookie: the only way to send several where every header has one
 * value. They become lines of their own, and names of headers have no case.
 */
export function spellCookie(index: number): string {
  return "set-cookie".replace(/./g, (letter, bit: number) => ((index >> bit) & 1 ? letter.toUpperCase() : letter));
}
