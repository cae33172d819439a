import type { PolicyConfig, Resolved } from "./config.ts";
import type { RequestFacts, RequestKind } from "./decision.ts";
import { compilePreflight } from "./preflight.ts";

/** Header names and values, as `new Headers()` takes them. Frozen where they may serve more than one request. */
export type HeaderRecord = Readonly<Record<string, string>>;

/** Which headers a response gets. The origin is allowed or absent, or the request was denied. */
export type HeaderChoice = (kind: RequestKind, facts: RequestFacts, allowed: boolean) => HeaderRecord;

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";
const NONE: HeaderRecord = Object.freeze({});
const VARY: HeaderRecord = Object.freeze({ Vary: "Origin" });

/**
 * @param constant the one Access-Control-Allow-Origin of a constant policy, undefined for a dynamic one
 */
export function compileHeaders(config: Resolved<PolicyConfig>, constant: string | undefined): HeaderChoice {
  const { allowOrigins, allowCredentials, exposeHeaders, enforce, owner } = config;
  // Enforcing, the status still depends on the origin.
  if (owner === "gateway") return () => (enforce ? VARY : NONE);

  const vary = constant === undefined ? VARY : NONE;
  const own = {
    [ALLOW_ORIGIN]: constant ?? "*",
    ...(allowCredentials ? { "Access-Control-Allow-Credentials": "true" } : NONE),
  };
  const exposed = exposeHeaders.length > 0 ? { "Access-Control-Expose-Headers": exposeHeaders.join(",") } : NONE;
  const actual = Object.freeze({ ...own, ...exposed, ...vary });
  const preflight = compilePreflight(config, { ...own, ...vary });
  const forAny: HeaderChoice = (kind, facts) => (kind === "preflight" ? preflight(facts) : actual);
  if (constant !== undefined) return forAny;

  let latest = NONE;
  return (kind, facts, allowed) => {
    if (!allowed || kind === "non-cors") return VARY;
    const any = forAny(kind, facts, allowed);
    const origin = facts.origin ?? "";
    if (allowOrigins === "*") return any;
    // To copy an object and write over it is several times as fast as to add to a new one.
    if (kind !== "preflight" || !Object.isFrozen(any)) return { ...any, [ALLOW_ORIGIN]: origin };
    // A page asks more than once: what is frozen is made into headers once.
    if (latest[ALLOW_ORIGIN] !== origin) latest = Object.freeze({ ...any, [ALLOW_ORIGIN]: origin });
    return latest;
  };
}
