import type { AllowOrigins, OriginResolver, PolicyConfig } from "./config.ts";
import type { CorsConfigCode, Report } from "./issue.ts";
import { RESOLVER_TIMEOUT } from "./options.ts";
import { patternParts } from "./origin.ts";
import { credentialRisks } from "./risk.ts";

/** Reports every fault of `allowOrigins`; returns it with duplicates folded and frozen. */
export function foldOrigins(config: PolicyConfig, report: Report): AllowOrigins {
  const { allowOrigins } = config as { allowOrigins: unknown };
  const path = "allowOrigins";
  if (allowOrigins === "*") {
    for (const code of patternFaults("*", config)) report(code, path, "*");
    return "*";
  }
  if (Array.isArray(allowOrigins)) {
    if (allowOrigins.length === 0) report("origins-missing", path, allowOrigins);
    const patterns = foldPatterns(allowOrigins, path, config, report);
    if (patterns.includes("*") && patterns.length > 1) report("wildcard-mixed", path, allowOrigins);
    return patterns.length === 1 && patterns[0] === "*" ? "*" : patterns;
  }
  if (typeof allowOrigins === "object" && allowOrigins !== null && !(allowOrigins instanceof RegExp)) {
    return foldResolver(allowOrigins, config, report);
  }
  report(allowOrigins === undefined ? "origins-missing" : "config-invalid", path, allowOrigins);
  return [];
}

function foldResolver(given: object, config: PolicyConfig, report: Report): OriginResolver {
  const own: Record<string, unknown> = Object.assign(Object.create(null), given);
  const { patterns = [], resolve, timeout = RESOLVER_TIMEOUT, ...unknown } = own;
  const check = (name: string, isRight: boolean): void => {
    if (!isRight) report("config-invalid", `allowOrigins.${name}`, own[name]);
  };
  for (const name of Object.keys(unknown)) report("unknown-option", `allowOrigins.${name}`, unknown[name]);
  check("resolve", typeof resolve === "function");
  check("timeout", typeof timeout === "number" && timeout > 0 && timeout < 2 ** 31);
  check("patterns", Array.isArray(patterns));
  const path = "allowOrigins.patterns";
  const list = Array.isArray(patterns) ? foldPatterns(patterns, path, config, report) : [];
  if (list.includes("*")) report("wildcard-mixed", path, list);
  return Object.freeze({ patterns: list, resolve: resolve as OriginResolver["resolve"], timeout: timeout as number });
}

function foldPatterns(list: readonly unknown[], path: string, config: PolicyConfig, report: Report): readonly string[] {
  const folded = new Set<unknown>();
  for (const [i, pattern] of list.entries()) {
    const { size } = folded;
    // Told once, and looked up once: there may be a hundred thousand.
    if (folded.add(pattern).size === size) continue;
    for (const code of patternFaults(pattern, config)) report(code, `${path}[${i}]`, pattern);
  }
  return Object.freeze([...folded].filter((pattern) => typeof pattern === "string"));
}

function patternFaults(pattern: unknown, config: PolicyConfig): readonly CorsConfigCode[] {
  const { allowCredentials } = config;
  if (typeof pattern !== "string") return ["config-invalid"];
  if (pattern === "*") return allowCredentials ? ["wildcard-with-credentials"] : [];
  if (pattern === "null") return config.dangerouslyAllowNullOrigin && !allowCredentials ? [] : ["origin-null"];
  const parts = patternParts(pattern);
  if (parts === undefined) return ["origin-invalid"];
  return allowCredentials ? credentialRisks(pattern, parts, config) : [];
}
