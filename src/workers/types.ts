import type { AnyServer, CorsConfig } from "../fetch/serve.ts";

/** A policy, a config, or either made from the Worker's bindings. */
export type WorkerPolicy<Env> = AnyServer | CorsConfig | ((env: Env) => AnyServer | CorsConfig);

/** What a Worker's module may export (https://developers.cloudflare.com/workers/runtime-apis/handlers/). */
export type HandlerName =
  | "fetch"
  | "connect"
  | "tail"
  | "trace"
  | "tailStream"
  | "scheduled"
  | "test"
  | "email"
  | "queue";

/** A fetch handler of any platform arguments: `never` stands for each of them. */
export type FetchFunction = (request: never, ...rest: never[]) => Response | Promise<Response>;

/** A module, or anything else with fetch, such as a Hono app. */
export type WorkerModule = { readonly [Name in HandlerName]?: ((...args: never[]) => unknown) | undefined };

/** A WorkerEntrypoint or DurableObject class. */
export type WorkerClass = new (ctx: never, env: never) => object;

/** What can be put behind a policy. */
export type WorkerTarget = FetchFunction | WorkerModule | WorkerClass;

/** The same with the policy in front: a class or a function like the one given, or a module of its handlers. */
export type WithCors<Target> = Target extends WorkerClass
  ? Target
  : Target extends FetchFunction
    ? Wrapped<Target>
    : {
        [Name in keyof Target as Extract<Name, HandlerName>]: Name extends "fetch"
          ? Wrapped<Target[Name]>
          : OmitThisParameter<Target[Name]>;
      };

/** Behind a policy, a handler that is synchronous may answer by a promise, and one without arguments needs the request. */
type Wrapped<Handler> = Handler extends (...args: infer Args) => unknown
  ? (...args: Args extends [] ? [request: Request] : Args) => Response | Promise<Response>
  : Handler;

/** The bindings that a target declares. Nothing is known of them where it declares none, hence `any`. */
// oxlint-disable-next-line typescript/no-explicit-any
export type EnvOf<Target> = [Declared<Target>] extends [never] ? any : Declared<Target>;

type Declared<Target> = Target extends new (ctx: never, env: infer Env) => unknown
  ? Known<Env>
  : Target extends (request: never, env: infer Env, ...rest: never[]) => unknown
    ? Known<Env>
    : Target extends { readonly fetch?: infer Fetch }
      ? Declared<NonNullable<Fetch>>
      : never;

/** Without `unknown`, and without the `{}` and `undefined` of Hono's `Bindings | {} | undefined`. */
type Known<Env> = unknown extends Env ? never : Env extends undefined ? never : {} extends Env ? never : Env;
