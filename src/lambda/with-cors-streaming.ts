import { isResponse } from "../fetch/recover.ts";
import type { Decider } from "../fetch/serve.ts";
import { amendResult } from "./amend.ts";
import { recoverWith } from "./answer.ts";
import { timeoutError } from "./deadline.ts";
import { sourceOf } from "./detect.ts";
import type { Exchange, Task } from "./exchange.ts";
import { serveEvent } from "./invocation.ts";
import { guardStream, type GuardedStream } from "./guard-stream.ts";
import { markStreaming } from "./handler.ts";
import { openAnswer, openBody, sendOpened, type ResponseStream } from "./stream.ts";
import type { LambdaOptions } from "./types.ts";

type StreamingHandler = (event: never, stream: never, context: never) => unknown;

/** A native streaming handler under a policy, marked as the one that it wraps. */
export function wrapStreaming(server: Decider, handler: StreamingHandler, options: LambdaOptions): StreamingHandler {
  const call = handler as (event: unknown, stream: ResponseStream, context: unknown) => unknown;

  async function wrapped(event: unknown, target: ResponseStream, context: unknown): Promise<unknown> {
    const source = sourceOf(event);
    if (source === undefined) return call(event, target, context);
    let guarded: GuardedStream | undefined;
    const send = async (exchange: Exchange, response: Response): Promise<void> =>
      sendOpened(target, await openBody(exchange, response));
    const task: Task<unknown, void> = {
      options,
      streams: true,
      answer: async (exchange) => sendOpened(target, await openAnswer(exchange)),
      async run({ decision }) {
        let called: unknown;
        // Whichever fails first: a pipeline that has destroyed the stream waits until it is closed.
        await new Promise<void>((resolve, reject) => {
          guarded = guardStream(
            target,
            (prelude) => amendResult({ statusCode: 200, ...prelude }, decision, "either", true),
            resolve,
            reject,
          );
          called = call(event, guarded.stream, context);
          Promise.resolve(called).catch(reject);
        });
        await called;
      },
      finish(exchange, value) {
        return isResponse(value) ? send(exchange, value) : undefined;
      },
      expire(_exchange, limit) {
        if (guarded?.close()) throw timeoutError(limit);
      },
      async recover(exchange, thrown) {
        // Too late for an answer: Lambda cuts the response off, and the invocation has failed.
        if (guarded?.close()) throw thrown;
        return recoverWith(exchange, options, thrown, send);
      },
    };
    return serveEvent(server, source, task, event, context);
  }
  return markStreaming(wrapped as StreamingHandler, handler);
}
