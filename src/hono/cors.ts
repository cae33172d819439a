import type { Context, Env, MiddlewareHandler, Next } from "hono";
import { after } from "../fetch/after.ts";
import { wrapperOf } from "../fetch/cors.ts";
import type { FetchHandler } from "../fetch/handler.ts";
import { oncePer } from "../fetch/once-per.ts";
import type { AnyServer, CorsConfig } from "../fetch/serve.ts";
import { wrapUnlimited } from "../fetch/wrap.ts";

/** A policy, a config, or `(c) => either`, for policies from `c.env` or of a single route. */
export type HonoPolicy<E extends Env> = AnyServer | CorsConfig | ((c: Context<E>) => AnyServer | CorsConfig);

type Wrapped = FetchHandler<Request, [c: Context, next: Next]>;

/**
 * A middleware that takes the place of `hono/cors`: preflight requests go no further, and what the routes
 * behind it return or throw, `app.notFound` and `app.onError` included, gets the policy's headers.
 *
 * What a middleware registered earlier does after its `next()` comes later still, and can undo that;
 * `withCors(policy, app)` around the whole app covers it too.
 *
 * @param policy what is compiled from a config is kept: return the same object for the same policy
 * @throws CorsConfigError where a config is faulty: at once, or for each request where a function makes it
 */
// Hono's own default: an app's bindings are not known here unless they are named, `cors<AppEnv>(…)`.
// oxlint-disable-next-line typescript/no-explicit-any
export function cors<E extends Env = any>(policy: HonoPolicy<E>): MiddlewareHandler<E> {
  const wrap = oncePer((chosen: AnyServer | CorsConfig): Wrapped => wrapperOf(chosen, wrapUnlimited).wrap(runRoutes));
  // The faults of a config that is there show when the app is made.
  if (typeof policy !== "function") wrap(policy);
  const run = (c: Context, next: Next): Response | Promise<Response> => {
    const wrapped = wrap(typeof policy === "function" ? policy(c) : policy);
    return after(wrapped(c.req.raw, c, next), (response) => place(c, response));
  };
  // Hono takes a response as well as a promise, if not by its types: a preflight request waits for nothing.
  return run as MiddlewareHandler<E>;
}

function place(c: Context, response: Response): Response {
  if (!c.finalized || c.res !== response) {
    // Hono merges the headers of the response that it replaces into the new one, ours included.
    c.res = undefined;
    c.res = response;
  }
  return response;
}

/** A handler that returns nothing leaves the context open; Hono would find out when nobody can add headers any more. */
async function runRoutes(_request: Request, c: Context, next: Next): Promise<Response> {
  await next();
  return c.finalized ? c.res : (undefined as unknown as Response);
}
