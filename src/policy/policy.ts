import type { AllowOrigins, OriginResolver, PolicyConfig, Resolved } from "./config.ts";
import type { Decision, DenialReason, RequestFacts, RequestKind } from "./decision.ts";
import { compileHeaders, type HeaderChoice, type HeaderRecord } from "./headers.ts";
import { logError } from "./log-error.ts";
import { compileMatcher } from "./match.ts";
import { originParts } from "./origin.ts";
import { isSameHost, refusalHeaders, refusalText } from "./refusal.ts";
import { askResolver } from "./resolver.ts";

/** A policy, ready to decide. */
export interface CompiledPolicy {
  /** The decision for a request's strings. It never throws, whatever they are. */
  readonly decide: (facts: RequestFacts) => Decision | Promise<Decision>;
  /**
   * The headers of a response to any request but OPTIONS, where its origin is enough to tell them: it is allowed, or
   * there is none. That goes for most requests, and takes no decision. Undefined for the others; there is no such
   * function where a resolver is asked, or each decision is told. Undefined is said, lest Object.prototype says more.
   */
  readonly grant: ((origin: string | null) => HeaderRecord | undefined) | undefined;
  /** Whether `decide` returns promises. */
  readonly isAsync: boolean;
}

/** Whether origins are looked up at run time, so that decisions are promises. */
export function isResolver(allowOrigins: AllowOrigins): allowOrigins is OriginResolver {
  return typeof allowOrigins === "object" && !Array.isArray(allowOrigins);
}

/**
 * Compiles a checked config into its decision. What does not depend on the request is made here,
 * once.
 *
 * A policy that allows any origin, or exactly one, is *constant*: its headers are the same for every
 * request, so that no cache, whatever it makes of Vary, can serve one page's answer to another
 * (https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches). Every other policy is *dynamic*.
 */
export function compilePolicy(config: Resolved<PolicyConfig>): CompiledPolicy {
  const { allowOrigins } = config;
  const resolver = isResolver(allowOrigins) ? allowOrigins : undefined;
  const patterns = (isResolver(allowOrigins) ? allowOrigins.patterns : allowOrigins) ?? [];
  const matches = patterns === "*" ? () => true : compileMatcher(patterns);
  const constant = resolver || config.enforce ? undefined : onlyOrigin(patterns);
  const headersFor = compileHeaders(config, constant);
  const conclude = compileConclusion(config, headersFor, constant);

  const denial = (origin: string | null = null): DenialReason | null => {
    if (origin === null || matches(origin)) return null;
    if (origin === "null") return "origin-null";
    return originParts(origin) === undefined ? "origin-malformed" : "origin-not-listed";
  };
  // The last answer again where the same is asked: a page asks more than once, and nobody writes to what it is granted.
  let last: string | null = null;
  let granted: HeaderRecord | undefined = headersFor(last);
  const grant = (origin: string | null): HeaderRecord | undefined => {
    if (origin !== last) {
      granted = origin === null || matches(origin) ? headersFor(origin) : undefined;
      last = origin;
    }
    return granted;
  };
  return {
    isAsync: resolver !== undefined,
    grant: resolver || config.onDecision ? undefined : grant,
    decide: resolver
      ? async (facts) => {
          const reason = denial(facts.origin);
          // Asked only for what a browser can send and no pattern covers: never for null.
          const isUnknown = reason === "origin-not-listed";
          return conclude(facts, isUnknown ? await askResolver(resolver, facts.origin as string, facts) : reason);
        }
      : (facts) => conclude(facts, denial(facts.origin)),
  };
}

/** The one value of Access-Control-Allow-Origin that serves everybody, if there is one. */
export function onlyOrigin(patterns: "*" | readonly string[]): string | undefined {
  if (patterns === "*") return "*";
  return patterns.length === 1 && !patterns[0]?.includes("*") ? patterns[0] : undefined;
}

/** @param constant the one Access-Control-Allow-Origin of a constant policy, undefined for a dynamic one */
function compileConclusion(
  config: Resolved<PolicyConfig>,
  headersFor: HeaderChoice,
  constant: string | undefined,
): (facts: RequestFacts, reason: DenialReason | null) => Decision {
  const { enforce, guardWebSockets, onDecision } = config;

  const refuses = (kind: RequestKind, facts: RequestFacts): boolean => {
    if (kind === "preflight") return constant === undefined;
    return enforce || (kind === "websocket" && guardWebSockets && !isSameHost(facts));
  };
  return (facts, reason) => {
    const origin = facts.origin ?? null;
    const kind = kindOf(facts);
    const allowed = reason === null;
    const headers = headersFor(allowed ? origin : null, kind === "preflight" ? facts : undefined);
    const isRefused = origin !== null && !allowed && refuses(kind, facts);
    const decision: Decision = {
      kind,
      origin,
      allowed,
      reason,
      status: isRefused ? 403 : kind === "preflight" ? 204 : null,
      body: isRefused ? refusalText(origin) : null,
      headers: isRefused ? refusalHeaders(headers) : headers,
    };
    if (onDecision) void tell(onDecision, decision);
    return decision;
  };
}

/** Each fact is read when it is needed: they may be headers that are looked up only then. */
export function kindOf(facts: RequestFacts): RequestKind {
  if ((facts.origin ?? null) === null) return "non-cors";
  if (facts.method === "OPTIONS" && (facts.requestMethod ?? null) !== null) return "preflight";
  return facts.upgrade?.toLowerCase() === "websocket" ? "websocket" : "actual";
}

/** A log or a metric that fails, now or later, is no reason to fail the request. */
async function tell(onDecision: (decision: Decision) => unknown, decision: Decision): Promise<void> {
  try {
    await onDecision(decision);
  } catch (error) {
    logError("onDecision failed", error);
  }
}
