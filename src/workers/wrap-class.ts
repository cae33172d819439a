import type { FetchHandler } from "../fetch/handler.ts";
import type { Wrapper } from "../fetch/serve.ts";
import type { WrapOptions } from "../fetch/wrap.ts";
import { wrapUnder } from "./per-env.ts";

/** The part of WorkerEntrypoint and DurableObject that counts here. */
type FetchClass = new (ctx: unknown, env: unknown) => { fetch?: FetchHandler };

/** Only a class has a prototype that cannot be replaced (https://tc39.es/ecma262/#sec-runtime-semantics-classdefinitionevaluation). */
export function isClass(value: unknown): value is FetchClass {
  return typeof value === "function" && Object.getOwnPropertyDescriptor(value, "prototype")?.writable === false;
}

/**
 * A subclass whose instances answer `fetch` under the policy, whether theirs is a method or a field. A
 * class without `fetch` gets none; RPC methods are inherited.
 */
export function wrapClass(Base: FetchClass, serverFor: (env: unknown) => Wrapper, options: WrapOptions): FetchClass {
  return class extends Base {
    constructor(ctx: unknown, env: unknown) {
      super(ctx, env);
      const own = this.fetch;
      if (typeof own !== "function") return;
      // On the instance: a field of the base class would shadow a method of this one. Defined: an accessor of the base
      // class would not take what is assigned.
      Object.defineProperty(this, "fetch", {
        value: wrapUnder(() => serverFor(env), own.bind(this), options),
        configurable: true,
      });
    }
  };
}
