import type { HeaderLine } from "../browser/index.ts";
import { isToken, normalizeValue } from "../browser/header-list.ts";
import { toBytes } from "./bytes.ts";
import { quoteShort, unreadable } from "./limits.ts";
import type { PastedResponse, PasteError } from "./pasted.ts";

const INSTEAD =
  'Paste the lines of a response: "view source" of the Response Headers in the browser\'s developer tools, or what curl -i prints.';

const STATUS = /^HTTP\/[0-9.]+ +([1-5][0-9]{2})(?: .*)?$/i;
const CHROME_STATUS = /^Status Code:?\s*([1-5][0-9]{2})\b/i;

interface Block {
  status: number | null;
  readonly headers: HeaderLine[];
}

/**
 * Reads the head of a response: its raw lines, what `curl -i` and `curl -v` print, or a browser's developer tools copy,
 * where name and value may stand on lines of their own.
 *
 * @returns the last response where there are several; duplicates stay apart
 */
export function parseHeaders(text: string): PastedResponse | PasteError {
  const error = unreadable(text, INSTEAD);
  if (error !== undefined) return error;
  const lines = responseLines(text.split(/\r\n|\n|\r/));
  const blocks: Block[] = [];
  const notes: string[] = [];
  let block: Block | undefined;
  let isBody = false;
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? "";
    const status = STATUS.exec(line)?.[1];
    if (status !== undefined) {
      block = { status: Number(status), headers: [] };
      blocks.push(block);
      isBody = false;
      continue;
    }
    if (line.trim() === "") {
      // An empty line after header lines ends them: what follows is the body, or another response.
      isBody = isBody || (block !== undefined && block.headers.length > 0 && block.status !== null);
      continue;
    }
    if (isBody) continue;
    block ??= begin(blocks);
    const chromes =
      CHROME_STATUS.exec(line)?.[1] ??
      (/^status code:?$/i.test(line.trim()) ? /^\s*([1-5][0-9]{2})\b/.exec(lines[i + 1] ?? "")?.[1] : undefined);
    if (chromes !== undefined) {
      block.status = Number(chromes);
      if (!CHROME_STATUS.test(line)) i += 1;
      continue;
    }
    if (/^:status:?\s*[1-5][0-9]{2}$/.test(line.trim())) {
      block.status = Number(line.trim().slice(-3));
      continue;
    }
    if (/^[ \t]/.test(line) && block.headers.length > 0) {
      // https://httpwg.org/specs/rfc9112.html#line.folding
      const [name, value] = block.headers.pop() ?? ["", ""];
      block.headers.push([name, `${value} ${line.trim()}`]);
      continue;
    }
    const pair = pairOf(line, lines[i + 1]);
    if (pair === undefined) notes.push(`Left out, since it is no header line: ${quoteShort(line)}.`);
    else {
      block.headers.push([pair.name, toValue(pair.value)]);
      if (pair.isTwoLines) i += 1;
    }
  }
  const last = blocks.findLast(({ status }) => status === null || status >= 200) ?? blocks.at(-1);
  if (last === undefined || (last.status === null && last.headers.length === 0)) {
    return { message: `No header line is in this: ${quoteShort(text)}.`, fix: INSTEAD };
  }
  if (blocks.length > 1) notes.unshift(`Only the last of ${blocks.length} responses is read.`);
  if (last.status === null) notes.push("It has no status line: 200 is assumed.");
  return { status: last.status ?? 200, headers: last.headers, notes: notes.slice(0, 10) };
}

function begin(blocks: Block[]): Block {
  const block: Block = { status: null, headers: [] };
  blocks.push(block);
  return block;
}

/** Of what `curl -v` prints, the lines of responses, which it marks. */
function responseLines(lines: readonly string[]): readonly string[] {
  const marked = lines.filter((line) => /^< ?/.test(line)).map((line) => line.replace(/^< ?/, ""));
  return marked.some((line) => STATUS.test(line)) ? marked : lines;
}

interface Pair {
  readonly name: string;
  readonly value: string;
  /** Where the value is the next line. */
  readonly isTwoLines: boolean;
}

function pairOf(line: string, next: string | undefined): Pair | undefined {
  const trimmed = line.trim();
  const colon = trimmed.indexOf(":", 1);
  const name = colon < 0 ? trimmed : trimmed.slice(0, colon).trim();
  if (!isToken(name)) {
    // Tables copy with a tab between.
    const [first = "", ...rest] = trimmed.split("\t");
    return isToken(first) && rest.length > 0 ? { name: first, value: rest.join("\t"), isTwoLines: false } : undefined;
  }
  const value = colon < 0 ? "" : trimmed.slice(colon + 1);
  // Chrome copies `name:` and the value below; newer ones leave the colon out, and a name is then in lower case.
  const below = next?.trim() ?? "";
  const isTwoLines =
    value === "" && below !== "" && !looksLikeLine(below) && (colon >= 0 || /^[a-z0-9-]+$/i.test(name));
  if (isTwoLines) return { name, value: below, isTwoLines };
  return colon < 0 ? undefined : { name, value, isTwoLines };
}

/** Whether it begins with a name and a colon, as a header line does and few values do. */
function looksLikeLine(text: string): boolean {
  return /^[a-z][a-z0-9-]*:(?:\s|$)/i.test(text) || STATUS.test(text);
}

/** Isomorphic, as it was on the wire: what is beyond Latin-1 was UTF-8. */
function toValue(text: string): string {
  const value = normalizeValue(text);
  return /[^\0-\xff]/.test(value) ? toBytes(value) : value;
}
