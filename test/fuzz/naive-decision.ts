import type { RequestFacts, ResolvedConfig } from "../../src/index.ts";
import { covering } from "./naive-origins.ts";

/** What a policy answers: the status where it answers itself, and headers. */
export interface Answer {
  readonly status: 204 | 403 | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** The patterns, or `"*"`. */
export function originsOf({ allowOrigins }: ResolvedConfig): "*" | readonly string[] {
  if (typeof allowOrigins === "object" && "resolve" in allowOrigins) throw new Error("a resolver needs code");
  return allowOrigins;
}

/** The decision once more, read off the table in the documentation: made anew for each request, and sharing no code. */
export function naiveDecision(config: ResolvedConfig, facts: RequestFacts): Answer {
  const { allowCredentials, enforce, owner } = config;
  const allowOrigins = originsOf(config);
  const { origin } = facts;
  const listed = allowOrigins === "*" ? [] : allowOrigins;
  const only = allowOrigins === "*" ? "*" : listed.length === 1 && !listed[0]?.includes("*") ? listed[0] : undefined;
  const constant = enforce ? undefined : only;
  const isAllowed = origin !== null && (allowOrigins === "*" || listed.some((pattern) => covering(pattern)(origin)));
  const isPreflight = origin !== null && facts.method === "OPTIONS" && facts.requestMethod !== null;
  const isRefused = origin !== null && !isAllowed && (isPreflight ? constant === undefined : enforce);
  const status = isRefused ? 403 : isPreflight ? 204 : null;
  const varies = isRefused || (owner === "gateway" ? enforce : constant === undefined) ? ["Origin"] : [];

  const headers: Record<string, string> = {};
  if (isRefused) {
    headers["Cache-Control"] = "no-store";
    headers["Content-Type"] = "text/plain; charset=utf-8";
    headers["X-Content-Type-Options"] = "nosniff";
  } else if (owner === "kit" && (constant !== undefined || isAllowed)) {
    headers["Access-Control-Allow-Origin"] = constant ?? (allowOrigins === "*" ? "*" : (origin ?? ""));
    if (allowCredentials) headers["Access-Control-Allow-Credentials"] = "true";
    if (isPreflight) {
      headers["Access-Control-Max-Age"] = String(config.maxAge);
      for (const [option, asked] of [
        ["Methods", facts.requestMethod],
        ["Headers", facts.requestHeaders],
      ] as const) {
        const names = listedNames(
          config[`allow${option}`],
          allowCredentials,
          echoed(asked, option === "Methods" ? 1 : 64),
        );
        if (names.length > 0) headers[`Access-Control-Allow-${option}`] = names.join(",");
        if (allowCredentials && config[`allow${option}`].includes("*"))
          varies.push(`Access-Control-Request-${option === "Methods" ? "Method" : "Headers"}`);
      }
    } else if (config.exposeHeaders.length > 0)
      headers["Access-Control-Expose-Headers"] = config.exposeHeaders.join(",");
  }
  if (varies.length > 0) headers["Vary"] = varies.join(", ");
  return { status, headers };
}

/** What a preflight response lists: with credentials, `*` stands for what was asked. */
function listedNames(listed: readonly string[], credentials: boolean, asked: readonly string[]): readonly string[] {
  if (!listed.includes("*")) return listed;
  if (!credentials) return listed.filter((name) => name === "*" || name.toLowerCase() === "authorization").toSorted();
  const own = listed.filter((name) => name !== "*");
  return [...own, ...asked.filter((name) => !listed.some((one) => one.toLowerCase() === name.toLowerCase()))];
}

/** The names that were asked for; none where one is no token, or where they are too many. */
function echoed(value: string | null, most: number): readonly string[] {
  const names = (value ?? "").split(",").map((name) => name.trim());
  const given = names.filter((name) => name !== "");
  const isFine = given.every((name) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) && given.length <= most;
  return isFine && (value ?? "").length <= 4096 ? given : [];
}
