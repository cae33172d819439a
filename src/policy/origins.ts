import type { AllowOrigins, OriginResolver, PolicyConfig } from "./config.ts";
import type { CorsConfigCode, Report } from "./issue.ts";
import { kindOf, readOptions, RESOLVER } from "./options.ts";
import { isPlainOrigin, patternParts } from "./origin.ts";
import { listOf } from "./pattern-set.ts";
import { findRisks } from "./risk.ts";

/** Reports every fault of `allowOrigins`; returns it with duplicates folded and frozen. */
export function foldOrigins(config: PolicyConfig, report: Report): AllowOrigins {
  const given: unknown = config.allowOrigins;
  const path = "allowOrigins";
  if (given === "*") {
    checkPattern(given, config, (code) => report(code, path, given));
    return given;
  }
  if (Array.isArray(given)) {
    if (given.length === 0) report("origins-missing", path, given);
    const patterns = foldPatterns(given, path, config, report);
    if (!patterns.includes("*")) return patterns;
    if (patterns.length > 1) report("wildcard-mixed", path, given);
    return "*";
  }
  if (kindOf(given) === "object" && given !== null && !(given instanceof RegExp)) {
    return foldResolver(given as object, config, report);
  }
  report(given === undefined ? "origins-missing" : "config-invalid", path, given);
  return [];
}

function foldResolver(given: object, config: PolicyConfig, report: Report): OriginResolver {
  const path = "allowOrigins.";
  const options = readOptions({ resolve: undefined, ...given }, RESOLVER, report, path);
  const { patterns, resolve, timeout }: typeof RESOLVER = { ...RESOLVER, ...options };
  if (!(timeout > 0 && timeout < 2 ** 31)) report("config-invalid", `${path}timeout`, timeout);
  const folded = foldPatterns(patterns, `${path}patterns`, config, report);
  if (folded.includes("*")) report("wildcard-mixed", `${path}patterns`, folded);
  return Object.freeze({ patterns: folded, resolve, timeout });
}

function foldPatterns(list: readonly unknown[], path: string, config: PolicyConfig, report: Report): readonly string[] {
  const told = new Set<unknown>();
  for (const [i, pattern] of list.entries()) {
    // There may be a hundred thousand, which a set takes in faster at once than one by one: most are plain.
    if (isPlainOrigin(pattern) || told.size === told.add(pattern).size) continue;
    checkPattern(pattern, config, (code) => report(code, `${path}[${i}]`, pattern));
  }
  return listOf(new Set(list) as Set<string>);
}

function checkPattern(pattern: unknown, config: PolicyConfig, report: (code: CorsConfigCode) => void): void {
  const { allowCredentials, dangerouslyAllowNullOrigin } = config;
  if (typeof pattern !== "string") report("config-invalid");
  else if (pattern === "*") {
    if (allowCredentials) report("wildcard-with-credentials");
  } else if (pattern === "null") {
    if (allowCredentials || !dangerouslyAllowNullOrigin) report("origin-null");
  } else {
    const parts = patternParts(pattern);
    if (parts === undefined) report("origin-invalid");
    else if (allowCredentials) findRisks(parts, config, report);
  }
}
