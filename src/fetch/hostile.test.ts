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
