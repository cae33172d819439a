import type { AllowOrigins, OriginResolver, Resolved } from "../policy/config.ts";
import { compilePolicy } from "../policy/policy.ts";
import { resolveConfig } from "../policy/resolve.ts";
import {
  serve,
  type AnyServer,
  type AsyncServer,
  type CorsConfig,
  type Decider,
  type ResolvedConfig,
  type Server,
  type Wrapper,
} from "./serve.ts";
import type { wrapHandler } from "./wrap.ts";

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

/** A policy as it is, or what is made of a config: adapters take both. Told by what no config from JSON can have. */
export function policyOf<Policy extends Decider, Made>(
  policy: Policy | CorsConfig,
  make: (config: CorsConfig) => Made,
): Policy | Made {
  return isPolicy(policy) ? policy : make(policy);
}

function isPolicy<Policy extends Decider>(value: Policy | CorsConfig): value is Policy {
  return typeof (value as Partial<Policy> | null | undefined)?.errorsFor === "function";
}

/** What decides for adapters that have no Request: of a config, nothing more than that comes into their bundles. */
export function deciderOf(policy: AnyServer | CorsConfig): Decider {
  return policyOf(policy, (config) => {
    const resolved = resolve(config);
    return { decide: compilePolicy(resolved).decide, errorsFor: () => resolved };
  });
}

/**
 * What wraps handlers for adapters that do nothing else, as above.
 *
 * @param wrap `wrapHandler`, or what goes without a time limit
 */
export function wrapperOf(policy: AnyServer | CorsConfig, wrap: typeof wrapHandler): Wrapper {
  return policyOf(policy, (config) => {
    const errors = resolve(config);
    const compiled = compilePolicy(errors);
    return { wrap: (handler, options) => wrap(compiled, handler, Object.assign(Object.create(null), errors, options)) };
  });
}
