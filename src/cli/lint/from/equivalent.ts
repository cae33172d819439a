import { cors, type CorsConfigIssue } from "../../../index.ts";
import { patternFault } from "../../../policy/pattern-fault.ts";
import { issuesOf } from "../../config/policies.ts";
import type { Finding } from "../../finding.ts";
import { issueFindings } from "../rules/lint-policy.ts";
import type { Difference, ForeignNames, ForeignPolicy, Unread } from "./foreign.ts";
import { sourceOf, type StaticConfig } from "./source.ts";

/** A tool's policy in corskit. */
export interface Equivalent {
  /** What `cors()` takes, and accepts; null where no page may read, or nothing of the origins could be read. */
  readonly config: StaticConfig | null;
  /** The same as a program. */
  readonly source: string | null;
  /** Whether pages read the same under both. How long preflights are kept and what a refusal looks like are left aside. */
  readonly exact: boolean;
  readonly differences: readonly Difference[];
  readonly unread: readonly Unread[];
}

/** Stands where the origins have to be named by hand. */
export const PLACEHOLDER = "https://app.example.com";

/** @returns the equivalent, and what is dangerous about what it takes over */
export function equivalentOf(policy: ForeignPolicy): {
  readonly equivalent: Equivalent;
  readonly findings: readonly Finding[];
} {
  const differences = [...policy.differences];
  const { unread } = policy;
  const origins = readOrigins(policy, differences);
  if (origins === null) {
    const exact = differences.length === 0 && unread.length === 0;
    return { equivalent: { config: null, source: null, exact, differences, unread }, findings: [] };
  }
  const allowCredentials = policy.credentials && origins.allowOrigins !== "*";
  const wanted: StaticConfig = {
    allowOrigins: origins.allowOrigins,
    allowMethods: readMethods(policy.methods, allowCredentials, differences),
    allowHeaders: readHeaders(policy.headers, allowCredentials, differences),
    exposeHeaders: withoutWildcard("exposeHeaders", policy.exposed, allowCredentials, differences),
    allowCredentials,
    ...(policy.maxAge === null ? {} : { maxAge: Math.round(Math.min(Math.max(policy.maxAge, 0), 86400)) || 0 }),
    ...(origins.allowsNull ? { dangerouslyAllowNullOrigin: true } : {}),
  };
  const { config, findings } = acceptable(wanted, differences);
  const exact = !origins.isPlaceholder && differences.length === 0 && unread.length === 0;
  const source = config === null ? null : sourceOf(config, origins.isPlaceholder);
  return { equivalent: { config, source, exact, differences, unread }, findings };
}

interface Origins {
  readonly allowOrigins: "*" | readonly string[];
  readonly allowsNull: boolean;
  readonly isPlaceholder: boolean;
}

function readOrigins({ origins, credentials }: ForeignPolicy, differences: Difference[]): Origins | null {
  if (origins.some(({ kind }) => kind === "any")) return { allowOrigins: "*", allowsNull: false, isPlaceholder: false };
  const isReflected = origins.some(({ kind }) => kind === "reflected");
  if (isReflected && !credentials) return { allowOrigins: "*", allowsNull: false, isPlaceholder: false };
  if (isReflected) {
    const what = "any origin with credentials cannot be said: name the origins that are yours";
    differences.push({ effect: "safer", what });
  }
  const patterns = new Set<string>();
  for (const origin of origins) {
    if (origin.kind === "patterns") for (const pattern of origin.patterns) patterns.add(pattern);
    if (origin.kind === "exact")
      for (const pattern of readExact(origin.value, credentials, differences)) patterns.add(pattern);
  }
  if (patterns.size > 0) return { allowOrigins: [...patterns], allowsNull: patterns.has("null"), isPlaceholder: false };
  if (origins.length === 0) return null;
  if (!isReflected)
    differences.push({ effect: "safer", what: "no origin could be taken over: name those that are yours" });
  return { allowOrigins: [PLACEHOLDER], allowsNull: false, isPlaceholder: true };
}

