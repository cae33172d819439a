import type { Decision } from "../policy/decision.ts";
import { isThenable } from "./after.ts";
import { answer } from "./answer.ts";
import { applyDecision } from "./apply.ts";
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
  decide: (request: Request) => Decision | Promise<Decision>,
  handler: FetchHandler<R, Rest>,
  options: WrapOptions,
): FetchHandler<R, Rest> {
  const habit = { isImmutable: false };
  const run = options.timeout === undefined ? handler : withTimeout(handler, options.timeout);

  async function fail(decision: Decision, request: R, thrown: unknown): Promise<Response> {
    const response = await recover(thrown, request, options);
    try {
      return applyDecision(decision, response);
    } catch (error) {
      return applyDecision(decision, internalError(error));
    }
  }

  async function finish(decision: Decision, request: R, response: PromiseLike<Response>): Promise<Response> {
    try {
      return applyDecision(decision, asResponse(await response), habit);
    } catch (thrown) {
      return fail(decision, request, thrown);
    }
  }

  // Without a promise where the handler needs none, and without closures where the policy does not.
  function handle(decision: Decision, request: R, rest: Rest): Response | Promise<Response> {
    if (decision.status !== null) return answer(decision);
    try {
      const response = run(request, ...rest);
      if (isThenable(response)) return finish(decision, request, response);
      return applyDecision(decision, asResponse(response), habit);
    } catch (thrown) {
      return fail(decision, request, thrown);
    }
  }

  async function handleLater(decision: Promise<Decision>, request: R, rest: Rest): Promise<Response> {
    return handle(await decision, request, rest);
  }

  return (request, ...rest) => {
    const decision = decide(request);
    return isThenable(decision) ? handleLater(decision, request, rest) : handle(decision, request, rest);
  };
}
