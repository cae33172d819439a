import type { PolicyConfig, Resolved } from "./config.ts";
import type { RequestFacts } from "./decision.ts";
import { compilePreflight } from "./preflight.ts";

/** Header names and values, as `new Headers()` takes them. Frozen where they may serve more than one request. */
export type HeaderRecord = Readonly<Record<string, string>>;

/**
 * Which headers a response gets.
 *
 * @param origin an allowed one; null where there is none, or it is denied
 * @param asked the facts of a preflight request; undefined for any other
 */
export type HeaderChoice = (origin: string | null, asked?: RequestFacts) => HeaderRecord;

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

  const own = {
    [ALLOW_ORIGIN]: constant ?? "*",
    ...(allowCredentials && { "Access-Control-Allow-Credentials": "true" }),
    ...(constant === undefined && VARY),
  };
  const exposed = exposeHeaders.length > 0 && { "Access-Control-Expose-Headers": exposeHeaders.join(",") };
  const actual = Object.freeze({ ...own, ...exposed });
  const preflight = compilePreflight(config, own);
  const forAny = (asked?: RequestFacts): HeaderRecord => (asked ? preflight(asked) : actual);
  if (constant !== undefined) return (_, asked) => forAny(asked);

  let latest: HeaderRecord | undefined;
  return (origin, asked) => {
    if (origin === null) return VARY;
    const any = forAny(asked);
    if (allowOrigins === "*") return any;
    // To copy an object and write over it is several times as fast as to add to a new one, and as to freeze it.
    if (!asked || !Object.isFrozen(any)) return { ...any, [ALLOW_ORIGIN]: origin };
    // A page asks more than once, and of what is frozen a response is made once.
    if (latest?.[ALLOW_ORIGIN] === origin) return latest;
    latest = Object.freeze({ ...any, [ALLOW_ORIGIN]: origin });
    return latest;
  };
}
