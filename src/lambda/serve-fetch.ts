import type { FetchHandler } from "../fetch/handler.ts";
import { asResponse } from "../fetch/recover.ts";
import type { AnyServer } from "../fetch/serve.ts";
import type { Decision } from "../policy/decision.ts";
import { answerOf, recoverWith, type Exchange } from "./answer.ts";
import { beforeDeadline, gatewayTimeoutAnswer, timeLimit, timeoutError } from "./deadline.ts";
import type { Expiry } from "./expiry.ts";
import type { EventSource } from "./source.ts";
import { requestOf } from "./to-request.ts";
import { resultOf } from "./to-result.ts";
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
  readonly expiry: Expiry;
}

/** Makes what Lambda gets. While it has sent nothing, it may fail: what it throws is answered with an error. */
export interface Sender<T> {
  /** The policy's own answer. */
  answer(exchange: Exchange): T | Promise<T>;
  /** A response, which gets the decision's headers. */
  send(invocation: Invocation, response: Response, decision: Decision): Promise<T>;
}

/** Sends all at once. */
export const AT_ONCE: Sender<object> = {
  answer: answerOf,
  send: ({ source, event, expiry }, response, decision) => resultOf(source, event, response, decision, expiry),
};

/** Answers one HTTP event by a Fetch handler, under the policy. */
export async function serveFetch<T>(invocation: Invocation, { answer, send }: Sender<T>): Promise<T> {
  const { server, handler, options, source, event, context, cap, expiry } = invocation;
  const facts = source.facts(event as never);
  const errors = server.errorsFor(facts);
  const decided = server.decide(facts);
  const decision = decided instanceof Promise ? await decided : decided;
  const exchange = { source, event, decision, errors, options };
  if (decision.status !== null) return answer(exchange);

  let limit = Infinity;
  const work = async (): Promise<T> => {
    const request = requestOf(source, event, { expiry });
    const response = asResponse(await handler(request, { event: event as LambdaHttpEvent, context }));
    if (expiry.reason === undefined) return send(invocation, response, decision);
    await response.body?.cancel();
    throw expiry.reason;
  };
  return beforeDeadline<T, T>({
    run: work,
    // Only now: looking an origin up takes its time too.
    limit: () => (limit = timeLimit(cap, event, context, options)),
    expire() {
      expiry.expire(timeoutError(limit));
      return send(invocation, gatewayTimeoutAnswer(), decision);
    },
    finish: (result) => result,
    recover: (thrown) => recoverWith(exchange, thrown, (response) => send(invocation, response, decision)),
  });
}
