import { wrapperOf } from "../fetch/cors.ts";
import type { FetchHandler } from "../fetch/handler.ts";
import type { Wrapper } from "../fetch/serve.ts";
import { wrapHandler, type WrapOptions } from "../fetch/wrap.ts";
import { perEnv, wrapUnder } from "./per-env.ts";
import type { EnvOf, HandlerName, WithCors, WorkerModule, WorkerPolicy, WorkerTarget } from "./types.ts";
import { isClass, wrapClass } from "./wrap-class.ts";

const HANDLERS: readonly HandlerName[] = [
  "fetch",
  "connect",
  "tail",
  "trace",
  "tailStream",
  "scheduled",
  "test",
  "email",
  "queue",
];

/**
 * Puts a policy in front of a Worker: of a module's `fetch`, whose other handlers stay as they are; of
 * anything with `fetch`, such as a Hono app; of a fetch function; of a WorkerEntrypoint or DurableObject
 * class, whose RPC methods stay as they are.
 *
 * @param policy a policy, a config, or `(env) => either`, called once for each `env`
 * @param options `timeout` in milliseconds, `onError`, `rethrow`
 * @throws CorsConfigError where the config is faulty
 * @throws TypeError where there is nothing to wrap
 */
export function withCors<Target extends WorkerTarget>(
  policy: WorkerPolicy<EnvOf<Target>>,
  target: Target,
  options?: WrapOptions,
): WithCors<Target> {
  // Without a prototype: what pollutes Object.prototype becomes no option.
  return wrapTarget(target, compile(policy), Object.assign(Object.create(null), options)) as WithCors<Target>;
}

/** A config that is there is compiled at once, so that its faults show when the Worker starts. */
function compile<Env>(policy: WorkerPolicy<Env>): (env: unknown) => Wrapper {
  if (typeof policy === "function") return perEnv((env) => wrapperOf(policy(env as Env), wrapHandler));
  const server = wrapperOf(policy, wrapHandler);
  return () => server;
}

function wrapTarget(target: unknown, serverFor: (env: unknown) => Wrapper, options: WrapOptions): unknown {
  if (isClass(target)) return wrapClass(target, serverFor, options);
  const wrapFetch = (handler: FetchHandler<Request, unknown[]>): FetchHandler<Request, unknown[]> => {
    const wrappedFor = perEnv((env) => wrapUnder(() => serverFor(env), handler, options));
    return (request, ...rest) => wrappedFor(rest[0])(request, ...rest);
  };
  if (typeof target === "function") return wrapFetch(target as FetchHandler<Request, unknown[]>);

  const wrapped: Record<string, unknown> = {};
  for (const name of HANDLERS) {
    const handler = (target as WorkerModule | null | undefined)?.[name];
    if (typeof handler === "function") {
      // Bound, since a module may be an object with state.
      const bound = handler.bind(target as never) as FetchHandler<Request, unknown[]>;
      wrapped[name] = name === "fetch" ? wrapFetch(bound) : bound;
    }
  }
  if (Object.keys(wrapped).length > 0) return wrapped;
  throw new TypeError("corskit: withCors(policy, target) takes a fetch function, a module with fetch, or a class");
}
