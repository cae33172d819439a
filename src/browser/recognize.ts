import { CATALOGUE, TAINTED, type Explanation } from "./catalogue.ts";
import { readConsoleText, type ConsoleText } from "./console-text.ts";
import type { Engine } from "./engine-profile.ts";
import type { FailureCode } from "./failure.ts";
import { fillKnown } from "./fill-known.ts";
import { LEGACY_FOOT } from "./legacy-messages.ts";
import { findPattern, type Found } from "./match-message.ts";
import { messagePatterns, type Candidate } from "./message-patterns.ts";
import { narrow } from "./narrow.ts";
import { TOPICS, type Topic } from "./topics.ts";

/** A message of a console's that is known. `cause` and `fix` are the topic's where there is one, else the first code's. */
export interface Recognized extends Explanation {
  /** The message as it was pasted. */
  readonly text: string;
  /** Which engine prints it; null where several do, or none. */
  readonly engine: Exclude<Engine, "standard"> | null;
  /** The failures that it can stand for, the likeliest first. */
  readonly codes: readonly FailureCode[];
  /** What else it is, where it stands for no failure of the model, or does not tell which. */
  readonly topic: Topic | null;
  /** False for what CORS headers do not mend; null where the text does not tell. */
  readonly isCors: boolean | null;
  /** What stands in it: URL, FIRST_URL, PAGE_URL, LOCATION, ORIGIN, STATUS, KIND, and in DETAIL the method, header or value. */
  readonly values: Readonly<Record<string, string>>;
  /** What is behind it where it stands for one of the further codes, in their order. */
  readonly alternatives: readonly (Explanation & { readonly code: FailureCode })[];
}

/** Longer texts are no messages of a console. In characters. */
const LONGEST_TEXT = 100_000;

/** Failures that no header of the server's mends, though they stop a fetch. */
const NOT_CORS: ReadonlySet<FailureCode> = new Set([
  "NetworkFailure",
  "MixedContent",
  "InvalidRequest",
  "RedirectDisallowed",
  "InvalidRedirect",
  "TooManyRedirects",
]);

/**
 * The catalogue of failures, read backwards: finds the messages of Chromium's, Firefox's and WebKit's consoles in a text,
 * of older versions too, with whatever stands around them. What is not known gives nothing; nothing is guessed.
 *
 * @param text one message or a console's whole text, at most 100,000 characters
 * @returns in the order of the text; lines that belong together, such as Firefox's two of a preflight request, are one
 */
export function recognize(text: string): readonly Recognized[] {
  if (text.length > LONGEST_TEXT) return [];
  const console = readConsoleText(text);
  const chains = withHeads(messagePatterns().flatMap((pattern) => [...findPattern(console, pattern)]));
  const recognized: Recognized[] = [];
  for (let i = 0; i < chains.length; i += 1) {
    const chain = chains[i];
    if (chain === undefined) continue;
    const candidates = candidatesOf(chain);
    // A further line by itself says nothing.
    if (candidates.length === 0 && chain.tail.pattern.topic === null) continue;
    const lines = countLines(candidates, chains.slice(i + 1, i + 4));
    recognized.push(describe(console, chain, candidates, chains[i + lines] ?? chain));
    i += lines;
  }
  return recognized;
}

/** A message with what the engine prints before it. */
interface Chain {
  readonly heads: readonly Found[];
  readonly tail: Found;
}

/**
 * Puts messages behind their heads; drops heads without one, and what lies within another. Of those that begin at one
 * place the longest is kept; of two that are as long, the one with more of its own words.
 */
function withHeads(all: readonly Found[]): readonly Chain[] {
  const starts = new Map<number, Chain>();
  const byPlace = all.toSorted(
    (a, b) => b.start - a.start || a.end - b.end || b.pattern.names.length - a.pattern.names.length,
  );
  for (const found of byPlace) {
    const behind = starts.get(found.end);
    const chain =
      found.pattern.head !== null
        ? behind && { heads: [found, ...behind.heads], tail: behind.tail }
        : { heads: [], tail: found };
    if (chain !== undefined) starts.set(found.start, chain);
  }
  const chains: Chain[] = [];
  let end = 0;
  for (const [start, chain] of [...starts].toSorted(([a], [b]) => a - b)) {
    if (start < end) continue;
    chains.push(chain);
    end = chain.tail.end;
  }
  return chains;
}

