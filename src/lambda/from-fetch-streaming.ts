import { deciderOf } from "../fetch/cors.ts";
import type { AnyServer, CorsConfig } from "../fetch/serve.ts";
import { answerOf } from "./answer.ts";
import { expireAfter, timeLimit } from "./deadline.ts";
import { httpSourceOf } from "./detect.ts";
import type { Task } from "./exchange.ts";
import { serveEvent } from "./invocation.ts";
import { checkHandler, markStreaming } from "./handler.ts";
import { fetchTask, type LambdaFetch } from "./fetch-task.ts";
import { openAnswer, openBody, sendOpened, type Opened, type ResponseStream } from "./stream.ts";
import { resultOf } from "./to-result.ts";
import type { LambdaContext, LambdaHttpEvent, LambdaOptions } from "./types.ts";

/**
 * A streaming Lambda handler of a Fetch handler, under a policy: for Function URLs with
 * `InvokeMode: RESPONSE_STREAM`, and REST APIs with `responseTransferMode: STREAM`. Through other event sources
 * the same function answers all at once.
 *
 * Status and headers are sent with the first chunk, so that a body that fails at once is a 500. One that fails
 * later, or is not through shortly before the function's timeout, is cut off, and the invocation has failed.
 *
 * @param policy a policy, or a config
 * @throws CorsConfigError where the config is faulty
 * @throws TypeError where the handler is no function
 */
export function fromFetchStreaming(
  policy: AnyServer | CorsConfig,
  handler: LambdaFetch,
  options: LambdaOptions = {},
): (event: LambdaHttpEvent, responseStream: ResponseStream, context?: LambdaContext) => Promise<void> {
  const server = deciderOf(policy);
  checkHandler(handler);
  const atOnce = fetchTask(handler, options, answerOf, resultOf);
  const streamed: Task<Response, Opened> = {
    ...fetchTask(handler, options, openAnswer, openBody),
    streams: true,
  };
  // What has begun is past the gateway's patience.
  const begun: LambdaOptions = Object.assign(Object.create(null), options, { gatewayTimeout: undefined });
  return markStreaming(
    async (event: LambdaHttpEvent, responseStream: ResponseStream, context?: LambdaContext): Promise<void> => {
      const source = httpSourceOf(event);
      if (!source.streams?.(event as never)) {
        const result = await serveEvent(server, source, atOnce, event, context);
        responseStream.setContentType?.("application/json");
        responseStream.write(JSON.stringify(result));
        responseStream.end();
        return;
      }
      const opened = await serveEvent(server, source, streamed, event, context);
      const rest = timeLimit(undefined, event, context, begun);
      await expireAfter(opened.expiry, rest, () => sendOpened(responseStream, opened));
    },
  );
}
