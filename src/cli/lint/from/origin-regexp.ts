import { patternFault } from "../../../policy/pattern-fault.ts";
import { parseRegExp, type Token } from "./parse-regexp.ts";

/** An origin that an expression lets in, and that was hardly meant. */
export interface Intruder {
  readonly why: "no-start" | "no-end" | "dot" | "no-dot" | "http";
  readonly origin: string;
}

/** A regular expression over origins, understood. */
export interface OriginRegExp {
  /** corskit's patterns for what was meant. */
  readonly patterns: readonly string[];
  readonly intruders: readonly Intruder[];
  /** It names labels, or letters in them, where the pattern covers any subdomain. */
  readonly isWider: boolean;
  /** It takes labels where the pattern covers one. */
  readonly isShallower: boolean;
  /** It needs a port, where the pattern does with and without. */
  readonly needsPort: boolean;
}

/**
 * Reads the usual forms: a scheme, perhaps something for subdomains, a host, perhaps a port. The expression itself
 * is never run.
 *
 * @returns undefined for any other form
 */
export function readOriginRegExp(source: string): OriginRegExp | undefined {
  const read = parseRegExp(source)?.map(readSequence) ?? [];
  const known = read.filter((one) => one !== undefined);
  if (known.length === 0 || known.length < read.length) return undefined;
  const all = new Set(known.flatMap(({ patterns }) => patterns));
  return {
    // `a:*` covers `a`.
    patterns: [...all].filter((pattern) => !all.has(`${pattern}:*`)),
    intruders: known.flatMap(({ intruders }) => intruders),
    isWider: known.some(({ isWider }) => isWider),
    isShallower: known.some(({ isShallower }) => isShallower),
    needsPort: [...all].some((pattern) => pattern.endsWith(":*") && !all.has(pattern.slice(0, -2))),
  };
}

/** `https://`, what may stand before the host, the host with its dots as they were meant, the port. */
interface Parts {
  readonly scheme: string;
  readonly star: "any" | "labels" | "label" | null;
  /** The star may stand for nothing. */
  readonly mayBeEmpty: boolean;
  readonly host: string;
  readonly port: string;
}

function readSequence(tokens: readonly Token[]): Omit<OriginRegExp, "needsPort"> | undefined {
  const starts = tokens[0]?.kind === "start";
  const ends = tokens.at(-1)?.kind === "end";
  const body = tokens.slice(starts ? 1 : 0, ends ? -1 : undefined);
  const last = body.at(-1);
  const trails = body.length > 1 && last?.kind === "any" && last.least === 0;
  const isOpen = !ends || trails;
  const inner = trails ? body.slice(0, -1) : body;
  const parts = readParts(inner);
  if (parts === undefined) return undefined;
  const { scheme, star, port } = parts;
  // Anchored before a bare host it matches no origin at all.
  if (scheme === "" && starts && star !== "any") return undefined;

  const base = scheme || "https://";
  const isBelow = parts.host.startsWith(".");
  const isPartial = star !== null && parts.host.startsWith("-");
  const isFree = star !== null && !isBelow && !isPartial;
  // A name that begins in any way and is no subdomain: no pattern says that.
  if (isFree && star === "label") return undefined;
  const hasStar = star !== null || (scheme === "" && isBelow);
  const patterns = isFree
    ? [...(parts.mayBeEmpty ? [`${base}${parts.host}${port}`] : []), `${base}*.${parts.host}${port}`]
    : [`${base}${hasStar ? "*" : ""}${parts.host}${port}`];
  if (!/^https?:\/\/$/.test(base) || patterns.some((pattern) => patternFault(pattern) !== undefined)) return undefined;

  const end = port === "" ? "" : ":1";
  const witness = `${hasStar ? "e" : ""}${parts.host}`;
  const hasPort = port !== "" || /:\d+$/.test(parts.host);
  const intruders: Intruder[] = [];
  if (isFree) intruders.push({ why: "no-dot", origin: `${base}evil${parts.host}${end}` });
  if (scheme === "" && !hasStar) intruders.push({ why: "no-start", origin: `https://evil${parts.host}${end}` });
  if (scheme === "") intruders.push({ why: "http", origin: `http://${witness}${end}` });
  if (isOpen && !hasPort) intruders.push({ why: "no-end", origin: `${base}${witness}.evil.example` });
  if (inner.some(({ kind }) => kind === "character")) {
    intruders.push({ why: "dot", origin: `${base}${hasStar ? "e" : ""}${hostWithoutDot(inner)}` });
  }
  return {
    patterns,
    intruders,
    isWider: star === "label" || star === "labels",
    isShallower: star === "any" && isPartial,
  };
}

function readParts(tokens: readonly Token[]): Parts | undefined {
  let [scheme, host, port] = ["", "", ""];
  let star: Parts["star"] = null;
  let mayBeEmpty = false;
  for (const token of tokens) {
    if (port !== "") return undefined;
    if (token.kind === "text" || token.kind === "character") {
      host += token.kind === "text" ? token.text : ".";
      const end = host.indexOf("://") + 3;
      if (end > 2 && scheme === "" && star === null) [scheme, host] = [host.slice(0, end), host.slice(end)];
    } else if (token.kind === "digits" && host.endsWith(":")) {
      [host, port] = [host.slice(0, -1), ":*"];
    } else if (/^(any|labels?)$/.test(token.kind) && host === "" && star === null) {
      star = token.kind as Parts["star"];
      mayBeEmpty = token.kind === "any" && token.least === 0;
    } else return undefined;
  }
  return host === "" ? undefined : { scheme, star, mayBeEmpty, host, port };
}

/** The host with a letter in the place of the first unescaped dot. */
function hostWithoutDot(tokens: readonly Token[]): string {
  const first = tokens.findIndex(({ kind }) => kind === "character");
  const text = tokens.map((token, i) =>
    token.kind === "text" ? token.text : token.kind === "character" ? (i === first ? "x" : ".") : "",
  );
  return text
    .join("")
    .replace(/^[^:]*:\/\//, "")
    .replace(/:$/, ":1");
}
