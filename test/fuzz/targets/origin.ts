import { compileMatcher } from "../../../src/policy/match.ts";
import { patternFault } from "../../../src/policy/pattern-fault.ts";
import { covering, isSerialized, witnessesOf } from "../naive-origins.ts";

/**
 * Patterns, or origins, a line each: the first is a pattern exactly where the URL standard says so of what it covers;
 * the fix of one that is none is a pattern; and what patterns cover is what anchored regular expressions say.
 */
export function fuzz(text: string): void {
  const lines = text.split("\n");
  const [first = ""] = lines;
  const fault = patternFault(first);
  checkPattern(first, fault === undefined);
  if (fault !== undefined) {
    if (fault.message === "" || fault.fix === "") throw new Error("a fault has no words");
    const fix: unknown = JSON.parse(fault.fix);
    if (typeof fix !== "string" || patternFault(fix) !== undefined)
      throw new Error(`${fault.fix} is no pattern either`);
    if (fix.includes("*") && !first.includes("*")) throw new Error(`${fault.fix} covers more than was meant`);
    return;
  }
  const patterns = lines.filter((line) => patternFault(line) === undefined).slice(0, 8);
  const matches = compileMatcher(patterns);
  const tests = patterns.map(covering);
  for (const origin of [...lines, ...witnessesOf(first)]) {
    const expected = tests.some((test) => test(origin));
    if (matches(origin) !== expected) throw new Error(`${patterns.join()} ${origin}: ${!expected}`);
  }
}

/** Of other schemes than http and https, the URL standard says nothing; hosts have letters, digits, `-`, `_` here. */
function checkPattern(text: string, isPattern: boolean): void {
  if (!/^https?:\/\//.test(text)) {
    if (isPattern && /^(file|data|blob|about|javascript|wss?):/.test(text)) throw new Error(`${text} is no origin`);
    return;
  }
  const expected = isSerialized(text.replace("://*", "://a").replace(/:\*$/, "")) && text.length <= 512;
  if (isPattern && !expected) throw new Error(`${text} covers what no browser sends`);
  // The parser lets more pass than names, such as empty labels and port 0.
  const isPlain = /^https?:\/\/(\[[\da-f:]+\]|[a-z\d_-]+(\.[a-z\d_-]+)*\.?)(:[1-9]\d*)?$/.test(text);
  if (!isPattern && expected && isPlain) throw new Error(`${text} is an origin, and refused`);
}
