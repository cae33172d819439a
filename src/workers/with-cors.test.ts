import type { ExportedHandler, ExecutionContext } from "@cloudflare/workers-types";
import { Hono } from "hono";
import { afterEach, describe, expect, expectTypeOf, test, vi } from "vitest";
import { cors, CorsConfigError } from "../index.ts";
import { withCors, type WorkerTarget } from "./index.ts";
import type { EnvOf, HandlerName } from "./types.ts";

const APP = "https://app.example.com";
const config = { allowOrigins: [APP] };
const get = (origin = APP): Request => new Request("https://api.example.com/", { headers: { Origin: origin } });
const allowOrigin = (response: Response): string | null => response.headers.get("access-control-allow-origin");

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a module", () => {
  test("fetch is wrapped, the other handlers stay, `this` is the module and ctx is whole", async () => {
    const calls: unknown[] = [];
    const ctx = { waitUntil: () => {} };
    class Module {
      served = 0;
      // A handler on the prototype, as in `export default new Module()`.
      fetch(_request: Request, _env: object, given: object): Response {
        this.served++;
        return new Response(String(given === ctx));
      }
      scheduled = function (this: Module, ...rest: unknown[]): void {
        calls.push(this.served, ...rest);
      };
      queue(): string {
        return `queued after ${this.served}`;
      }
      helper(): void {}
    }
    const module = new Module();
    const worker = withCors(config, module);
    const response = await worker.fetch(get(), {}, ctx);
    expect([allowOrigin(response), await response.text()]).toEqual([APP, "true"]);
    worker.scheduled("controller", {}, ctx);
    expect(calls).toEqual([1, "controller", {}, ctx]);
    expect(worker.queue()).toBe("queued after 1");
    expect(Object.keys(worker).toSorted()).toEqual(["fetch", "queue", "scheduled"]);
    expect(module.fetch(get(), {}, ctx).headers.has("vary")).toBe(false);
  });

  test("one without fetch stays without", () => {
    const worker = withCors(config, { scheduled: () => 1 });
    expect(Object.keys(worker)).toEqual(["scheduled"]);
  });

  test("a Hono app: its 404, its onError, its HTTPException", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const app = new Hono()
      .get("/ok", (c) => c.text("ok"))
      .get("/throws", () => {
        throw new Error("x");
      })
      .use("/late/*", async (c, next) => {
        await next();
        c.header("Access-Control-Allow-Origin", "*");
      })
      .get("/late/a", (c) => c.text("ok"));
    const { fetch } = withCors(config, app);
    for (const [path, status] of [
      ["ok", 200],
      ["none", 404],
      ["throws", 500],
      ["late/a", 200],
    ] as const) {
      const response = await fetch(new Request(`https://api.example.com/${path}`, { headers: { Origin: APP } }));
      expect([response.status, allowOrigin(response)]).toEqual([status, APP]);
    }
  });
});

test("a function keeps its arguments", async () => {
  const fetch = withCors(config, (_request: Request, env: { A: string }) => new Response(env.A));
  expect(await (await fetch(get(), { A: "a" })).text()).toBe("a");
});

