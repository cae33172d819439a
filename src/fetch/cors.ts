import type { AllowOrigins, OriginResolver } from "../policy/config.ts";
import { compilePolicy, isResolver } from "../policy/policy.ts";
import { resolveConfig } from "../policy/resolve.ts";
import { serve, type AnyServer, type AsyncServer, type CorsConfig, type ResolvedConfig, type Server } from "./serve.ts";

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
  const resolved = resolveConfig(config, { onError() {}, rethrow: false });
  const server = serve(compilePolicy(resolved), isResolver(resolved.allowOrigins), resolved);
  return Object.freeze({ config: resolved, ...server });
}

/** A policy as it is, or the policy of a config: adapters take both. */
export function policyOf<Policy extends AnyServer>(policy: Policy | CorsConfig): Policy | Cors | AsyncCors {
  return typeof policy === "object" && policy !== null && "decide" in policy ? policy : cors(policy);
}
