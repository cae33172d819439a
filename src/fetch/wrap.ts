import type { HeaderRecord } from "../policy/headers.ts";
import type { CompiledPolicy } from "../policy/policy.ts";
import { after, isThenable } from "./after.ts";
import { answer } from "./answer.ts";
import { applyHeaders } from "./apply.ts";
import { grantTo, readFacts } from "./facts.ts";
import type { FetchHandler } from "./handler.ts";
import { asResponse, internalError, recover, type ErrorOptions } from "./recover.ts";
import { withTimeout } from "./timeout.ts";

/** How a handler is wrapped. `onError` and `rethrow` stand before those of the policy's config. */
export interface WrapOptions extends ErrorOptions {
  /** Answer 504 when the response has not begun within so many milliseconds. Default: wait for ever. */
  readonly timeout?: number | undefined;
}

/**
 * Puts a policy in front of a handler: preflight requests never reach it, and whatever it returns or
 * throws becomes a response with the policy's headers.
 */
export function wrapHandler<R extends Request, Rest extends unknown[]>(
  policy: CompiledPolicy,
  handler: FetchHandler<R, Rest>,
  options: WrapOptions,
): FetchHandler<R, Rest> {
  const { timeout } = options;
  return wrapUnlimited(policy, timeout === undefined ? handler : withTimeout(handler, timeout, options), options);
}

/** The same without a time limit. */
export function wrapUnlimited<R extends Request, Rest extends unknown[]>(
  policy: CompiledPolicy,
  handler: FetchHandler<R, Rest>,
  options: ErrorOptions,
): FetchHandler<R, Rest> {
  async function fail(headers: HeaderRecord, request: R, thrown: unknown): Promise<Response> {
    const response = await recover(thrown, () => request, options);
    try {
      return applyHeaders(headers, response);
    } catch (error) {
      return applyHeaders(headers, internalError(error));
    }
  }

  async function finish(headers: HeaderRecord, request: R, response: PromiseLike<Response>): Promise<Response> {
    try {
      return applyHeaders(headers, asResponse(await response));
    } catch (thrown) {
      return fail(headers, request, thrown);
    }
  }

  // Without a promise where the handler needs none, and without closures where the policy does not.
  function handle(headers: HeaderRecord, request: R, rest: Rest): Response | Promise<Response> {
    try {
      const response = handler(request, ...rest);
      if (isThenable(response)) return finish(headers, request, response);
      return applyHeaders(headers, asResponse(response));
    } catch (thrown) {
      return fail(headers, request, thrown);
    }
  }

  return (request, ...rest) => {
    const granted = grantTo(policy, request);
    if (granted) return handle(granted, request, rest);
    return after(policy.decide(readFacts(policy, request)), (decision) =>
      decision.status === null ? handle(decision.headers, request, rest) : answer(decision),
    );
  };
}
