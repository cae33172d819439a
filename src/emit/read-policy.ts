import type { AsyncCorsByPath, CorsByPath } from "../fetch/by-path.ts";
import { cors, type AsyncCors, type Cors } from "../fetch/cors.ts";
import type { CorsConfig, ResolvedConfig } from "../fetch/serve.ts";
import { EmitError, type EmitIssue } from "./emission.ts";

/** What emitters take: a policy or a config. Those by path, and those that look origins up, are refused with a way out. */
export type EmitInput = Cors | AsyncCors | CorsByPath | AsyncCorsByPath | CorsConfig;

/** A policy whose origins are `"*"` or a list: all that configuration can say. */
export type ListedPolicy = ResolvedConfig<"*" | readonly string[]>;

/**
 * The policy as data.
 *
 * @param target as people call it, for the error
 * @throws CorsConfigError for a config that is none
 * @throws EmitError for a policy by path, and where only a resolver knows the origins
 */
export function readPolicy(input: EmitInput, target: string): ListedPolicy {
  if ("paths" in input) throw new EmitError(target, [byPath(Object.keys(input.paths))]);
  const { config } = "decide" in input ? input : cors(input);
  const { allowOrigins } = config;
  if (typeof allowOrigins === "object" && "resolve" in allowOrigins) throw new EmitError(target, [RESOLVER]);
  return { ...config, allowOrigins };
}

/**
 * Whether the policy answers denied preflight requests with 403: where denied origins are told apart. With `"*"` none is
 * denied, and one origin alone, unless enforced, gets everybody the same answer.
 */
export function refusesPreflights({ allowOrigins, enforce }: ListedPolicy): boolean {
  if (allowOrigins === "*") return false;
  return enforce || allowOrigins.length > 1 || allowOrigins.some((pattern) => pattern.includes("*"));
}

const RESOLVER: EmitIssue = {
  code: "resolver",
  path: "allowOrigins.resolve",
  message: "origins that a function looks up cannot be written down",
  cause: "configuration is a list; the function runs in the handler alone",
  fix: "let the handler answer (corskit/workers, corskit/lambda), or emit a policy with the origins that are always allowed",
};

function byPath(paths: readonly string[]): EmitIssue {
  return {
    code: "paths",
    path: "",
    message: `one configuration is for one policy, and there are ${paths.length} by path`,
    cause: `they are for ${paths.join(", ")}`,
    fix: `emit one at a time: policy.paths[${JSON.stringify(paths[0] ?? "/*")}]`,
  };
}
