import { plainAnswer } from "./answer.ts";
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
  return async (request, ...rest) => {
    const controller = new AbortController();
    const passOn = (): void => controller.abort(request.signal.reason);
    request.signal.addEventListener("abort", passOn);
    let late = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const expired = new Promise<Response>((resolve) => {
      timer = setTimeout(() => {
        late = true;
        resolve(plainAnswer(504, "Gateway Timeout"));
        controller.abort(new DOMException(`no response within ${limit} ms`, "TimeoutError"));
      }, limit);
    });
    // A request whose body is gone cannot be copied.
    const limited = request.bodyUsed ? request : (new Request(request, { signal: controller.signal }) as R);
    const response = (async () => handler(limited, ...rest))();
    try {
      return await Promise.race([response, expired]);
    } finally {
      if (timer !== undefined) clearTimeout(timer);
      request.signal.removeEventListener("abort", passOn);
      if (late) response.then(({ body }) => body?.cancel()).catch(() => {});
    }
  };
}
