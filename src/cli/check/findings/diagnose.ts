import type { FailureCode } from "../../../browser/index.ts";
import type { Evidence, Heard, Probe } from "../evidence.ts";
import { diagnoseMissing } from "./actual.ts";
import { diagnoseAllowOrigin } from "./allow-origin.ts";
import { friendly, header, isAnswered, originOf } from "./answers.ts";
import { blockedOf, type Blocked } from "./blocked.ts";
import type { Code } from "./codes.ts";
import { diagnoseCredentials } from "./credentials.ts";
import type { Found } from "./found.ts";
import { diagnoseLists } from "./lists.ts";
import { diagnoseNetwork } from "./network.ts";
import { diagnosePreflight } from "./preflight.ts";
import { diagnoseRedirect, diagnoseTaint } from "./redirects.ts";

type Diagnosis = (blocked: Blocked, evidence: Evidence) => Omit<Found, "severity"> | undefined;

const origins: Diagnosis = (blocked) =>
  blocked.heard === undefined ? undefined : diagnoseAllowOrigin(blocked.heard, blocked.probed.probe.origin);
const preflights: Diagnosis = (blocked, evidence) =>
  diagnosePreflight(blocked, evidence) ?? diagnoseMissing(blocked, evidence);
/** What never left the browser: the request's own fault. */
const request: Diagnosis = ({ failure, probed }) => ({
  code: "request-invalid",
  about: probed.probe.id,
  message: `no browser sends this request (${failure.code})`,
  cause: failure.cause,
  fix: failure.fix,
  shown: [],
});

/** Where the standard stops, and who looks into it. What is kept from the network is told elsewhere. */
const BY_FAILURE: Readonly<Partial<Record<FailureCode, Diagnosis>>> = {
  NetworkFailure: diagnoseNetwork,
  InvalidRequest: request,
  DisallowedByMode: request,
  NoCorsRedirectModeNotFollow: request,
  CorsDisabledScheme: (blocked, evidence) => diagnoseRedirect(blocked) ?? request(blocked, evidence),
  RedirectContainsCredentials: diagnoseRedirect,
  RedirectDisallowed: diagnoseRedirect,
  InvalidRedirect: diagnoseRedirect,
  TooManyRedirects: diagnoseRedirect,
  PreflightMissingAllowOriginHeader: preflights,
  PreflightInvalidStatus: preflights,
  PreflightDisallowedRedirect: preflights,
  MissingAllowOriginHeader: diagnoseMissing,
  MultipleAllowOriginValues: origins,
  InvalidAllowOriginValue: origins,
  AllowOriginMismatch: origins,
  PreflightMultipleAllowOriginValues: origins,
  PreflightInvalidAllowOriginValue: origins,
  PreflightAllowOriginMismatch: origins,
  WildcardOriginNotAllowed: diagnoseCredentials,
  PreflightWildcardOriginNotAllowed: diagnoseCredentials,
  InvalidAllowCredentials: diagnoseCredentials,
  PreflightInvalidAllowCredentials: diagnoseCredentials,
  InvalidAllowMethodsPreflightResponse: diagnoseLists,
  InvalidAllowHeadersPreflightResponse: diagnoseLists,
  MethodDisallowedByPreflightResponse: diagnoseLists,
  HeaderDisallowedByPreflightResponse: diagnoseLists,
};

/** Why requests fail that are to be let in, and why others fail that tell something of the server. */
export function findFailures(evidence: Evidence): readonly Found[] {
  const errorPages = evidence.probes.filter(({ probe }) => probe.purpose === "error-page");
  return [...friendly(evidence), ...errorPages].flatMap((probed) => {
    const blocked = blockedOf(probed);
    if (blocked === undefined) return [];
    return [blocked, ...hiddenBehind(blocked)].flatMap((one) => {
      const found = diagnose(one, evidence);
      const severity = found && severityOf(found.code, one, probed.probe);
      return found === undefined || severity === undefined ? [] : [{ ...found, severity }];
    });
  });
}

/** Browsers stop at a method that is not granted; the headers are looked at here all the same. */
function hiddenBehind(blocked: Blocked): readonly Blocked[] {
  const { failure, exchange } = blocked;
  if (failure.code !== "MethodDisallowedByPreflightResponse") return [];
  const missing = exchange?.checks.find(({ name, passed }) => name === "Access-Control-Allow-Headers" && !passed);
  if (missing === undefined) return [];
  const hidden = { ...failure, code: "HeaderDisallowedByPreflightResponse", detail: missing.wanted } as const;
  return [{ ...blocked, failure: hidden }];
}

function diagnose(blocked: Blocked, evidence: Evidence): Omit<Found, "severity"> | undefined {
  const { failure, heard, probed } = blocked;
  const isTainted = heard !== undefined && originOf(heard) === "null" && probed.probe.origin !== "null";
  const concernsOrigin = /AllowOrigin/.test(failure.code);
  return isTainted && concernsOrigin ? diagnoseTaint(blocked) : BY_FAILURE[failure.code]?.(blocked, evidence);
}

/** What nobody asked for may be refused on purpose. */
const MAY_BE_MEANT: ReadonlySet<Code> = new Set([
  "method-not-allowed",
  "header-not-allowed",
  "authorization-under-wildcard",
]);

function isError(heard: Heard | undefined): boolean {
  return heard !== undefined && isAnswered(heard) && heard.response.status >= 400;
}

/** @returns undefined where it is not worth telling */
function severityOf(code: Code, { browsers, heard }: Blocked, { purpose }: Probe): Found["severity"] | undefined {
  if (purpose === "wanted") return browsers.length > 0 ? "error" : "warning";
  // A path that does not exist may well lead to a page to sign in.
  if (purpose === "error-page") return isError(heard) ? "warning" : undefined;
  if (MAY_BE_MEANT.has(code)) return "info";
  // Doing without is the safer choice.
  if (code === "credentials-not-allowed") return undefined;
  if (heard === undefined || !isAnswered(heard)) return "warning";
  // A public API means no credentials, unless it says that it does.
  if (code === "wildcard-with-credentials") {
    return header(heard, "access-control-allow-credentials") === null ? undefined : "warning";
  }
  // Something to be read and nothing else, by its own account.
  const readsOnly = /^[\s,]*((GET|HEAD|OPTIONS)[\s,]*)+$/i.test(header(heard, "allow")?.slice(0, 100) ?? "");
  return code === "preflight-not-routed" && heard.response.status === 405 && readsOnly ? "info" : "warning";
}
