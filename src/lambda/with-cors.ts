import { after } from "../fetch/after.ts";
import { policyOf } from "../fetch/cors.ts";
import { isResponse } from "../fetch/recover.ts";
import type { AnyServer, CorsConfig } from "../fetch/serve.ts";
import type { Decision } from "../policy/decision.ts";
import { answerOf, recoverWith, type Exchange } from "./answer.ts";
import { beforeDeadline, gatewayTimeoutAnswer, timeLimit } from "./deadline.ts";
import { sourceOf } from "./detect.ts";
import { callHandler, checkHandler, isStreaming, type NativeHandler, type WithCors } from "./handler.ts";
import type { HttpEventV2 } from "./payload-v2.ts";
import { resultOf, withinLimit } from "./to-result.ts";
import type { LambdaContext, LambdaOptions } from "./types.ts";
import { wrapStreaming } from "./with-cors-streaming.ts";

/**
 * Puts a policy in front of a native Lambda handler, `(event, context) => result` or one made by
 * `awslambda.streamifyResponse`. It stays one: HTTP events get the policy, and every other event and its
 * errors pass through untouched. Preflight requests never reach it; whatever else it returns, throws, or does
 * not do in time becomes a result with the policy's headers.
 *
 * @param policy a policy, or a config
 * @throws CorsConfigError where the config is faulty
 * @throws TypeError where the handler is no function
 */
export function withCors<Event = HttpEventV2, Context = LambdaContext, Result = unknown>(
  policy: AnyServer | CorsConfig,
  handler: NativeHandler<Event, Context, Result>,
  options: LambdaOptions = {},
): WithCors<Event, Context, Result> {
  const server = policyOf(policy);
  checkHandler(handler);
  if (isStreaming(handler)) return wrapStreaming(server, handler, options) as WithCors<Event, Context, Result>;

  const serve = (event: unknown, context: unknown, rest: readonly unknown[]): unknown => {
    const source = sourceOf(event);
    if (source === undefined) return callHandler(handler, event, context, rest);
    const facts = source.facts(event as never);
    const errors = server.errorsFor(facts);
    return after<Decision, unknown>(server.decide(facts), (decision) => {
      const exchange = { source, event, decision, errors, options };
      if (decision.status !== null && !source.amendsOnly) return answerOf(exchange);
      return beforeDeadline<unknown, unknown>({
        run: () => callHandler(handler, event, context, rest),
        limit: () => timeLimit(source.cap, event, context as LambdaContext | undefined, options),
        expire: gatewayTimeoutAnswer,
        finish: (result) => finish(exchange, result),
        recover: (thrown) => recoverResult(exchange, thrown),
      });
    });
  };
  // Not an async function: what it returns is mostly a promise, and another one around it would take as long as the
  // decision. Not three parameters either: for Lambda, that would be a handler with a callback.
  const wrapped = (event: unknown, context: unknown, ...rest: unknown[]): Promise<unknown> => {
    try {
      return Promise.resolve(serve(event, context, rest));
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  };
  return wrapped as WithCors<Event, Context, Result>;
}

/** @throws TypeError, RangeError where the source would refuse the result */
function finish(exchange: Exchange, result: unknown): object | null | undefined | Promise<object> {
  const { source, event, decision } = exchange;
  if (isResponse(result)) return resultOf(source, event, result, decision);
  return withinLimit(source, source.amend(event as never, result, decision));
}

async function recoverResult(exchange: Exchange, thrown: unknown): Promise<unknown> {
  let cause = thrown;
  if (isResult(thrown)) {
    try {
      return await finish(exchange, thrown);
    } catch (error) {
      cause = error;
    }
  }
  return recoverWith(exchange, cause, (response) =>
    resultOf(exchange.source, exchange.event, response, exchange.decision),
  );
}

/** Thrown to leave early, as a Response is. An Error with a statusCode is still an error: AWS's own have one. */
function isResult(thrown: unknown): boolean {
  if (typeof thrown !== "object" || thrown === null || thrown instanceof Error) return false;
  const { statusCode, status } = thrown as { readonly statusCode?: unknown; readonly status?: unknown };
  return typeof statusCode === "number" || typeof status === "string";
}
