import { describe, expect, expectTypeOf, test } from "vitest";
import { APP, get, preflight } from "../../test/support/requests.ts";
import { cors, type AsyncCors, type Cors, type Decision, type FetchHandler } from "../index.ts";

const policy = cors({ allowOrigins: [APP, "https://b.example"] });

describe("preflight and apply, by hand", () => {
  test("preflight answers preflights alone", () => {
    expect(policy.preflight(preflight(APP))?.status).toBe(204);
    expect(policy.preflight(get())).toBeUndefined();
    expect(policy.preflight(new Request("https://a.example", { method: "OPTIONS" }))).toBeUndefined();
  });
  test("apply refuses where the server refuses", () => {
    const enforced = cors({ allowOrigins: [APP], enforce: true });
    expect(enforced.apply(get("https://evil.example"), new Response("data")).status).toBe(403);
    expect(enforced.apply(get(), new Response("data")).status).toBe(200);
  });
  test("an answer belongs to who asked: what is done to it reaches nobody else", () => {
    const first = policy.preflight(preflight(APP));
    first?.headers.set("Access-Control-Allow-Origin", "*");
    first?.headers.append("Set-Cookie", "a=1");
    const second = policy.preflight(preflight(APP));
    expect(second).not.toBe(first);
    expect(second?.headers.get("access-control-allow-origin")).toBe(APP);
    expect(second?.headers.get("set-cookie")).toBeNull();
    expect([second?.status, second?.body]).toEqual([204, null]);
  });
  test("apply leaves an answer to a preflight request to who made it", async () => {
    const response = policy.apply(preflight("https://evil.example"), new Response("mine"));
    expect([response.status, await response.text()]).toEqual([200, "mine"]);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });
  test("what a handler allows is replaced, whatever browsers may come to ask for leave by; what else it says stays", () => {
    const own = {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Methods": "*",
      "Access-Control-Allow-Whatever-Comes": "*",
      "Access-Control-Expose-Headers": "*",
      "Access-Control-Max-Age": "9",
      "Access-Control-Request-Method": "PUT",
      "X-Access-Control-Allow-Origin": "*",
    };
    const { headers } = policy.apply(get(), new Response("ok", { headers: own }));
    const names = [...headers.keys()].filter((name) => name.includes("access-control"));
    expect(names).toEqual([
      "access-control-allow-origin",
      "access-control-request-method",
      "x-access-control-allow-origin",
    ]);
    expect(headers.get("access-control-allow-origin")).toBe(APP);
  });
  test("a WebSocket handshake is one by its headers, and is a GET", async () => {
    const asked = cors({ allowOrigins: { resolve: () => false } });
    const handshake = (method: string): Request =>
      new Request("https://api.example.com/", {
        method,
        headers: { Origin: "https://evil.example", Upgrade: "websocket" },
      });
    expect(policy.apply(handshake("GET"), new Response("ok")).status).toBe(403);
    expect((await asked.apply(handshake("GET"), new Response("ok"))).status).toBe(403);
    expect(policy.apply(handshake("POST"), new Response("ok")).status).toBe(200);
  });
  test("pages that take turns are each granted their own preflight requests", () => {
    for (const origin of [APP, "https://b.example", "https://b.example", APP]) {
      expect(policy.preflight(preflight(origin))?.headers.get("access-control-allow-origin")).toBe(origin);
    }
  });
  test("a resolver can copy the facts, and keep them", async () => {
    let kept: object = {};
    const asked = cors({
      allowOrigins: {
        resolve: (_, facts) => {
          kept = { ...facts };
          return true;
        },
      },
    });
    await asked.apply(get(), new Response("ok"));
    expect(kept).toEqual({
      method: "GET",
      url: "https://api.example.com/a",
      origin: APP,
      requestMethod: null,
      requestHeaders: null,
      upgrade: null,
    });
  });
  test("with a resolver they are promises", async () => {
    const asked = cors({ allowOrigins: { resolve: (origin) => origin === APP } });
    expect((await asked.preflight(preflight(APP)))?.status).toBe(204);
    expect(await asked.preflight(get())).toBeUndefined();
    const response = await asked.apply(get(), new Response("ok"));
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
  });
});

test("types: a resolver makes promises, handlers keep their arguments", () => {
  expectTypeOf(cors({ allowOrigins: "*" })).toEqualTypeOf<Cors>();
  const asked = cors({ allowOrigins: { resolve: async () => true } });
  expectTypeOf(asked).toEqualTypeOf<AsyncCors>();
  expectTypeOf(asked.decide).returns.toEqualTypeOf<Promise<Decision>>();
  const wrapped = policy.wrap((_request, _env: { KV: string }) => new Response());
  expectTypeOf(wrapped).toEqualTypeOf<FetchHandler<Request, [{ KV: string }]>>();
});
