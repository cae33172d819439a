import type { ResolvedConfig } from "../../index.ts";

/** Most names of a list that are said; how many more there are is said too. */
const SAID = 6;

/** What a policy allows, as one would say it. */
export function inWords(config: ResolvedConfig): string {
  const { allowCredentials, allowMethods, allowHeaders, exposeHeaders, maxAge, owner } = config;
  const parts = [
    `${readers(config)} may read${allowCredentials ? ", with cookies" : ", without cookies"}`,
    `send ${list(allowMethods, "any method", "no method beside GET, HEAD and POST")}`,
    `set ${list(allowHeaders, "any header", "no further header")}`,
    `see ${list(exposeHeaders, "any header of the response", "no further header of the response")}`,
    maxAge === 0 ? "preflights are asked each time" : `preflights are kept ${duration(maxAge)}`,
  ];
  return `${parts.join("; ")}${owner === "gateway" ? "; the headers are the gateway's" : ""}`;
}

function readers({ allowOrigins }: ResolvedConfig): string {
  if (allowOrigins === "*") return "any page";
  const isList = Array.isArray(allowOrigins);
  const patterns: readonly string[] = isList
    ? allowOrigins
    : "patterns" in allowOrigins
      ? (allowOrigins.patterns ?? [])
      : [];
  if (isList) return `pages at ${joined(patterns)}`;
  return patterns.length === 0
    ? "pages that resolve() allows"
    : `pages at ${joined(patterns)}, or that resolve() allows,`;
}

function list(names: readonly string[], all: string, none: string): string {
  if (names.includes("*")) return all;
  return names.length === 0 ? none : joined(names);
}

function joined(names: readonly string[]): string {
  const rest = names.length - SAID;
  return names.slice(0, SAID).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function duration(seconds: number): string {
  for (const [size, unit] of [
    [86400, "day"],
    [3600, "hour"],
    [60, "minute"],
  ] as const) {
    if (seconds % size === 0) return `${seconds / size} ${unit}${seconds === size ? "" : "s"}`;
  }
  return `${seconds} s`;
}
