import type { FetchHandler } from "../fetch/handler.ts";
import { asResponse } from "../fetch/recover.ts";
import { recoverWith } from "./answer.ts";
import { timeoutError } from "./deadline.ts";
import { requestUntil } from "./event-request.ts";
import type { Exchange, Task } from "./exchange.ts";
import { Expiry } from "./expiry.ts";
import { requestOf } from "./to-request.ts";
import type { LambdaEnv, LambdaHttpEvent, LambdaOptions } from "./types.ts";

/** A Fetch handler on Lambda. */
export type LambdaFetch = FetchHandler<Request, [env: LambdaEnv]>;

/**
 * What a Fetch handler does with an event.
 *
 * @param answer sends the policy's own answer
 * @param send sends a response, with the decision's headers. While it has sent nothing, it may fail: what it throws is
 *   answered with an error
 */
export function fetchTask<Result>(
  handler: LambdaFetch,
  given: LambdaOptions,
  answer: (exchange: Exchange) => Result | Promise<Result>,
  send: (exchange: Exchange, response: Response) => Promise<Result>,
): Task<Response, Result> {
  const options: LambdaOptions = Object.assign(Object.create(null), given);
  return {
    options,
    answer,
    run(exchange) {
      const { context, event } = exchange;
      const expiry = (exchange.expiry = new Expiry());
      return handler(
        requestOf(exchange, (url, init) => requestUntil(expiry, url, init)),
        { event: event as LambdaHttpEvent, context },
      );
    },
    finish: (exchange, response) => send(exchange, asResponse(response)),
    recover: (exchange, thrown) => recoverWith(exchange, options, thrown, send),
    expire: ({ expiry }, limit) => expiry?.expire(timeoutError(limit)),
    late(response) {
      asResponse(response)
        .body?.cancel()
        .catch(() => {});
    },
  };
}
