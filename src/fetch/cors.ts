import type { AllowOrigins, OriginResolver, Resolved } from "../policy/config.ts";
import { compilePolicy } from "../policy/policy.ts";
import { resolveConfig } from "../policy/resolve.ts";
import {
  serve,
  serveHandlers,
  type AsyncServer,
  type CorsConfig,
  type Decider,
  type ResolvedConfig,
  type Server,
  type Wrapper,
} from "./serve.ts";

/** A policy whose origins are known, so that it decides at once. */
export interface Cors extends Server {
  readonly config: ResolvedConfig<"*" | readonly string[]>;
}

/** A policy that has to look origins up: the same, by promises. */
export interface AsyncCors extends AsyncServer {
  readonly config: ResolvedConfig<OriginResolver>;
}

/**
 * Compiles a policy. Everything that is wrong with the config is told at once, before any request.
 *
 * @throws CorsConfigError
 */
export function cors(config: CorsConfig<"*" | readonly string[]>): Cors;
export function cors(config: CorsConfig<OriginResolver>): AsyncCors;
export function cors(config: CorsConfig): Cors | AsyncCors;
export function cors(config: CorsConfig<AllowOrigins>): unknown {
  const resolved = resolve(config);
  return Object.freeze({ config: resolved, ...serve(compilePolicy(resolved), resolved) });
}

function resolve<Config extends CorsConfig>(config: Config): Resolved<Config> {
  return resolveConfig(config, { onError() {}, rethrow: false });
}

/** The part of the policy of a config that adapters for Fetch handlers need: their bundles go without the rest. */
export function wrapper(config: CorsConfig): Wrapper {
  const resolved = resolve(config);
  return serveHandlers(compilePolicy(resolved), resolved);
}

/** The part that adapters without a Request need. */
export function decider(config: CorsConfig): Decider {
  const resolved = resolve(config);
  return { decide: compilePolicy(resolved).decide, errorsFor: () => resolved } as Decider;
}

/** A policy as it is, or what is made of a config: adapters take both. */
export function policyOf<Policy extends Decider, Made>(
  policy: Policy | CorsConfig,
  make: (config: CorsConfig) => Made,
): Policy | Made {
  return typeof policy === "object" && policy !== null && "decide" in policy ? policy : make(policy);
}