/** What a message can stand for, by what comes before it: Chromium tells a preflight request there. */
function candidatesOf({ heads, tail }: Chain): readonly Candidate[] {
  const all = tail.pattern.candidates;
  const names = heads.map(({ pattern }) => pattern.head ?? "");
  // Who pastes less of the line leaves out its beginning.
  const possible = all.filter((candidate) =>
    isEqual(candidate.heads.slice(candidate.heads.length - names.length), names),
  );
  return possible.length > 0 ? possible : all;
}

/** How many of the following messages are further lines of this one. */
function countLines(candidates: readonly Candidate[], following: readonly Chain[]): number {
  const next = following.map(({ tail }) => tail.pattern.key);
  const complete = candidates.filter(({ rest }) => isEqual(rest, next.slice(0, rest.length)));
  return Math.max(0, ...complete.map(({ rest }) => rest.length));
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** Where a text stands for several failures these are met most often, in this order. */
const LIKELY: readonly FailureCode[] = [
  "NetworkFailure",
  "MissingAllowOriginHeader",
  "PreflightMissingAllowOriginHeader",
  "AllowOriginMismatch",
  "PreflightAllowOriginMismatch",
];

function byLikelihood(codes: readonly FailureCode[]): readonly FailureCode[] {
  const rank = (code: FailureCode): number => (LIKELY.includes(code) ? LIKELY.indexOf(code) : LIKELY.length);
  return codes.toSorted((a, b) => rank(a) - rank(b));
}

/** What older versions of Chromium add, which tells origin and status. */
function footOf({ flat }: ConsoleText, end: number): Pick<Found, "end" | "values"> | undefined {
  LEGACY_FOOT.lastIndex = end;
  const [foot, origin = "", status] = LEGACY_FOOT.exec(flat) ?? [];
  if (foot === undefined) return undefined;
  return { end: end + foot.length, values: { ORIGIN: origin, ...(status === undefined ? {} : { STATUS: status }) } };
}

const CANONICAL: Readonly<Record<string, string>> = { SENT_ORIGIN: "ORIGIN", WRITTEN: "DETAIL", TOKEN: "DETAIL" };

/** What is there and is not equal to itself was compared with `null`. */
function explanationOf(code: FailureCode, { DETAIL, ORIGIN }: Readonly<Record<string, string>>): Explanation {
  return code.endsWith("AllowOriginMismatch") && DETAIL !== undefined && DETAIL === ORIGIN ? TAINTED : CATALOGUE[code];
}

function describe(console: ConsoleText, chain: Chain, candidates: readonly Candidate[], last: Chain): Recognized {
  const { heads, tail } = chain;
  const { pattern } = tail;
  const values: Record<string, string> = {};
  for (const part of [last.tail, ...heads, tail]) {
    for (const [name, value] of Object.entries(part.values)) values[CANONICAL[name] ?? name] = value;
  }
  const foot = footOf(console, tail.end);
  if (foot !== undefined) Object.assign(values, foot.values);
  const codes = byLikelihood(narrow([...new Set(candidates.map(({ code }) => code))], values["DETAIL"]));
  const [first, ...others] = codes.map((code) => ({ code, ...fillKnown(explanationOf(code, values), values, code) }));
  const topic = pattern.topic;
  const ofTopic = topic === null ? undefined : { ...fillKnown(TOPICS[topic], values), isCors: TOPICS[topic].isCors };
  const [engine = null] = pattern.engines.size === 1 ? pattern.engines : [];
  return {
    text: console.original((heads[0] ?? tail).start, Math.max(last.tail.end, foot?.end ?? 0)),
    engine,
    codes,
    topic,
    isCors: ofTopic === undefined ? !codes.every((code) => NOT_CORS.has(code)) : ofTopic.isCors,
    values,
    cause: ofTopic?.cause ?? first?.cause ?? "",
    fix: ofTopic?.fix ?? first?.fix ?? "",
    alternatives: ofTopic === undefined || first === undefined ? others : [first, ...others],
  };
}
