import { within } from "../policy/within.ts";
import { newAnswer } from "./answer.ts";
import type { FetchHandler } from "./handler.ts";

/**
 * Gives a handler a time limit: it is answered for with 504 when its response has not begun by then.
 * The signal of the request that it gets aborts; a response that comes too late is cancelled, and a
 * late error ends here.
 *
 * @param limit in milliseconds
 */
export function withTimeout<R extends Request, Rest extends unknown[]>(
  handler: FetchHandler<R, Rest>,
  limit: number,
): FetchHandler<R, Rest> {
  return (request, ...rest) => {
    const controller = new AbortController();
    const signal = AbortSignal.any([request.signal, controller.signal]);
    // A request whose body is gone cannot be copied.
    const limited = request.bodyUsed ? request : (new Request(request, { signal }) as R);
    const response = (async () => handler(limited, ...rest))();
    return within(response, limit, () => {
      controller.abort(new DOMException(`no response within ${limit} ms`, "TimeoutError"));
      response.then(({ body }) => body?.cancel()).catch(() => {});
      return newAnswer(504, "Gateway Timeout");
    });
  };
}
