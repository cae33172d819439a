import type { Difference } from "./compare.ts";
import type { Finding } from "./run.ts";
import type { Header, Hop, Observation } from "./scenario.ts";

/** Fields whose values are few enough to tell kinds of differences apart. */
const BY_VALUE: ReadonlySet<string> = new Set(["verdict", "status", "type", "corsError"]);
const SHOWN = 3;

/** Differences by kind, the most frequent first, each with its first cases in full. */
export function report(findings: readonly Finding[]): string {
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) {
    // What follows in a step from its first difference would only repeat it.
    const [first] = finding.differences;
    if (first !== undefined) kinds.set(kindOf(first), [...(kinds.get(kindOf(first)) ?? []), finding]);
  }
  return [...kinds]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([kind, cases]) => `\n## ${kind} (${cases.length})\n${cases.slice(0, SHOWN).map(inFull).join("\n")}`)
    .join("\n");
}

function kindOf({ field, predicted, observed }: Difference): string {
  if (BY_VALUE.has(field)) return `${field}: predicted ${predicted}, observed ${observed}`;
  if (field !== "requests") return field;
  const [left, right] = [parse(predicted), parse(observed)];
  const [before, after] = [left, right].map((requests) => requests.map(nameOf).join(" "));
  if (before !== after) return `requests: predicted ${before}, observed ${after}`;
  const names = left.flatMap((request, index) => unlike(request, right[index] ?? request));
  return `requests: ${[...new Set(names)].toSorted().join(", ")}`;
}

type Request = Readonly<Record<string, unknown>>;

function parse(requests: string): readonly Request[] {
  return JSON.parse(requests) as readonly Request[];
}

function nameOf({ hop, requestMethod }: Request): string {
  return `${requestMethod === null ? "actual" : "preflight"}@${String(hop)}`;
}

function unlike(left: Request, right: Request): readonly string[] {
  return Object.keys(left).filter((key) => JSON.stringify(left[key]) !== JSON.stringify(right[key]));
}

/** A whole case: what was asked and answered, what was predicted and observed. */
export function inFull({ scenario, predicted, observed, differences }: Finding): string {
  const lines = [`\n${scenario.id}`];
  for (const [index, { hops, headers, method, ...step }] of scenario.steps.entries()) {
    lines.push(`  step ${index}: ${method} ${JSON.stringify(step)}`, ...headers.map(line));
    for (const [at, hop] of hops.entries()) lines.push(...hopLines(hop, at));
    lines.push(...observationLines("predicted", predicted, index), ...observationLines("observed ", observed, index));
    for (const { step: where, field, predicted: left, observed: right } of differences) {
      if (where === index) lines.push(`    DIFFERS ${field}: predicted ${left}`, `            observed  ${right}`);
    }
  }
  return lines.join("\n");
}

function line([name, value]: Header): string {
  return `      ${name}: ${JSON.stringify(value)}`;
}

function hopLines({ host, to, preflightTo, preflight, actual }: Hop, at: number): readonly string[] {
  return [
    `    hop ${at} ${host}`,
    `     preflight ${preflight.status}${preflightTo ? ` to ${preflightTo}` : ""}`,
    ...preflight.headers.map(line),
    `     actual ${actual.status}${to ? ` to ${to}` : ""}`,
    ...actual.headers.map(line),
  ];
}

function observationLines(who: string, { seen, received }: Observation, step: number): readonly string[] {
  return [
    `    ${who} ${JSON.stringify(seen[step])}`,
    ...received.filter((one) => one.step === step).map((one) => `    ${who}  > ${JSON.stringify(one)}`),
  ];
}
