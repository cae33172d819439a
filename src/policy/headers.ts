import type { PolicyConfig, Resolved } from "./config.ts";
import type { RequestFacts, RequestKind } from "./decision.ts";
import { compilePreflight } from "./preflight.ts";

/** Header names and values, as `new Headers()` takes them. */
export type HeaderRecord = Readonly<Record<string, string>>;

/** Which headers a response gets. The origin is allowed or absent, or the request was denied. */
export type HeaderChoice = (kind: RequestKind, facts: RequestFacts, allowed: boolean) => HeaderRecord;

const NONE: HeaderRecord = Object.freeze({});
const VARY: HeaderRecord = Object.freeze({ Vary: "Origin" });

/**
 * @param constant the one Access-Control-Allow-Origin of a constant policy, undefined for a dynamic one
 */
export function compileHeaders(config: Resolved<PolicyConfig>, constant: string | undefined): HeaderChoice {
  const { allowOrigins, allowCredentials, exposeHeaders, enforce, owner } = config;
  const credentials = allowCredentials ? { "Access-Control-Allow-Credentials": "true" } : NONE;
  const exposed = exposeHeaders.length > 0 ? { "Access-Control-Expose-Headers": exposeHeaders.join(",") } : NONE;

  if (owner === "gateway") {
    // Enforcing, the status still depends on the origin.
    return () => (enforce ? VARY : NONE);
  }
  if (constant !== undefined) {
    const own = { "Access-Control-Allow-Origin": constant, ...credentials };
    const actual = Object.freeze({ ...own, ...exposed });
    const preflight = compilePreflight(config, own);
    return (kind, facts) => (kind === "preflight" ? preflight(facts) : actual);
  }
  const own = { "Access-Control-Allow-Origin": "*", ...credentials };
  const actual = { ...own, ...exposed, ...VARY };
  const preflight = compilePreflight(config, { ...own, ...VARY });
  return (kind, facts, allowed) => {
    if (!allowed || kind === "non-cors") return VARY;
    const any = kind === "preflight" ? preflight(facts) : actual;
    // To copy an object and write over it is several times as fast as to add to a new one.
    return { ...any, "Access-Control-Allow-Origin": allowOrigins === "*" ? "*" : (facts.origin ?? "") };
  };
}
