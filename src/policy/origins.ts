import type { AllowOrigins, OriginResolver, PolicyConfig } from "./config.ts";
import { show, type Report } from "./issue.ts";
import { patternFault } from "./origin.ts";
import { credentialRisks } from "./risk.ts";

export const ORIGINS_EXAMPLE = 'allowOrigins: ["https://app.example.com"]';

const RESOLVER_EXAMPLE = "allowOrigins: { resolve: async (origin) => isKnown(origin) }";

/** How long to wait for a resolver, in milliseconds. */
const RESOLVER_TIMEOUT = 2000;

/** Reports every fault of `allowOrigins`; returns it with duplicates folded and frozen. */
export function foldOrigins(config: PolicyConfig, report: Report): AllowOrigins {
  const { allowOrigins } = config as { allowOrigins: unknown };
  const path = "allowOrigins";
  if (allowOrigins === "*") {
    checkWildcard(path, config, report);
    return "*";
  }
  if (Array.isArray(allowOrigins)) {
    if (allowOrigins.length === 0) {
      report("origins-missing", path, allowOrigins, "the list is empty: no page could read anything", ORIGINS_EXAMPLE);
    }
    const patterns = foldPatterns(allowOrigins, path, config, report);
    return patterns.length === 1 && patterns[0] === "*" ? "*" : patterns;
  }
  if (allowOrigins === undefined) {
    report("origins-missing", path, allowOrigins, "allowOrigins is missing, and has no default", ORIGINS_EXAMPLE);
  } else if (typeof allowOrigins === "object" && allowOrigins !== null && !(allowOrigins instanceof RegExp)) {
    return foldResolver(allowOrigins, config, report);
  } else {
    const fix =
      typeof allowOrigins === "string"
        ? `allowOrigins: ${show(allowOrigins.split(/[\s,]+/).filter(Boolean))}`
        : typeof allowOrigins === "function"
          ? RESOLVER_EXAMPLE
          : ORIGINS_EXAMPLE;
    const message = `${show(allowOrigins)} is not "*", a list of patterns, or { patterns, resolve }`;
    report("config-invalid", path, allowOrigins, message, fix);
  }
  return [];
}

function foldResolver(given: object, config: PolicyConfig, report: Report): OriginResolver {
  const own: Record<string, unknown> = Object.assign(Object.create(null), given);
  const { patterns = [], resolve, timeout = RESOLVER_TIMEOUT, ...unknown } = own;
  for (const [name, value] of Object.entries(unknown)) {
    const message = `allowOrigins has patterns, resolve and timeout, but no ${name}`;
    report("unknown-option", `allowOrigins.${name}`, value, message, RESOLVER_EXAMPLE);
  }
  if (typeof resolve !== "function") {
    report("config-invalid", "allowOrigins.resolve", resolve, `${show(resolve)} is not a function`, RESOLVER_EXAMPLE);
  }
  if (typeof timeout !== "number" || !(timeout > 0 && timeout < 2 ** 31)) {
    const message = `${show(timeout)} is not a number of milliseconds`;
    report("config-invalid", "allowOrigins.timeout", timeout, message, `timeout: ${RESOLVER_TIMEOUT}`);
  }
  if (!Array.isArray(patterns)) {
    const message = `${show(patterns)} is not a list`;
    report("config-invalid", "allowOrigins.patterns", patterns, message, `patterns: ["https://app.example.com"]`);
  }
  const list = Array.isArray(patterns) ? foldPatterns(patterns, "allowOrigins.patterns", config, report) : [];
  if (list.includes("*")) {
    report(
      "wildcard-mixed",
      "allowOrigins.patterns",
      list,
      '"*" leaves the resolver nothing to do',
      'allowOrigins: "*"',
    );
  }
  return Object.freeze({ patterns: list, resolve: resolve as OriginResolver["resolve"], timeout: timeout as number });
}

function foldPatterns(list: readonly unknown[], path: string, config: PolicyConfig, report: Report): readonly string[] {
  const folded = new Set<string>();
  for (const [i, pattern] of list.entries()) {
    const at = `${path}[${i}]`;
    if (typeof pattern !== "string") {
      const why = pattern instanceof RegExp ? "; regular expressions are not taken" : "";
      report("config-invalid", at, pattern, `${show(pattern)} is not a string${why}`, '"https://*.example.com"');
      continue;
    }
    if (folded.has(pattern)) continue;
    folded.add(pattern);
    if (pattern === "*") checkWildcard(at, config, report);
    else if (pattern === "null") checkNull(at, config, report);
    else checkPattern(pattern, at, config, report);
  }
  if (folded.has("*") && folded.size > 1) {
    const rest = [...folded].filter((pattern) => pattern !== "*");
    report("wildcard-mixed", path, list, '"*" covers every other origin in the list', `allowOrigins: ${show(rest)}`);
  }
  return Object.freeze([...folded]);
}

function checkWildcard(path: string, config: PolicyConfig, report: Report): void {
  if (!config.allowCredentials) return;
  const message = "with credentials, browsers refuse every response that allows any origin";
  report("wildcard-with-credentials", path, "*", message, ORIGINS_EXAMPLE);
}

function checkNull(path: string, config: PolicyConfig, report: Report): void {
  if (config.dangerouslyAllowNullOrigin && !config.allowCredentials) return;
  const message = "null is the origin of every sandboxed frame, of any site";
  const fix = config.allowCredentials ? '"https://app.example.com"' : "dangerouslyAllowNullOrigin: true";
  report("origin-null", path, "null", message, fix);
}

function checkPattern(pattern: string, path: string, config: PolicyConfig, report: Report): void {
  const fault = patternFault(pattern);
  if (fault !== undefined) report("origin-invalid", path, pattern, fault.message, fault.fix);
  else if (config.allowCredentials) {
    for (const { code, message, fix } of credentialRisks(pattern, config)) report(code, path, pattern, message, fix);
  }
}
