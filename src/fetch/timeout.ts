import { within } from "../policy/within.ts";
import { newAnswer } from "./answer.ts";
import type { FetchHandler } from "./handler.ts";
import { asResponse, recover, type ErrorOptions } from "./recover.ts";

/**
 * Gives a handler, and what becomes of its errors, a time limit: it is answered for with 504 when its response has not
 * begun by then. The signal of the request that it gets aborts; a response that comes too late is cancelled, and a late
 * error ends here.
 *
 * @param limit in milliseconds
 */
export function withTimeout<R extends Request, Rest extends unknown[]>(
  handler: FetchHandler<R, Rest>,
  limit: number,
  options: ErrorOptions,
): FetchHandler<R, Rest> {
  return (request, ...rest) => {
    const controller = new AbortController();
    const signal = AbortSignal.any([request.signal, controller.signal]);
    let limited = request;
    try {
      limited = new Request(request, { signal }) as R;
    } catch {
      // Its body is gone, or it is of a server's own make, as srvx's is, and none to the constructor.
      Reflect.defineProperty(request, "signal", { value: signal });
    }
    const run = async (): Promise<Response> => {
      try {
        return asResponse(await handler(limited, ...rest));
      } catch (thrown) {
        // Too late: nobody waits for what `onError` makes of it.
        if (signal.aborted) throw thrown;
        return recover(thrown, () => limited, options);
      }
    };
    const response = run();
    return within(response, limit, () => {
      controller.abort(new DOMException(`no response within ${limit} ms`, "TimeoutError"));
      response.then((late) => late.body?.cancel()).catch(() => {});
      return newAnswer(504, "Gateway Timeout");
    });
  };
}
