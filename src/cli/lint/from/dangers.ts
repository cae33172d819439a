import type { Finding } from "../../finding.ts";
import type { ForeignOrigin, Notes } from "./foreign.ts";
import { readOriginRegExp, type Intruder } from "./origin-regexp.ts";
import { whatOf, type StaticValue } from "./static-value.ts";

/** What is dangerous about other tools' configurations, whichever the tool. */

/** Any page reads, as every visitor, or only as nobody. */
export function reflectsAnyOrigin(what: string, credentials: boolean): Finding {
  return {
    code: "reflects-any-origin",
    severity: credentials ? "error" : "warning",
    message: `${what} lets in every origin${credentials ? ", with credentials" : ""}`,
    cause: credentials
      ? "the Origin of the request is written back: every page on the Web reads as the visitor who is on it"
      : "the Origin of the request is written back: the same as *, but one answer for each origin in caches",
    fix: credentials ? "name the origins that are yours" : "say * if every page may read; else name yours",
  };
}

export function anyOriginWithCredentials(what: string): Finding {
  return {
    code: "any-origin-with-credentials",
    severity: "error",
    message: `${what} says * together with credentials, which browsers refuse`,
    cause: "with credentials Access-Control-Allow-Origin has to name the origin; * fails every such request",
    fix: "name the origins that are yours, or do without credentials",
  };
}

export function anyOriginByDefault(what: string): Finding {
  return {
    code: "any-origin-by-default",
    severity: "warning",
    message: `${what} names no origin, and lets every page read`,
    cause: "its default is *",
    fix: "name the origins that may read, or * where that is meant",
  };
}

export function neverMatches(option: string, value: string, why: string, meant: string): Finding {
  return {
    code: "origin-never-matches",
    severity: "error",
    message: `${option}: ${JSON.stringify(value)} never matches an origin`,
    cause: why,
    fix: `write ${meant}`,
  };
}

export function allowsNull(option: string, credentials: boolean): Finding {
  return {
    code: "allows-null",
    severity: credentials ? "error" : "warning",
    message: `${option} lets in the origin null`,
    cause: "every site can open a sandboxed frame, whose origin is null",
    fix: "remove null; serve what needs it from an origin of its own",
  };
}

export function preflightNotAnswered(what: string): Finding {
  return {
    code: "preflight-not-answered",
    severity: "warning",
    message: `${what}: preflight requests are left to the handlers behind it`,
    cause: "a preflight request carries no cookie and no token, and fails where a handler wants them or answers 404",
    fix: "let the CORS layer answer preflight requests",
  };
}

const WHY: Readonly<Record<Intruder["why"], readonly [code: string, cause: string, fix: string]>> = {
  "no-start": ["regexp-unanchored", "it may match in the middle of an origin", "begin it with ^https:\\/\\/"],
  "no-end": ["regexp-unanchored", "what follows is not looked at", "end it with $"],
  "no-dot": [
    "regexp-unanchored",
    "nothing has to stand between the name and what precedes it",
    "want a dot there: (.+\\.)?",
  ],
  http: [
    "regexp-unanchored",
    "it says nothing of the scheme, and whoever controls the network speaks for http:",
    "begin it with ^https:\\/\\/",
  ],
  dot: ["regexp-unescaped-dot", "a dot stands for any letter", "write \\. for a dot"],
};

/** A regular expression among the origins: its dangers, what becomes of it, and where corskit does otherwise. */
export function regExpOrigin(
  value: Extract<StaticValue, { kind: "regexp" }>,
  option: string,
  credentials: boolean,
  notes: Notes,
): ForeignOrigin {
  const { source, flags, line, column } = value;
  const shown = `/${source}/${flags}`;
  const read = readOriginRegExp(source);
  if (read === undefined || /[^gimsuy]/.test(flags) || flags.includes("y")) {
    notes.unread.push({ line, column, what: `${option}: ${shown} is none of the usual forms; a resolver can run it` });
    return { kind: "unread" };
  }
  for (const { why, origin } of read.intruders) {
    const [code, cause, fix] = WHY[why];
    notes.findings.push({
      code,
      severity: credentials ? "error" : "warning",
      message: `${shown} lets in ${origin}`,
      cause,
      fix,
      evidence: [`line ${line}, column ${column}`],
    });
  }
  const patterns = read.patterns.join(", ");
  if (read.intruders.length > 0)
    notes.differences.push({ effect: "safer", what: `${shown} lets in strangers; ${patterns} does not` });
  if (read.isWider)
    notes.differences.push({ effect: "wider", what: `${patterns}: subdomains of any name and depth, for ${shown}` });
  if (read.isShallower)
    notes.differences.push({ effect: "safer", what: `${patterns}: one label, where ${shown} takes several` });
  if (read.needsPort)
    notes.differences.push({ effect: "wider", what: `${patterns} matches without a port as well, unlike ${shown}` });
  return { kind: "patterns", patterns: read.patterns };
}

/** Notes that a value was not read. */
export function unread(value: StaticValue, option: string, notes: Notes): void {
  notes.unread.push({ line: value.line, column: value.column, what: `${option} is ${whatOf(value)}` });
}
