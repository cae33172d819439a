import { answer } from "../fetch/answer.ts";
import { policyOf } from "../fetch/cors.ts";
import type { AnyServer, CorsConfig } from "../fetch/serve.ts";
import { expireAfter, timeLimit } from "./deadline.ts";
import { httpSourceOf } from "./detect.ts";
import { Expiry } from "./expiry.ts";
import { checkHandler, markStreaming } from "./handler.ts";
import { AT_ONCE, serveFetch, type Invocation, type LambdaFetch } from "./serve-fetch.ts";
import { openBody, sendOpened, type ResponseStream } from "./stream.ts";
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
      const expiry = new Expiry();
      const cap = source.streams ? undefined : source.cap;
      const invocation: Invocation = { server, handler, options, source, event, context, cap, expiry };

      if (!source.streams) {
        const result = await serveFetch(invocation, AT_ONCE);
        responseStream.setContentType?.("application/json");
        responseStream.write(JSON.stringify(result));
        responseStream.end();
        return;
      }
      const isHead = source.facts(event as never).method === "HEAD";
      // Once the time is over, what is sent is no longer the handler's.
      const signalOf = (): AbortSignal | undefined => (expiry.reason ? undefined : expiry.signal);
      const opened = await serveFetch(invocation, {
        answer: ({ decision }) => openBody(answer(decision), isHead, undefined, undefined),
        send: (_invocation, response, decision) => openBody(response, isHead, decision, signalOf()),
      });
      const rest = timeLimit(undefined, event, context, { ...options, gatewayTimeout: undefined });
      await expireAfter(expiry, rest, () => sendOpened(responseStream, opened));
    },
  );
}
