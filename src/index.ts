export { cors, type AsyncCors, type Cors } from "./fetch/cors.ts";
export { corsByPath, type AsyncCorsByPath, type CorsByPath } from "./fetch/by-path.ts";
export type { FetchHandler } from "./fetch/handler.ts";
export type { ErrorOptions } from "./fetch/recover.ts";
export type { CorsConfig, ResolvedConfig } from "./fetch/serve.ts";
export type { WrapOptions } from "./fetch/wrap.ts";
export type { AllowOrigins, OriginResolver, PolicyConfig, ResolveOrigin } from "./policy/config.ts";
export type { Decision, DenialReason, RequestFacts, RequestKind } from "./policy/decision.ts";
export { CorsConfigError, type CorsConfigCode, type CorsConfigIssue } from "./policy/issue.ts";
