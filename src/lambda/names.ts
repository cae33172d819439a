import { OWNED } from "../fetch/apply.ts";

const OWNED_NAMES = new Set(OWNED.map((name) => name.toLowerCase()));
const SHORTEST = Math.min(...OWNED.map((name) => name.length));

/** Whether a header is the policy's, in whatever case. Most names are too short to be. */
export function isOwned(name: string): boolean {
  return name.length >= SHORTEST && OWNED_NAMES.has(name.toLowerCase());
}

export function isVary(name: string): boolean {
  return name.length === 4 && name.toLowerCase() === "vary";
}

export function isCookie(name: string): boolean {
  return name.length === 10 && name.toLowerCase() === "set-cookie";
}

/**
 * Set-Cookie in a case of its own for each cookie: the only way to send several where every header has one
 * value. They become lines of their own, and names of headers have no case.
 */
export function spellCookie(index: number): string {
  return [..."set-cookie"].map((letter, bit) => ((index >> bit) & 1 ? letter.toUpperCase() : letter)).join("");
}
