import { deciderOf } from "../fetch/cors.ts";
import type { AnyServer, CorsConfig } from "../fetch/serve.ts";
import { answerOf } from "./answer.ts";
import { httpSourceOf } from "./detect.ts";
import { serveEvent } from "./invocation.ts";
import { checkHandler } from "./handler.ts";
import { fetchTask, type LambdaFetch } from "./fetch-task.ts";
import { resultOf } from "./to-result.ts";
import type { LambdaContext, LambdaHttpEvent, LambdaOptions, ResultOf } from "./types.ts";

/**
 * A Lambda handler of a Fetch handler, such as `app.fetch` of Hono, under a policy: for every HTTP event
 * source. The handler gets `{ event, context }` as its second argument, and a Request whose signal aborts at
 * the deadline.
 *
 * @param policy a policy, or a config
 * @returns a handler that rejects for events that are no HTTP requests, and, with `rethrow`, for errors
 * @throws CorsConfigError where the config is faulty
 * @throws TypeError where the handler is no function
 */
export function fromFetch(
  policy: AnyServer | CorsConfig,
  handler: LambdaFetch,
  options: LambdaOptions = {},
): <Event extends LambdaHttpEvent>(event: Event, context?: LambdaContext) => Promise<ResultOf<Event>> {
  const server = deciderOf(policy);
  checkHandler(handler);
  const task = fetchTask(handler, options, answerOf, resultOf);
  return <Event extends LambdaHttpEvent>(event: Event, context?: LambdaContext): Promise<ResultOf<Event>> => {
    try {
      return serveEvent(server, httpSourceOf(event), task, event, context) as Promise<ResultOf<Event>>;
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  };
}
