import { deciderOf } from "../fetch/cors.ts";
import { isResponse } from "../fetch/recover.ts";
import type { AnyServer, CorsConfig } from "../fetch/serve.ts";
import { answerOf, recoverWith } from "./answer.ts";
import { sourceOf } from "./detect.ts";
import type { Exchange, Task } from "./exchange.ts";
import { serveEvent } from "./invocation.ts";
import { callerOf, checkHandler, isStreaming, type NativeHandler, type WithCors } from "./handler.ts";
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
  const server = deciderOf(policy);
  checkHandler(handler);
  const own: LambdaOptions = Object.assign(Object.create(null), options);
  if (isStreaming(handler)) return wrapStreaming(server, handler, own) as WithCors<Event, Context, Result>;

  const call = callerOf(handler);
  const task: Task<unknown, unknown> = {
    options: own,
    answer: answerOf,
    run: ({ event, context, rest }) => call(event, context, rest),
    finish,
    async recover(exchange, thrown) {
      let cause = thrown;
      try {
        if (isResult(thrown)) return await finish(exchange, thrown);
      } catch (error) {
        cause = error;
      }
      return recoverWith<unknown>(exchange, own, cause, finish);
    },
  };
  // Not an async function: another promise around that of the event would take as long as the decision. Not three
  // parameters either: for Lambda, that would be a handler with a callback.
  const wrapped = (event: unknown, context: unknown, ...rest: unknown[]): Promise<unknown> => {
    const source = sourceOf(event);
    if (source !== undefined) return serveEvent(server, source, task, event, context, rest);
    return new Promise((resolve) => {
      resolve(call(event, context, rest));
    });
  };
  return wrapped as WithCors<Event, Context, Result>;
}

/** @throws TypeError, RangeError where the source would refuse the result */
function finish(exchange: Exchange, result: unknown): object | null | undefined | Promise<object> {
  const { source, event, decision } = exchange;
  const { statusCode } = (result ?? {}) as { readonly statusCode?: unknown };
  if (statusCode === undefined && isResponse(result)) return resultOf(exchange, result);
  return withinLimit(source, source.amend(event as never, result, decision));
}

/** Thrown to leave early, as a Response is. An Error with a statusCode is still an error: AWS's own have one. */
function isResult(thrown: unknown): boolean {
  if (typeof thrown !== "object" || thrown === null || thrown instanceof Error) return false;
  const { statusCode, status } = thrown as { readonly statusCode?: unknown; readonly status?: unknown };
  return typeof statusCode === "number" || typeof status === "string";
}