describe("a class", () => {
  class Base {
    readonly env: { ORIGINS: string };
    constructor(_ctx: object, env: { ORIGINS: string }) {
      this.env = env;
    }
  }
  class WithMethod extends Base {
    #secret = "private";
    fetch(_request: Request): Response {
      return new Response(this.#secret);
    }
    add(a: number, b: number): number {
      return a + b;
    }
  }
  class WithField extends Base {
    text = "field";
    fetch = (_request: Request): Response => new Response(this.text);
  }
  class WithAccessor extends Base {
    get fetch() {
      return function (this: Base, _request: Request): Response {
        return new Response(this instanceof WithAccessor ? "accessor" : "lost");
      };
    }
  }
  class WithSuper extends WithMethod {
    override fetch(request: Request): Response {
      const response = super.fetch(request);
      return new Response(response.body, { status: 418 });
    }
  }
  class WithoutFetch extends Base {
    add(a: number, b: number): number {
      return a + b;
    }
  }
  const env = { ORIGINS: `${APP},https://b.example` };

  test.each([
    ["a method", WithMethod, 200, "private"],
    ["a field", WithField, 200, "field"],
    ["an accessor", WithAccessor, 200, "accessor"],
    ["a method that calls super", WithSuper, 418, "private"],
  ] as const)("fetch as %s", async (_, Class, status, text) => {
    const Wrapped = withCors(({ ORIGINS }) => ({ allowOrigins: ORIGINS.split(",") }), Class);
    const instance = new Wrapped({}, env);
    expect(instance).toBeInstanceOf(Class);
    const response = await instance.fetch(get());
    expect([response.status, allowOrigin(response), await response.text()]).toEqual([status, APP, text]);
    expect(new Class({}, env).fetch(get()).headers.has("vary")).toBe(false);
  });

  test("one in front of which there is a policy already, or whose subclass has a field, stays one", async () => {
    const Twice = withCors({ allowOrigins: "*" }, withCors(config, WithAccessor));
    expect(allowOrigin(await new Twice({}, env).fetch(get()))).toBe("*");
    class Sub extends withCors(config, WithField) {
      override fetch = (): Response => new Response("sub");
    }
    expect(await new Sub({}, env).fetch().text()).toBe("sub");
  });

  test("one without fetch gets none, and RPC methods stay methods", () => {
    const instance = new (withCors(config, WithoutFetch))({}, env);
    expect("fetch" in instance).toBe(false);
    expect(instance.add(1, 2)).toBe(3);
    const Wrapped = withCors(config, WithMethod);
    expect(new Wrapped({}, env).add(1, 2)).toBe(3);
    expect(Object.hasOwn(new Wrapped({}, env), "add")).toBe(false);
  });
});

describe("a policy from the bindings", () => {
  test("is made once for each env", async () => {
    const make = vi.fn((env: { ORIGINS: string }) => ({ allowOrigins: env.ORIGINS.split(",") }));
    const { fetch } = withCors(make, { fetch: (_request: Request, _env: { ORIGINS: string }) => new Response() });
    const [first, second] = [{ ORIGINS: `${APP},https://b.example` }, { ORIGINS: "https://c.example" }];
    for (const env of [first, first, second, first, second]) {
      const response = await fetch(get(), env);
      expect(allowOrigin(response)).toBe(env === first ? APP : "https://c.example");
    }
    expect(make).toHaveBeenCalledTimes(2);
  });

  test("that cannot be made answers 500 and opens to nobody", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const handler = vi.fn((_request: Request, _env: { ORIGINS?: string }) => new Response("data"));
    for (const env of [{}, { ORIGINS: "https://a.com/" }, undefined as unknown as object]) {
      const { fetch } = withCors(({ ORIGINS }) => cors({ allowOrigins: ORIGINS?.split(",") ?? [] }), {
        fetch: handler,
      });
      const response = await fetch(get(), env);
      expect([response.status, allowOrigin(response)]).toEqual([500, null]);
    }
    expect(log).toHaveBeenCalledTimes(3);
    expect(String(log.mock.calls[1]?.[1])).toContain("https://a.com/");
    const strict = withCors(() => ({ allowOrigins: [] }), { fetch: handler }, { rethrow: true });
    expect(() => strict.fetch(get(), {})).toThrow(CorsConfigError);
    expect(handler).not.toHaveBeenCalled();
  });
});

test("timeout answers 504 with the policy on it", async () => {
  const { fetch } = withCors(config, { fetch: () => new Promise<Response>(() => {}) }, { timeout: 5 });
  const response = await fetch(get());
  expect([response.status, allowOrigin(response)]).toEqual([504, APP]);
});

describe("refuses", () => {
  test("a faulty config at once", () => {
    expect(() => withCors({ allowOrigins: [] }, () => new Response())).toThrow(CorsConfigError);
    expect(() => withCors(undefined as never, () => new Response())).toThrow(CorsConfigError);
  });
  test.each([{}, { helper: () => 1 }, null, undefined, "fetch", 1, { fetch: "x" }])("%j as a target", (target) => {
    expect(() => withCors(config, target as WorkerTarget)).toThrow(/takes a fetch function/);
  });
});

test("types: the bindings are those of the target, and no handler of the platform is forgotten", () => {
  expectTypeOf<EnvOf<(request: Request, env: { A: string }) => Response>>().toEqualTypeOf<{ A: string }>();
  expectTypeOf<EnvOf<{ fetch(request: Request, env: { A: string }): Response }>>().toEqualTypeOf<{ A: string }>();
  expectTypeOf<EnvOf<Hono<{ Bindings: { A: string } }>>>().toEqualTypeOf<{ A: string }>();
  expectTypeOf<EnvOf<new (ctx: object, env: { A: string }) => object>>().toEqualTypeOf<{ A: string }>();
  expectTypeOf<EnvOf<() => Response>>().toBeAny();
  expectTypeOf<EnvOf<Hono>>().toBeAny();
  expectTypeOf<HandlerName>().toEqualTypeOf<keyof ExportedHandler>();
  expectTypeOf<ExecutionContext>().toHaveProperty("waitUntil");
  // DESIGN: nothing is known of `env` here, and it works all the same.
  void (() => withCors((env) => cors({ allowOrigins: env.ORIGINS.split(",") }), new Hono()));
});
