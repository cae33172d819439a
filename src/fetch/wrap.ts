import type { Decision, RequestFacts } from "../policy/decision.ts";
import { after } from "./after.ts";
import { answer } from "./answer.ts";
import { applyDecision } from "./apply.ts";
import { factsOf } from "./facts.ts";
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
  decide: (facts: RequestFacts) => Decision | Promise<Decision>,
  handler: FetchHandler<R, Rest>,
  options: WrapOptions,
): FetchHandler<R, Rest> {
  const run = options.timeout === undefined ? handler : withTimeout(handler, options.timeout);

  async function fail(decision: Decision, request: R, thrown: unknown): Promise<Response> {
    const response = await recover(thrown, request, options);
    try {
      return applyDecision(decision, response);
    } catch (error) {
      return applyDecision(decision, internalError(error));
    }
  }

  function handle(decision: Decision, request: R, rest: Rest): Response | Promise<Response> {
    if (decision.status !== null) return answer(decision);
    const finish = (response: unknown): Response => applyDecision(decision, asResponse(response));
    try {
      const response = after(run(request, ...rest), finish);
      return response instanceof Promise ? response.catch((thrown) => fail(decision, request, thrown)) : response;
    } catch (thrown) {
      return fail(decision, request, thrown);
    }
  }

  return (request, ...rest) => after(decide(factsOf(request)), (decision) => handle(decision, request, rest));
}
