import { toBytes } from "./bytes.ts";
import type { PasteError } from "./pasted.ts";

/** The first command of a command line. */
export interface ShellWords {
  /** Isomorphic strings, without their quotes. */
  readonly words: readonly string[];
  readonly notes: readonly string[];
}

const OPERATORS = ";&|<>()";
const CONTINUED = /[ \t]*\r?\n/y;
const EXPANSION = /\$(?:[A-Za-z_]\w*|[0-9@*#?!$-]|(?=[({]))/y;

/**
 * Splits a command line as bash does, expanding nothing. Ours and not `shell-quote`, whose words are made to be
 * expanded: it drops `$TOKEN` and line continuations, makes globs of the `?` of URLs, throws on `${`, tells no
 * position, and takes quadratic time over `$'` that nobody closes. https://www.gnu.org/software/bash/manual/bash.html#Quoting
 *
 * @param text isomorphic
 */
export function splitShellWords(text: string): ShellWords | PasteError {
  const words: string[] = [];
  const notes: string[] = [];
  const expansions = new Set<string>();
  let word: string | null = null;
  let at = 0;
  const add = (part: string): void => {
    word = (word ?? "") + part;
  };
  const end = (): void => {
    if (word !== null) words.push(word);
    word = null;
  };
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? "";
  };
  /** An expansion at this place, as it is written. */
  const expansion = (): string => {
    const name = match(EXPANSION);
    if (name === "") return "$";
    const whole = name === "$" ? text.slice(at, closing(text, at + 1)) : name;
    expansions.add(whole.length > 30 ? `${whole.slice(0, 29)}…` : whole);
    return whole;
  };

  while (at < text.length) {
    const char = text.charAt(at);
    if (char === "\n") {
      // Who forgot a backslash, or has a blank after it, still has an option on the next line.
      if (words.length + (word === null ? 0 : 1) > 0 && !/\s*-/y.test(text.slice(at, at + 200))) break;
      end();
      at += 1;
    } else if (char === " " || char === "\t" || char === "\r") {
      end();
      at += 1;
    } else if (char === "\\" || char === "`") {
      at += 1;
      const newline = match(CONTINUED);
      at += newline.length;
      // A backtick goes on in PowerShell; a blank after the backslash is a slip.
      if (newline !== "") {
        if (char === "`" || newline.length > 2) end();
      } else if (char === "`") {
        expansions.add("`…`");
        add(char);
      } else {
        add(text.charAt(at));
        at += 1;
      }
    } else if (char === "'") {
      const close = text.indexOf("'", at + 1);
      if (close < 0) return unclosed(text, at, "'");
      add(text.slice(at + 1, close));
      at = close + 1;
    } else if (char === "$" && text[at + 1] === "'") {
      const [value, next] = ansiC(text, at + 2);
      if (next < 0) return unclosed(text, at, "$'");
      add(value);
      at = next;
    } else if (char === "$" && text[at + 1] === '"') {
      at += 1;
    } else if (char === "$") {
      const whole = expansion();
      add(whole);
      at += whole.length;
    } else if (char === '"') {
      const start = at;
      at += 1;
      add("");
      while (at < text.length && text[at] !== '"') {
        const inner = text.charAt(at);
        const next = text.charAt(at + 1);
        if (inner === "\\" && next === "\n") at += 2;
        else if (inner === "\\" && next !== "" && '$`"\\'.includes(next)) {
          add(next);
          at += 2;
        } else {
          const part = inner === "$" ? expansion() : inner;
          if (inner === "`") expansions.add("`…`");
          add(part);
          at += part.length;
        }
      }
      if (at >= text.length) return unclosed(text, start, '"');
      at += 1;
    } else if (char === "#" && word === null) {
      at += match(/[^\n]*/y).length;
    } else if (OPERATORS.includes(char)) {
      // `2>` is one operator.
      if ("<>".includes(char) && word !== null && /^[0-9]$/.test(word)) word = null;
      break;
    } else {
      const plain = match(/[^\s\\`'"$#;&|<>()]+|#/y);
      add(plain === "" ? char : plain);
      at += Math.max(plain.length, 1);
    }
  }
  end();
  const rest = text.slice(at).trim();
  if (rest !== "" && rest !== ";") {
    const operator = OPERATORS.includes(rest.charAt(0));
    notes.push(
      operator
        ? `The command ends at the ${rest.charAt(0)} in line ${lineOf(text, at)}, which is not quoted: what follows is left out.`
        : `What follows the first command, from line ${lineOf(text, at)} on, is left out.`,
    );
  }
  if (expansions.size > 0) {
    notes.push(
      `A shell would put something in the place of ${[...expansions].slice(0, 5).join(", ")}; here it stays as it is.`,
    );
  }
  return { words, notes };
}

export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

function unclosed(text: string, at: number, quote: string): PasteError {
  return {
    message: `The ${quote} in line ${lineOf(text, at)} is not closed.`,
    fix: "Copy the whole command, from curl to the last quotation mark.",
  };
}

/** Behind the bracket that closes the one at a place; the end where none does. */
function closing(text: string, open: number): number {
  const [opening, ending] = text[open] === "(" ? ["(", ")"] : ["{", "}"];
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === opening) depth += 1;
    else if (text[at] === ending) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

const ESCAPE =
  /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|x[0-9a-fA-F]{1,2}|[0-7]{1,3}|c[\s\S]|[\s\S])/g;
const LETTERS: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** https://www.gnu.org/software/bash/manual/bash.html#ANSI_002dC-Quoting, and the place behind it, -1 for none. */
function ansiC(text: string, start: number): readonly [value: string, next: number] {
  let close = start;
  while (close < text.length && text[close] !== "'") close += text[close] === "\\" ? 2 : 1;
  if (close >= text.length) return ["", -1];
  return [text.slice(start, close).replace(ESCAPE, unescape), close + 1];
}

function unescape(escape: string): string {
  const kind = escape.charAt(1);
  const digits = escape.slice(2);
  // Chrome writes UTF-16: two escapes may be one character.
  if ((kind === "u" || kind === "U") && digits !== "") {
    const codes = digits.split("\\u").map((code) => Number.parseInt(code, 16));
    return codes.length === 1 && (codes[0] ?? 0) > 0xffff
      ? toBytes((codes[0] ?? 0) > 0x10ffff ? "\ufffd" : String.fromCodePoint(codes[0] ?? 0))
      : toBytes(String.fromCharCode(...codes));
  }
  if (kind === "x" && digits !== "") return String.fromCharCode(Number.parseInt(digits, 16));
  if (/[0-7]/.test(kind)) return String.fromCharCode(Number.parseInt(escape.slice(1), 8) & 0xff);
  if (kind === "c" && digits !== "") return String.fromCharCode(digits.charCodeAt(0) & 0x1f);
  return LETTERS[kind] ?? ("\\'\"?".includes(kind) ? kind : escape);
}
