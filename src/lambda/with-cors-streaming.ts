import { answer } from "../fetch/answer.ts";
import type { AnyServer } from "../fetch/serve.ts";
import type { Decision } from "../policy/decision.ts";
import { amendResult } from "./amend.ts";
import { recoverWith } from "./answer.ts";
import { beforeDeadline, gatewayTimeoutAnswer, timeLimit, timeoutError } from "./deadline.ts";
import { sourceOf } from "./detect.ts";
import { guardStream } from "./guard-stream.ts";
import { markStreaming } from "./handler.ts";
import { openBody, sendOpened, type ResponseStream } from "./stream.ts";
import type { LambdaContext, LambdaOptions } from "./types.ts";

type StreamingHandler = (event: never, stream: never, context: never) => unknown;

/** A native streaming handler under a policy, marked as the one that it wraps. */
export function wrapStreaming(server: AnyServer, handler: StreamingHandler, options: LambdaOptions): StreamingHandler {
  const call = handler as (event: unknown, stream: ResponseStream, context: unknown) => unknown;

  async function wrapped(event: unknown, target: ResponseStream, context: unknown): Promise<unknown> {
    const source = sourceOf(event);
    if (source === undefined) return call(event, target, context);
    const facts = source.facts(event as never);
    const errors = server.errorsFor(facts);
    const decision = await server.decide(facts);
    const send = async (response: Response, policy: Decision | undefined): Promise<void> =>
      sendOpened(target, await openBody(response, facts.method === "HEAD", policy, undefined));
    if (decision.status !== null) return send(answer(decision), undefined);

    const exchange = { source, event, decision, errors, options };
    const guarded = guardStream(target, (prelude) =>
      amendResult({ statusCode: 200, ...prelude }, decision, { field: "either", cookies: true }),
    );
    let limit = Infinity;
    return beforeDeadline<void, void>({
      async run() {
        await call(event, guarded.stream, context);
        await guarded.ended;
      },
      limit: () => (limit = timeLimit(undefined, event, context as LambdaContext | undefined, options)),
      expire() {
        guarded.close();
        if (guarded.begun) throw timeoutError(limit);
        return send(gatewayTimeoutAnswer(), decision);
      },
      finish: () => {},
      async recover(thrown) {
        guarded.close();
        // Too late for an answer: Lambda cuts the response off, and the invocation has failed.
        if (guarded.begun) throw thrown;
        return recoverWith(exchange, thrown, (response) => send(response, decision));
      },
    });
  }
  return markStreaming(wrapped as StreamingHandler, handler);
}