/** A string that is no origin never matched one: what was meant is taken over, and said. */
function readExact(value: string, credentials: boolean, differences: Difference[]): readonly string[] {
  if (value === "null") {
    if (!credentials) return ["null"];
    differences.push({
      effect: "safer",
      what: "null with credentials cannot be said: it is every sandboxed frame's origin",
    });
    return [];
  }
  const fault = patternFault(value);
  if (fault === undefined && !value.includes("*")) return [value];
  const repaired = fault === undefined ? value : (JSON.parse(fault.fix) as string);
  if (repaired === PLACEHOLDER && !value.toLowerCase().includes("app.example.com")) {
    differences.push({ effect: "other", what: `${JSON.stringify(value)} never matched an origin, and is left out` });
    return [];
  }
  differences.push({ effect: "wider", what: `${JSON.stringify(value)} never matched an origin; ${repaired} does` });
  return [repaired];
}

function readMethods(names: ForeignNames, credentials: boolean, differences: Difference[]): readonly string[] {
  if (names === "requested") return ["*"];
  const upper = names.map((name) => {
    if (!/^[a-z]+$/i.test(name) || name === name.toUpperCase()) return name;
    differences.push({
      effect: "wider",
      what: `${name} granted nothing: methods are case-sensitive; ${name.toUpperCase()} does`,
    });
    return name.toUpperCase();
  });
  return withoutWildcard("allowMethods", upper, credentials, differences);
}

function readHeaders(names: ForeignNames, credentials: boolean, differences: Difference[]): readonly string[] {
  // With credentials * is echoed name by name, and stands for Authorization too.
  if (names === "requested") return credentials ? ["*"] : ["*", "Authorization"];
  return withoutWildcard("allowHeaders", names, credentials, differences);
}

/** To a browser `*` is a name like others once credentials go along; in corskit it would mean more. */
function withoutWildcard(
  option: string,
  names: readonly string[],
  credentials: boolean,
  differences: Difference[],
): readonly string[] {
  const folded = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  if (!credentials || !folded.includes("*")) return folded;
  differences.push({ effect: "safer", what: `* means nothing with credentials: list in ${option} what pages need` });
  return folded.filter((name) => name !== "*");
}

const PERMISSIONS: Partial<Record<string, string>> = {
  "origin-insecure": "dangerouslyAllowInsecureOrigins",
  "origin-public-suffix": "dangerouslyAllowPublicSuffixes",
  "origin-partial-label": "dangerouslyAllowPartialLabels",
};

/** The config with what `cors()` refuses of it taken out, or permitted where the tool permits it too. */
function acceptable(
  wanted: StaticConfig,
  differences: Difference[],
): { readonly config: StaticConfig | null; readonly findings: readonly Finding[] } {
  let config = wanted;
  const findings: Finding[] = [];
  // Each round removes what the last one found; the second finds nothing, save where a list became empty.
  for (let round = 0; round < 4; round++) {
    const issues = issuesIn(config);
    if (issues.length === 0) return { config, findings };
    findings.push(...issueFindings(issues.filter(isPermitted)));
    for (const issue of issues) {
      // What browsers keep to themselves had no effect before either.
      if (!isPermitted(issue) && !issue.code.endsWith("-forbidden"))
        differences.push({ effect: "other", what: `${issue.message}: left out` });
    }
    config = mended(config, issues);
  }
  return { config: null, findings };
}

function issuesIn(config: StaticConfig): readonly CorsConfigIssue[] {
  try {
    cors(config);
    return [];
  } catch (error) {
    const issues = issuesOf(error);
    if (issues === undefined) throw error;
    return issues;
  }
}

function isPermitted({ code }: CorsConfigIssue): boolean {
  return PERMISSIONS[code] !== undefined;
}

/** What is permitted gets its permission. Other values are removed, wherever they stand in their options. */
function mended(config: StaticConfig, issues: readonly CorsConfigIssue[]): StaticConfig {
  const refused = issues.filter((issue) => !isPermitted(issue));
  const entries = Object.entries(config).flatMap(([option, value]): (readonly [string, typeof value])[] => {
    const own = refused.filter(({ path }) => /^\w*/.exec(path)?.[0] === option);
    if (own.length === 0) return [[option, value]];
    // An option that is wrong as a whole goes altogether.
    if (!Array.isArray(value) || own.some(({ path }) => !path.includes("["))) return [];
    const wrong = new Set(own.map((issue) => issue.value));
    return [[option, value.filter((member) => !wrong.has(member))]];
  });
  const permissions = issues.flatMap(({ code }) => PERMISSIONS[code] ?? []);
  return Object.fromEntries([...entries, ...permissions.map((name) => [name, true])]) as StaticConfig;
}
