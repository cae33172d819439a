import type { ServerHandler } from "../browser/index.ts";
import type { AnyServer } from "../fetch/serve.ts";

/**
 * What a page can be tried on: a fetch function; anything with `fetch`, such as a Hono app; or a policy by
 * itself, which then stands before a handler that answers 200. A Lambda handler goes through `fromLambda`; a
 * handler that needs more than the request gets it from a function, `(request) => worker.fetch(request, env)`.
 */
export type Handler = ServerHandler | { readonly fetch: ServerHandler } | Pick<AnyServer, "wrap">;

/**
 * The fetch function of a handler of any kind.
 *
 * @throws TypeError where there is none
 */
export function fetchOf(handler: unknown): ServerHandler {
  if (typeof handler === "function") return handler as ServerHandler;
  const { fetch, wrap } = (handler ?? {}) as { readonly fetch?: unknown; readonly wrap?: unknown };
  // Called as a method: an app may need its `this`.
  if (typeof fetch === "function") return (request) => (handler as { fetch: ServerHandler }).fetch(request);
  if (typeof wrap === "function") return (handler as Pick<AnyServer, "wrap">).wrap(() => new Response("ok"));
  throw new TypeError(
    "corskit: a page can be tried on a fetch function, on anything with fetch, on a policy, or on fromLambda(handler)",
  );
}
