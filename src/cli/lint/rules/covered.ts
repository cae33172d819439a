import { compileMatcher } from "../../../policy/match.ts";
import { originParts } from "../../../policy/origin.ts";
import { lineWithout, patternsOf, seen, type Listed, type Rule } from "./rule.ts";

/** Patterns that others are compared with: the shortest, which are the widest. Bounds the time for huge lists. */
const MOST_COVERERS = 200;

/** Labels that no pattern has by chance, and ports likewise. */
const LABELS = ["q7w", "z-0k"];
const PORTS = ["", ":1", ":49151"];

/** Origins and patterns that another pattern covers already, as the policy's own matcher sees it. */
export const covered: Rule = (config) => {
  const all = patternsOf(config);
  const patterns = all.map(({ pattern }) => pattern);
  const coverers = all
    .filter(({ pattern }) => pattern.includes("*"))
    .toSorted((a, b) => a.pattern.length - b.pattern.length)
    .slice(0, MOST_COVERERS)
    .map((listed) => ({ listed, matches: compileMatcher([listed.pattern]) }));
  const anyMatches = compileMatcher(coverers.map(({ listed }) => listed.pattern));

  return all.flatMap((listed) => {
    const witnesses = witnessesOf(listed.pattern);
    if (!witnesses.every(anyMatches)) return [];
    const coverer = coverers.find((one) => one.listed !== listed && witnesses.every(one.matches));
    return coverer === undefined ? [] : [finding(listed, coverer.listed, patterns, config)];
  });
};

function finding(
  listed: Listed,
  by: Listed,
  patterns: readonly string[],
  { allowOrigins }: Parameters<Rule>[0],
): ReturnType<Rule>[number] {
  const isPattern = listed.pattern.includes("*");
  return {
    code: isPattern ? "pattern-covered" : "origin-covered",
    severity: "info",
    message: `${listed.pattern} is covered by ${by.pattern} already`,
    cause: "a list that says a thing twice is read as if it said two things: taking one away changes nothing",
    fix: `remove ${listed.pattern}; or, if nothing else was meant, ${by.pattern}`,
    snippet: lineWithout(Array.isArray(allowOrigins) ? "allowOrigins" : "patterns", patterns, listed.pattern),
    evidence: [seen(listed), seen(by)],
  };
}

/** Origins that a pattern stands for, such that whatever pattern matches all of them matches all that it does. */
export function witnessesOf(pattern: string): readonly string[] {
  if (!pattern.includes("*")) return [pattern];
  const anyPort = pattern.endsWith(":*");
  const base = anyPort ? pattern.slice(0, -2) : pattern;
  const hosts = base.includes("://*") ? LABELS.map((label) => base.replace("*", label)) : [base];
  const origins = anyPort ? hosts.flatMap((host) => PORTS.map((port) => host + port)) : hosts;
  return origins.filter((origin) => originParts(origin) !== undefined);
}
