import { applyDecision } from "../fetch/apply.ts";
import { answer } from "../fetch/answer.ts";
import type { FetchHandler } from "../fetch/handler.ts";
import { asResponse } from "../fetch/recover.ts";
import type { AnyServer } from "../fetch/serve.ts";
import { recoverWith } from "./answer.ts";
import { beforeDeadline, gatewayTimeoutAnswer, timeLimit, timeoutError } from "./deadline.ts";
import type { EventSource } from "./source.ts";
import { requestOf } from "./to-request.ts";
import type { LambdaContext, LambdaEnv, LambdaHttpEvent, LambdaOptions } from "./types.ts";

/** A Fetch handler on Lambda. */
export type LambdaFetch = FetchHandler<Request, [env: LambdaEnv]>;

/** One invocation of a Fetch handler. */
export interface Invocation {
  readonly server: AnyServer;
  readonly handler: LambdaFetch;
  readonly options: LambdaOptions;
  readonly source: EventSource;
  readonly event: unknown;
  readonly context: LambdaContext | undefined;
  /** When the gateway gives up, in milliseconds; undefined where it does not. */
  readonly cap: number | undefined;
  /** Becomes the request's signal; aborts at the deadline. */
  readonly controller: AbortController;
}

/**
 * Answers one HTTP event by a Fetch handler, under the policy.
 *
 * @param send makes of the response what Lambda gets. While it has sent nothing, it may still fail: what it
 *   throws is answered with an error, as what the handler throws is
 */
export async function serveFetch<T>(invocation: Invocation, send: (response: Response) => Promise<T>): Promise<T> {
  const { server, handler, options, source, event, context, cap, controller } = invocation;
  const facts = source.facts(event as never);
  const errors = server.errorsFor(facts);
  const decision = await server.decide(facts);
  if (decision.status !== null) return send(answer(decision));
  const exchange = { source, event, decision, errors, options };

  // Only now: looking an origin up takes its time too.
  const limit = timeLimit(cap, event, context, options);
  const work = async (): Promise<T> => {
    const request = requestOf(source, event, controller.signal);
    const response = asResponse(await handler(request, { event: event as LambdaHttpEvent, context }));
    if (!controller.signal.aborted) return send(applyDecision(decision, response));
    await response.body?.cancel();
    throw controller.signal.reason;
  };
  const expire = (): Promise<T> => {
    controller.abort(timeoutError(limit));
    return send(applyDecision(decision, gatewayTimeoutAnswer()));
  };
  try {
    return await beforeDeadline(work, limit, expire);
  } catch (thrown) {
    return recoverWith(exchange, thrown, send);
  }
}
