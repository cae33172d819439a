import { isThenable } from "../fetch/after.ts";

/** Any function that Lambda can call: its arguments and its result are the handler's own business. */
export type NativeHandler<Event, Context, Result> = (event: Event, context: Context, ...rest: never[]) => Result;

/** The same behind a policy: always by a promise, and of an HTTP event always with a result. */
export type WithCors<Event, Context, Result> = (
  event: Event,
  context: Context,
  ...rest: unknown[]
) => Promise<Settled<Awaited<Result>>>;

type Settled<Result> = [Exclude<Result, void>] extends [never] ? Result : Exclude<Result, void>;

/** What Lambda looks for on a function that streams (https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html). */
const STREAMING = Symbol.for("aws.lambda.runtime.handler.streaming");

type AnyFunction = (...args: never[]) => unknown;

/** @throws TypeError where there is no function to call */
export function checkHandler(handler: unknown): void {
  if (typeof handler === "function") return;
  throw new TypeError("corskit: the handler is no function; of an app that has fetch, pass app.fetch to fromFetch");
}

export function isStreaming(handler: AnyFunction): boolean {
  return STREAMING in handler;
}

/**
 * Marks a function as one that streams, as `awslambda.streamifyResponse` does, which exists on Lambda alone.
 *
 * @param like whose marks to carry over: there is one for how much is buffered, too
 */
export function markStreaming<Handler extends AnyFunction>(handler: Handler, like?: AnyFunction): Handler {
  return Object.assign(handler, { [STREAMING]: "response" }, like);
}

/**
 * How to call a handler of whatever kind: one that takes a callback, which Lambda had before promises and Node.js 22
 * is the last to know, gets one. Its length does not always tell, so where the runtime passes a callback, each gets one
 * that leads back here: the runtime's own would be a way past the policy.
 *
 * @returns what takes what the caller passed besides as its third argument
 */
export function callerOf(
  handler: AnyFunction,
): (event: unknown, context: unknown, rest: readonly unknown[]) => unknown {
  const call = handler as (...args: unknown[]) => unknown;
  const isPlain = handler.length < 3;
  return (event, context, rest) => {
    // Most get two arguments, and to spread none after them takes time.
    if (rest.length === 0 && isPlain) return call(event, context);
    if (rest.length > 0 && typeof rest[0] !== "function") return call(event, context, ...rest);
    return new Promise((resolve, reject) => {
      const returned = call(event, context, (error: unknown, result: unknown) => {
        if (error === null || error === undefined) resolve(result);
        else reject(error);
      });
      // What a handler of three parameters returns means nothing without a promise, and of any other's, undefined:
      // it may have yet to call back.
      if (isThenable(returned) || (isPlain && returned !== undefined)) resolve(returned);
    });
  };
}
