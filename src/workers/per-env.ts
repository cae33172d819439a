import { internalError } from "../fetch/recover.ts";
import type { FetchHandler } from "../fetch/handler.ts";
import { oncePer } from "../fetch/once-per.ts";
import type { Wrapper } from "../fetch/serve.ts";
import type { WrapOptions } from "../fetch/wrap.ts";

/** Makes something once for each `env`, which workerd keeps for as long as the isolate lives. */
export function perEnv<T extends object>(make: (env: unknown) => T): (env: unknown) => T {
  const madeFor = oncePer(make);
  let withoutEnv: T | undefined;
  // A test may call a handler without any env.
  return (env) => (env === Object(env) ? madeFor(env as object) : (withoutEnv ??= make(env)));
}

/**
 * The handler under its policy. Where that cannot be made, because a binding is missing say, every
 * request is answered with 500: what is allowed is not known then, so nothing is.
 */
export function wrapUnder<Rest extends unknown[]>(
  makeServer: () => Wrapper,
  handler: FetchHandler<Request, Rest>,
  options: WrapOptions,
): FetchHandler<Request, Rest> {
  try {
    return makeServer().wrap(handler, options);
  } catch (error) {
    if (options.rethrow) throw error;
    return () => internalError(error, "the policy could not be made");
  }
}
