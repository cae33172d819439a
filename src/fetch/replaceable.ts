import type { AllowOrigins, OriginResolver } from "../policy/config.ts";
import { CorsConfigError } from "../policy/issue.ts";
import { cors, policyOf, type AsyncCors, type Cors } from "./cors.ts";
import type { FetchHandler } from "./handler.ts";
import { serve, type AsyncServer, type CorsConfig, type ResolvedConfig, type Server } from "./serve.ts";
import type { WrapOptions } from "./wrap.ts";

/** A policy that another one can take the place of while it serves. */
export interface ReplaceableCors extends Server {
  /** That of the policy of the moment. */
  readonly config: ResolvedConfig<"*" | readonly string[]>;
  /**
   * Puts a policy of this config in its place, for every request from now on. Those that are under way finish
   * under the one that they began with.
   *
   * @throws CorsConfigError with everything that is wrong; the policy then stays
   */
  replace(config: CorsConfig<"*" | readonly string[]>): void;
}

/** The same for policies that may look origins up. */
export interface AsyncReplaceableCors extends AsyncServer {
  readonly config: ResolvedConfig;
  /** As in {@link ReplaceableCors}. */
  replace(config: CorsConfig): void;
}

/**
 * Makes a policy replaceable at run time: by a config that is loaded anew, say. Adapters take it like any other.
 *
 * @param policy the first one, or its config. Where it has a resolver, those that replace it may have one
 * @throws CorsConfigError
 */
export function replaceable(policy: Cors | CorsConfig<"*" | readonly string[]>): ReplaceableCors;
export function replaceable(policy: AsyncCors | CorsConfig<OriginResolver>): AsyncReplaceableCors;
export function replaceable(policy: Cors | AsyncCors | CorsConfig<AllowOrigins>): unknown {
  let current: Cors | AsyncCors = policyOf(policy as Cors | AsyncCors | CorsConfig, cors);
  const { isAsync } = current;
  const joined = serve(
    {
      isAsync,
      grant: undefined,
      decide(facts) {
        const decision = current.decide(facts);
        return isAsync ? Promise.resolve(decision) : decision;
      },
    },
    {},
  );
  function wrap(handler: FetchHandler<Request, unknown[]>, options?: WrapOptions): FetchHandler<Request, unknown[]> {
    let under = current;
    let wrapped = under.wrap(handler, options);
    return (request, ...rest) => {
      if (under !== current) {
        under = current;
        wrapped = under.wrap(handler, options);
      }
      return wrapped(request, ...rest);
    };
  }
  function replace(config: CorsConfig): void {
    const next = cors(config);
    if (!isAsync && next.isAsync) throw new CorsConfigError([LOOKS_UP]);
    current = next;
  }
  return Object.freeze({
    ...joined,
    wrap,
    replace,
    errorsFor: (facts: Parameters<Cors["decide"]>[0]) => current.errorsFor(facts),
    get config() {
      return current.config;
    },
  });
}

/** Who calls `decide` and gets no promise would take one for a decision. */
const LOOKS_UP = {
  code: "config-invalid",
  path: "allowOrigins.resolve",
  value: undefined,
  message: "a policy that decides at once cannot become one that looks origins up",
  fix: "begin with replaceable(cors({ allowOrigins: { resolve } }))",
} as const;
