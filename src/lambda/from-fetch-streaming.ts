import { policyOf } from "../fetch/cors.ts";
import type { AnyServer, CorsConfig } from "../fetch/serve.ts";
import { abortAfter, timeLimit } from "./deadline.ts";
import { httpSourceOf } from "./detect.ts";
import { checkHandler, markStreaming } from "./handler.ts";
import { serveFetch, type Invocation, type LambdaFetch } from "./serve-fetch.ts";
import { openBody, sendOpened, type ResponseStream } from "./stream.ts";
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
  const server = policyOf(policy);
  checkHandler(handler);
  return markStreaming(
    async (event: LambdaHttpEvent, responseStream: ResponseStream, context?: LambdaContext): Promise<void> => {
      const source = httpSourceOf(event);
      const controller = new AbortController();
      const { signal } = controller;
      const cap = source.streams ? undefined : source.cap;
      const invocation: Invocation = { server, handler, options, source, event, context, cap, controller };
      // Once aborted, what is sent is no longer the handler's.
      const signalOf = (): AbortSignal | undefined => (signal.aborted ? undefined : signal);

      if (!source.streams) {
        const result = await serveFetch(invocation, (response) => resultOf(source, event, response, signalOf()));
        responseStream.setContentType?.("application/json");
        responseStream.write(JSON.stringify(result));
        responseStream.end();
        return;
      }
      const isHead = source.facts(event as never).method === "HEAD";
      const opened = await serveFetch(invocation, (response) => openBody(response, isHead, signalOf()));
      const rest = timeLimit(undefined, event, context, { ...options, gatewayTimeout: undefined });
      await abortAfter(controller, rest, () => sendOpened(responseStream, opened));
    },
  );
}
