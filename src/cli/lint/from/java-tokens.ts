import type { Position } from "../../config/position.ts";

/** A piece of Java or Kotlin source. */
export interface JavaToken extends Position {
  readonly kind: "name" | "text" | "number" | "sign";
  /** Texts without their quotes. */
  readonly text: string;
}

const PIECES =
  /(?<skip>\s+|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))|"""(?<block>[^]*?)(?:"""|$)|"(?<text>(?:[^"\\\n]|\\[^])*)"?|'(?:[^'\\\n]|\\[^])*'?|(?<name>[A-Za-z_$][\w$]*)|(?<number>\d[\w.]*)|(?<sign>[^])/gy;

/** Takes a source apart; comments and blanks are left out. Whatever the text, it comes to an end. */
export function javaTokens(source: string): readonly JavaToken[] {
  const tokens: JavaToken[] = [];
  let [line, start] = [1, 0];
  for (const match of source.matchAll(PIECES)) {
    const { text, block, name, number, sign } = match.groups ?? {};
    const at = { line, column: match.index - start + 1 };
    const string = text ?? block;
    if (string !== undefined) tokens.push({ ...at, kind: "text", text: string.replace(/\\(.)/g, "$1") });
    else if (name !== undefined) tokens.push({ ...at, kind: "name", text: name });
    else if (number !== undefined) tokens.push({ ...at, kind: "number", text: number.replace(/[lL_]/g, "") });
    else if (sign !== undefined) tokens.push({ ...at, kind: "sign", text: sign });
    for (let end = match[0].indexOf("\n"); end >= 0; end = match[0].indexOf("\n", end + 1)) {
      line++;
      start = match.index + end + 1;
    }
  }
  return tokens;
}

/** More than any configuration has between two brackets: what is longer is cut there. */
const MOST_INSIDE = 1000;

/**
 * What stands between a bracket and its partner.
 *
 * @param open the index of the bracket
 */
export function inBrackets(
  tokens: readonly JavaToken[],
  open: number,
): { readonly inside: readonly JavaToken[]; readonly end: number } {
  let depth = 0;
  const last = Math.min(tokens.length, open + MOST_INSIDE);
  for (let i = open; i < last; i++) {
    const { kind, text } = tokens[i] ?? { kind: "sign", text: "" };
    if (kind !== "sign") continue;
    if ("([{".includes(text)) depth++;
    if (")]}".includes(text) && --depth === 0) return { inside: tokens.slice(open + 1, i), end: i };
  }
  return { inside: tokens.slice(open + 1, last), end: last };
}

/** The members of a list: what commas separate outside of brackets. */
export function splitAtCommas(tokens: readonly JavaToken[]): readonly (readonly JavaToken[])[] {
  const parts: JavaToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === "sign" && "([{".includes(token.text)) depth++;
    if (token.kind === "sign" && ")]}".includes(token.text)) depth--;
    if (token.kind === "sign" && token.text === "," && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}
