import { CannotRun } from "../../cannot-run.ts";
import { place, type Position } from "../../config/position.ts";

/** A directive of nginx, and what stands in its block. */
export interface Directive extends Position {
  readonly name: string;
  readonly args: readonly string[];
  readonly block: readonly Directive[] | null;
}

const PIECES =
  /\s+|#[^\n]*|(?<sign>[{};])|"(?<double>(?:[^"\\]|\\[^])*)"|'(?<single>(?:[^'\\]|\\[^])*)'|(?<word>(?:\$\{|\\[^]|[^\s{};"'\\])(?:\$\{\w{0,64}\}|\\[^]|[^\s{};\\])*)|(?<other>[^])/gy;

/** nginx itself takes http, server, location and if in each other; locations may have others in them. */
const DEEPEST = 100;

/**
 * Reads a file of nginx, whole or a part that another one includes
 * (https://nginx.org/en/docs/beginners_guide.html#conf_structure).
 *
 * @throws CannotRun where a bracket or a semicolon is missing, says where
 */
export function readBlocks(text: string, file: string): readonly Directive[] {
  const root: Directive[] = [];
  const open: { readonly block: Directive[]; readonly at: Position }[] = [];
  let words: string[] = [];
  let at: Position = { line: 1, column: 1 };
  let [line, start] = [1, 0];
  for (const match of text.matchAll(PIECES)) {
    const { sign, double, single, word, other } = match.groups ?? {};
    const here = { line, column: match.index - start + 1 };
    const value = double ?? single ?? word ?? other;
    const block = open.at(-1)?.block ?? root;
    if (value !== undefined) {
      if (words.length === 0) at = here;
      // Escapes stay: most of them are those of regular expressions.
      words.push(value);
    } else if (sign === "}") {
      if (words.length > 0) throw fault(file, at, `${words[0]} has no ; at its end`);
      if (open.pop() === undefined) throw fault(file, here, "a } that closes nothing");
    } else if (sign !== undefined) {
      const [name, ...args] = words;
      if (name !== undefined) {
        const inner: Directive[] | null = sign === "{" ? [] : null;
        block.push({ ...at, name, args, block: inner });
        if (inner !== null) open.push({ block: inner, at });
        if (open.length > DEEPEST) throw fault(file, at, "this block is nested too deeply");
      } else if (sign === "{") throw fault(file, here, "a { without a name");
      words = [];
    }
    for (let end = match[0].indexOf("\n"); end >= 0; end = match[0].indexOf("\n", end + 1)) {
      line++;
      start = match.index + end + 1;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw fault(file, unclosed.at, "this block is not closed");
  if (words.length > 0) throw fault(file, at, `${words[0]} has no ; at its end`);
  return root;
}

function fault(file: string, at: Position, what: string): CannotRun {
  return new CannotRun(
    `${place(file, at)}: ${what}`,
    "give a file that nginx -t accepts, whole or a part that it includes",
  );
}
