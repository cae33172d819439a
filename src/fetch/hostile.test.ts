import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { cors, type WrapOptions } from "../index.ts";

// What a handler may hand over that is no Response, and does harm to whoever looks at it.

const APP = "https://app.example.com";
const policy = cors({ allowOrigins: [APP, "https://b.example"] });
const get = (): Request => new Request("https://api.example.com/", { headers: { Origin: APP } });

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const spring = (): never => {
  throw new Error("trap");
};
function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe.each<[string, () => unknown]>([
  ["a status that throws", () => Object.defineProperty({}, "status", { get: spring })],
  ["headers that throw", () => Object.defineProperty({ status: 200 }, "headers", { get: spring })],
  ["bodyUsed that throws", () => Object.defineProperty(new Response("x"), "bodyUsed", { get: spring })],
  ["a status that is a symbol", () => ({ status: Symbol("200"), headers: new Headers(), body: null })],
  ["a Proxy of a Response", () => new Proxy(new Response("x"), {})],
  ["a Proxy with traps", () => new Proxy({}, { get: spring, has: spring, getPrototypeOf: spring, ownKeys: spring })],
  ["a Proxy that is revoked", revoked],
  ["headers that cannot be written", () => ({ status: 200, headers: { set: spring, keys: spring }, body: null })],
  ["a text that throws", () => ({ toString: spring })],
  ["no prototype", () => Object.create(null) as unknown],
  ["then that throws", () => Object.defineProperty({}, "then", { get: spring })],
  ["then that throws when it is called", () => Object.fromEntries([["then", spring]])],
])("%s", (_name, make) => {
  const hand = (): Response => make() as Response;
  const toss = (): Response => {
    throw make();
  };
  test.each<[string, () => Response | Promise<Response>, WrapOptions?]>([
    ["returned", hand],
    ["returned later", async () => hand()],
    ["returned within a time limit", hand, { timeout: 1000 }],
    ["thrown", toss],
    ["thrown later", async () => toss()],
    ["returned by onError", spring, { onError: hand }],
    ["thrown by onError", spring, { onError: toss }],
  ])("%s is a 500 with the policy", async (_way, handler, options) => {
    const response = await policy.wrap(handler, options)(get());
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([500, APP]);
    expect(response.headers.get("vary")).toBe("Origin");
  });
});

describe("what is a Response only by its shape, or shows others than its own headers, is sent with the policy", () => {
  class Forgetful extends Response {
    override get headers(): Headers {
      return new Headers(super.headers);
    }
  }
  test.each<[string, () => unknown]>([
    ["headers that are made anew at each look", () => new Forgetful("ok", { status: 201, headers: { "X-Own": "1" } })],
    ["an object", () => ({ status: 201, headers: new Headers({ "X-Own": "1" }), body: "ok" })],
    ["an object with a URL", () => ({ status: 201, headers: new Headers({ "X-Own": "1" }), body: "ok", url: "" })],
  ])("%s", async (_name, make) => {
    for (const [origin, allowed] of [
      [APP, APP],
      ["https://evil.example", null],
    ] as const) {
      const request = new Request("https://api.example.com/", { headers: { Origin: origin } });
      const response = await policy.wrap(() => make() as Response)(request);
      expect(response).toBeInstanceOf(Response);
      // As a platform reads them, which asks nobody's getter.
      const { status, headers } = new Response(response.body, response);
      expect([status, headers.get("x-own"), headers.get("vary")]).toEqual([201, "1", "Origin"]);
      expect(headers.get("access-control-allow-origin")).toBe(allowed);
    }
  });
});

describe.each(["that always throws", "that is not there"])("with a console %s", (what) => {
  const real = console.error;
  afterEach(() => {
    console.error = real;
  });
  test.each<[string, Parameters<typeof cors>[0], () => Response]>([
    ["a handler", { allowOrigins: [APP] }, spring],
    ["onError", { allowOrigins: [APP], onError: spring }, spring],
    ["onDecision", { allowOrigins: [APP], onDecision: spring }, () => new Response("ok")],
    ["a resolver", { allowOrigins: { patterns: [APP], resolve: spring } }, spring],
  ])("what %s throws fails no request", async (_by, config, handler) => {
    const broken: unknown = what === "that always throws" ? spring : undefined;
    Object.assign(console, { error: broken });
    const wrapped = cors(config).wrap(handler);
    expect((await wrapped(get())).headers.get("access-control-allow-origin")).toBe(APP);
    const evil = await wrapped(
      new Request("https://api.example.com/", { headers: { Origin: "https://evil.example" } }),
    );
    expect(evil.headers.get("access-control-allow-origin")).not.toBe("https://evil.example");
  });
});
