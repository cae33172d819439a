import type { RequestFacts } from "../policy/decision.ts";
import { CorsConfigError, type CorsConfigIssue } from "../policy/issue.ts";
import { CLOSED } from "../policy/options.ts";
import { compilePaths, pathFaults } from "../policy/paths.ts";
import { compilePolicy } from "../policy/policy.ts";
import { cors, policyOf, type AsyncCors, type Cors } from "./cors.ts";
import type { FetchHandler } from "./handler.ts";
import type { ErrorOptions } from "./recover.ts";
import { serve, type AnyServer, type AsyncServer, type CorsConfig, type Server } from "./serve.ts";
import type { WrapOptions } from "./wrap.ts";

/** One policy for each part of a site. */
export interface CorsByPath extends Server {
  readonly paths: Readonly<Record<string, Cors>>;
}

/** The same where at least one of the policies has to look origins up. */
export interface AsyncCorsByPath extends AsyncServer {
  readonly paths: Readonly<Record<string, Cors | AsyncCors>>;
}

/**
 * Joins policies into one that decides by the URL's path; the longest pattern that covers it wins.
 * Patterns are `/exact`, `/below/*` (which covers `/below` too) and `/*`. No page may read what no
 * pattern covers.
 *
 * @param policies by path pattern: policies, or configs
 * @throws CorsConfigError with the faults of all of them
 */
export function corsByPath(policies: Readonly<Record<string, Cors | CorsConfig<"*" | readonly string[]>>>): CorsByPath;
export function corsByPath(policies: Readonly<Record<string, Cors | AsyncCors | CorsConfig>>): AsyncCorsByPath;
export function corsByPath(policies: Readonly<Record<string, Cors | AsyncCors | CorsConfig>>): unknown {
  const paths = compileAll(policies);
  const select = compilePaths(Object.keys(paths));
  const isAsync = Object.values(paths).some((policy) => policy.isAsync);
  const closed = serve(compilePolicy(CLOSED), {});
  const choose = (url: string): AnyServer => paths[select(url) ?? ""] ?? closed;

  const joined = serve(
    {
      isAsync,
      grant: undefined,
      decide(facts) {
        const decision = choose(facts.url).decide(facts);
        return isAsync ? Promise.resolve(decision) : decision;
      },
    },
    {},
  );
  function wrap(handler: FetchHandler<Request, unknown[]>, options?: WrapOptions): FetchHandler<Request, unknown[]> {
    // Each policy wraps for itself: what becomes of errors is part of it.
    const wrapped = new Map([closed, ...Object.values(paths)].map((policy) => [policy, policy.wrap(handler, options)]));
    return (request, ...rest) => (wrapped.get(choose(request.url)) as typeof handler)(request, ...rest);
  }
  const errorsFor = (facts: RequestFacts): ErrorOptions => choose(facts.url).errorsFor(facts);
  return Object.freeze({ ...joined, wrap, errorsFor, paths });
}

function compileAll(
  policies: Readonly<Record<string, Cors | AsyncCors | CorsConfig>>,
): Readonly<Record<string, Cors | AsyncCors>> {
  const paths: Record<string, Cors | AsyncCors> = Object.create(null);
  const given = policies ?? {};
  const issues: CorsConfigIssue[] = [...pathFaults(Object.keys(given))];
  for (const [pattern, policy] of Object.entries(given)) {
    try {
      paths[pattern] = policyOf(policy, cors);
    } catch (error) {
      if (!(error instanceof CorsConfigError)) throw error;
      const at = `[${JSON.stringify(pattern)}]`;
      issues.push(...error.issues.map((issue) => ({ ...issue, path: issue.path ? `${at}.${issue.path}` : at })));
    }
  }
  if (issues.length > 0) throw new CorsConfigError(issues);
  return Object.freeze(paths);
}
