import type { Finding } from "../../finding.ts";
import type { Evidence, Heard } from "../evidence.ts";
import { findOpenPrivateAddress } from "./address.ts";
import { findDisagreement } from "./agreement.ts";
import { isAnswered } from "./answers.ts";
import { CODES, type Code } from "./codes.ts";
import { findCookies } from "./cookies.ts";
import { findDifferences } from "./differences.ts";
import { findFailures } from "./diagnose.ts";
import { fold, GRAVITY, type Found } from "./found.ts";
import { findMeantLists } from "./meant-lists.ts";
import { findGates } from "./gates.ts";
import { findPreflightAge } from "./preflight-age.ts";
import { shownLines } from "./shown.ts";
import { recognise } from "./software.ts";
import { snippetFor } from "./snippets/index.ts";
import { findStrangers } from "./strangers.ts";
import { findUnstable } from "./unstable.ts";
import { findVary } from "./vary.ts";

const ORDER: readonly string[] = Object.keys(CODES);

const LOOKS: readonly ((evidence: Evidence) => readonly Found[])[] = [
  findGates,
  findFailures,
  findStrangers,
  findUnstable,
  findVary,
  findDisagreement,
  findCookies,
  findPreflightAge,
  findOpenPrivateAddress,
  findMeantLists,
  findDifferences,
];

const ORIGIN_FAULTS: readonly Code[] = [
  "allow-origin-missing",
  "preflight-without-headers",
  "actual-without-headers",
  "headers-doubled",
  "allow-origin-list",
  "allow-origin-path",
  "allow-origin-case",
  "allow-origin-pattern",
  "allow-origin-null",
  "allow-origin-scheme",
  "allow-origin-port",
  "allow-origin-invalid",
];

/** What is a consequence of something else that was found, at least as grave: one fault is told once. */
const CONSEQUENCES: Readonly<Partial<Record<Code, readonly Code[]>>> = {
  "preflight-and-actual-disagree": [
    ...ORIGIN_FAULTS,
    "wildcard-with-credentials",
    "allow-credentials-invalid",
    "credentials-not-allowed",
  ],
  "credentials-not-allowed": ["preflight-and-actual-disagree"],
  "wildcard-with-credentials": ["headers-doubled", "preflight-and-actual-disagree"],
  "preflight-redirected": ["redirect-without-headers"],
  "redirect-without-headers": ["preflight-redirected"],
  "authorization-under-wildcard": ["wildcard-list-with-credentials"],
  "max-age-invalid": ["headers-doubled"],
  "origin-not-allowed": ["cache-mixes-origins"],
  "answers-unstable": ["cache-mixes-origins"],
  "vary-origin-missing": ["cache-mixes-origins"],
};

/**
 * What is wrong with a server, by what it was heard to answer.
 *
 * @returns the gravest first, and of those the ones that others hide behind; at most one of a code. A snippet that
 * serves several stands with the first of them
 */
export function findingsOf(evidence: Evidence): readonly Finding[] {
  const all = fold(LOOKS.flatMap((look) => look(evidence)));
  const findings = all
    .filter((found) => !isConsequence(found, all))
    .toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity] || ORDER.indexOf(a.code) - ORDER.indexOf(b.code))
    .map((found) => finish(found, evidence));
  return findings.map((finding, i) => {
    const first = findings.findIndex(({ snippet }) => snippet !== undefined && snippet === finding.snippet);
    if (first < 0 || first === i) return finding;
    const fix = `${finding.fix} The snippet of ${findings[first]?.code} does it.`;
    return { ...finding, fix, snippet: undefined };
  });
}

/** Of two that explain each other the graver is told, of equal ones the later of the table, which looks at both. */
function isConsequence({ code, severity }: Found, all: readonly Found[]): boolean {
  return all.some((other) => {
    if (!CONSEQUENCES[code]?.includes(other.code)) return false;
    const difference = GRAVITY[other.severity] - GRAVITY[severity];
    const isMutual = CONSEQUENCES[other.code]?.includes(code) === true;
    return difference < 0 || (difference === 0 && (!isMutual || ORDER.indexOf(other.code) > ORDER.indexOf(code)));
  });
}

/** What software the answer went through, as far as it tells. */
function answeredBy(shown: readonly Heard[]): readonly string[] {
  return shown
    .slice(0, 1)
    .filter(isAnswered)
    .flatMap(recognise)
    .map(({ name, confidence, by }) => `${confidence === "sure" ? "" : "perhaps "}by ${name} (${by})`);
}

function finish(found: Found, evidence: Evidence): Finding {
  const { code, severity, message, cause, fix, shown } = found;
  return {
    code,
    severity,
    message,
    cause,
    fix,
    snippet: snippetFor(found, evidence),
    evidence: [...shown.flatMap(shownLines), ...answeredBy(shown)],
    curl: shown[0]?.curl,
  };
}
