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
    // Out here, where the timer holds it: Node.js collects what a handler waits for by nothing but its signal.
    const limited = withSignal(request, controller);
    const run = async (): Promise<Response> => {
      try {
        return asResponse(await handler(limited, ...rest));
      } catch (thrown) {
        // Too late: nobody waits for what `onError` makes of it.
        if (controller.signal.aborted) throw thrown;
        return recover(thrown, () => limited, options);
      }
    };
    const response = run();
    return within(response, limit, () => {
      controller.abort(new DOMException(`no answer within ${limit} ms`, "TimeoutError"));
      response.then((late) => late.body?.cancel()).catch(() => {});
      return newAnswer(504, "Gateway Timeout");
    });
  };
}

/**
 * The request, with a signal that aborts as its own does, and the controller's. Of the platform's requests a copy, with
 * what hangs on it: `fetch(request)` sees what is inside. One of a server's own make, as those of @hono/node-server and
 * srvx are, no `fetch` takes: who has it asks for `signal`, which is made then. A copy would make a real one of it, and
 * that takes Node.js longer than all else that is done for a small answer.
 */
function withSignal<R extends Request>(request: R, controller: AbortController): R {
  let signal: AbortSignal | undefined;
  // Not by a listener, which would keep what it reaches for as long as the signal of the client.
  const both = (): AbortSignal => (signal ??= AbortSignal.any([request.signal, controller.signal]));
  try {
    // Deno and Bun upgrade the request alone that they made.
    if (request.headers.has("upgrade")) return request;
    const kind = Object.getPrototypeOf(request) as object;
    // Such a kind has getters of its own, where the platform's class has a name besides.
    if (Object.hasOwn(kind, "method") === Object.hasOwn(kind, Symbol.toStringTag)) {
      const copy = new Request(request, { signal: both() }) as R;
      for (const key of Object.keys(request) as (keyof R)[]) if (!(key in copy)) copy[key] = request[key];
      return copy;
    }
  } catch {
    // Its body is gone, or it is an object of another kind.
  }
  return new Proxy(request, {
    // With the request itself as `this`, which has what is private to its class.
    get(target, name) {
      const value: unknown = name === "signal" ? both() : target[name as keyof R];
      return typeof value === "function" && !Object.hasOwn(target, name) ? value.bind(target) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value),
  });
}
