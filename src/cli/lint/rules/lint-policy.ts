import type { CorsConfigIssue, ResolvedConfig } from "../../../index.ts";
import { show } from "../../../policy/show.ts";
import type { Finding } from "../../finding.ts";
import { covered } from "./covered.ts";
import { dangerousUnused } from "./dangerous.ts";
import { exposedHeaders, requestHeaders } from "./headers.ts";
import { homograph } from "./homograph.ts";
import { lookAlike } from "./look-alike.ts";
import { loopbackInProduction } from "./loopback.ts";
import { maxAge } from "./max-age.ts";
import { methods } from "./methods.ts";
import { partialDomain, publicSuffix } from "./public-suffix.ts";
import type { Rule } from "./rule.ts";
import { httpBesideHttps } from "./schemes.ts";

const RULES: readonly Rule[] = [
  publicSuffix,
  partialDomain,
  homograph,
  lookAlike,
  httpBesideHttps,
  loopbackInProduction,
  covered,
  methods,
  requestHeaders,
  exposedHeaders,
  maxAge,
  dangerousUnused,
];

/** What is to be said of a policy that `cors()` accepts. */
export function lintPolicy(config: ResolvedConfig): readonly Finding[] {
  return RULES.flatMap((rule) => rule(config));
}

/** The faults of a config that `cors()` refuses, in the form of findings. */
export function issueFindings(issues: readonly CorsConfigIssue[]): readonly Finding[] {
  return issues.map(({ code, path, value, message, fix }) => ({
    code,
    severity: "error",
    message,
    cause: `cors() refuses the config${path === "" ? "" : `: ${path}`}`,
    fix: "write this in its place",
    snippet: fix,
    evidence: [path === "" ? show(value) : `${path}: ${show(value)}`],
  }));
}
