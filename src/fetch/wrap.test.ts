import { afterEach, describe, expect, expectTypeOf, inject, test, vi } from "vitest";
import { cors, type AsyncCors, type Cors, type Decision, type FetchHandler } from "../index.ts";

const APP = "https://app.example.com";
const policy = cors({ allowOrigins: [APP, "https://b.example"] });
const constant = cors({ allowOrigins: [APP] });

const get = (origin: string | null = APP, init: RequestInit = {}): Request =>
  new Request("https://api.example.com/a", { ...init, headers: origin === null ? {} : { Origin: origin } });
const preflight = (origin: string): Request =>
  new Request("https://api.example.com/a", {
    method: "OPTIONS",
    headers: { Origin: origin, "Access-Control-Request-Method": "PUT" },
  });

const SPENT = new Response("once");
await SPENT.text();

afterEach(() => {
  vi.restoreAllMocks();
});

describe("wrap", () => {
  test("answers preflights without the handler, and passes further arguments on", async () => {
    const handler = vi.fn((_request: Request, env: { a: number }, more: string) => new Response(`${env.a}${more}`));
    const wrapped = policy.wrap(handler);
    expect((await wrapped(preflight(APP), { a: 1 }, "b")).status).toBe(204);
    expect((await wrapped(preflight("https://evil.example"), { a: 1 }, "b")).status).toBe(403);
    expect((await constant.wrap(handler)(preflight("https://evil.example"), { a: 1 }, "b")).status).toBe(204);
    expect(handler).not.toHaveBeenCalled();
    const request = get();
    expect(await (await wrapped(request, { a: 1 }, "b")).text()).toBe("1b");
    expect(handler).toHaveBeenCalledExactlyOnceWith(request, { a: 1 }, "b");
  });

  test("stays synchronous where the policy and the handler are", () => {
    expect(policy.wrap(() => new Response("ok"))(get())).toBeInstanceOf(Response);
    expect(policy.wrap(() => new Response("ok"))(preflight(APP))).toBeInstanceOf(Response);
  });

  test("waits for any thenable", async () => {
    const later = { then: (resolve: (response: Response) => void) => resolve(new Response("ok")) };
    const response = await policy.wrap(() => later as Promise<Response>)(get());
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
  });

  test("mutates a mutable response and keeps its identity", async () => {
    const own = new Response("ok", { headers: { Vary: "Accept, *" } });
    const [plain, other] = [new Response("ok"), new Response("ok")];
    expect(await policy.wrap(() => plain)(get())).toBe(plain);
    expect(await constant.wrap(() => other)(get())).toBe(other);
    expect((await policy.wrap(() => own)(get())).headers.get("vary")).toBe("Accept, *");
    // Names that only begin or end like Origin do not make it another page's.
    const alike = new Response("ok", { headers: { Vary: "X-Origin, Origin-X" } });
    expect(await policy.wrap(() => alike)(get())).toBe(alike);
  });

  test.each([
    [null, "Origin"],
    ["Accept-Encoding", "Accept-Encoding, Origin"],
    ["origin", "origin"],
    ["Accept , ORIGIN", "Accept , ORIGIN"],
    ["*", "*"],
    ["X-Origin", "X-Origin, Origin"],
  ])("Vary: %j becomes %j", async (vary, merged) => {
    const headers: Record<string, string> = vary === null ? {} : { Vary: vary };
    for (const origin of [APP, "https://evil.example", null]) {
      const response = await policy.wrap(() => new Response("ok", { headers }))(get(origin));
      expect(response.headers.get("vary")).toBe(merged);
      expect(await response.text()).toBe("ok");
      const untouched = await constant.wrap(() => new Response("ok", { headers }))(get(origin));
      expect(untouched.headers.get("vary")).toBe(vary);
    }
  });

  test.each([301, 302, 303, 307, 308])("Response.redirect(), which is immutable, and one's own: %d", async (status) => {
    const to = "https://b.example/";
    const own = new Response("see there", { status, headers: { Location: to } });
    for (const redirect of [Response.redirect(to, status), own]) {
      const response = await policy.wrap(() => redirect)(get());
      expect([response.status, response.headers.get("location")]).toEqual([status, to]);
      expect(response.headers.get("access-control-allow-origin")).toBe(APP);
      expect(await response.text()).toBe(redirect === own ? "see there" : "");
    }
  });

  test("an immutable response that nothing tells by gets the policy all the same", async () => {
    const hidden = Object.defineProperty(await fetch(`${inject("upstream")}/?status=203`), "url", { value: "" });
    const response = await policy.wrap(() => hidden)(get());
    expect(response).not.toBe(hidden);
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
    expect(hidden.headers.get("access-control-allow-origin")).toBe("*");
    expect([response.status, await response.text()]).toEqual([203, "body of 203"]);
  });

  test("an upgraded connection is left alone: Node.js makes no such Response, but platforms do", async () => {
    const upgrade: object = { status: 101, headers: new Headers({ Upgrade: "websocket" }), body: null };
    const response = await policy.wrap(() => upgrade as Response)(get());
    expect(response).toBe(upgrade);
    expect([...response.headers.keys()]).toEqual(["upgrade"]);
  });

  test("a response that is returned twice carries the right origin each time", async () => {
    const shared = new Response(null, { status: 404 });
    const wrapped = policy.wrap(() => shared);
    const origins = [APP, "https://evil.example", "https://b.example", null, APP];
    const responses = [];
    for (const origin of origins) responses.push(await wrapped(get(origin)));
    expect(responses.map(({ headers }) => headers.get("access-control-allow-origin"))).toEqual([
      APP,
      null,
      "https://b.example",
      null,
      APP,
    ]);
  });

  test("owner: gateway removes what the handler set", async () => {
    const silent = cors({ allowOrigins: [APP], owner: "gateway" });
    const response = await silent.wrap(() => new Response("ok", { headers: { "Access-Control-Allow-Origin": "*" } }))(
      get(),
    );
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("enforce keeps denied requests from the handler", async () => {
    const handler = vi.fn(() => new Response("ok"));
    const enforced = cors({ allowOrigins: [APP], enforce: true }).wrap(handler);
    expect((await enforced(get("https://evil.example"))).status).toBe(403);
    expect(handler).not.toHaveBeenCalled();
    expect((await enforced(get(null))).status).toBe(200);
  });
});

describe("errors", () => {
  const boom = (): never => {
    throw new Error("secret");
  };

  test("onError of the policy and of wrap: the nearer one answers, with the policy on it", async () => {
    const far = cors({ allowOrigins: [APP], onError: () => new Response("far", { status: 502 }) });
    expect(await (await far.wrap(boom)(get())).text()).toBe("far");
    const onError = vi.fn(async (error: unknown, request: Request) =>
      Response.json({ error: String(error), method: request.method }, { status: 503 }),
    );
    const response = await far.wrap(boom, { onError })(get());
    expect(await response.json()).toEqual({ error: "Error: secret", method: "GET" });
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
  });

  test.each([
    ["throws", boom],
    ["returns nothing", () => undefined],
    ["rejects", () => Promise.reject(new Error("worse"))],
  ])("an onError that %s ends in a plain 500", async (_, onError) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const response = await policy.wrap(boom, { onError: onError as unknown as () => Response })(get());
    expect([response.status, await response.text()]).toEqual([500, "Internal Server Error"]);
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
    expect(log).toHaveBeenCalledTimes(2);
  });

  test("an onError that throws a Response means it", async () => {
    const onError = (): never => {
      throw new Response("teapot", { status: 418 });
    };
    expect((await policy.wrap(boom, { onError })(get())).status).toBe(418);
  });

  test("rethrow leaves errors to the platform, but a thrown Response is an answer", async () => {
    const strict = cors({ allowOrigins: [APP], rethrow: true });
    await expect(async () => strict.wrap(boom)(get())).rejects.toThrow("secret");
    await expect(async () => strict.wrap(() => undefined as unknown as Response)(get())).rejects.toThrow(
      "the handler returned undefined, not a Response",
    );
    const thrown = strict.wrap(() => {
      throw new Response("no", { status: 401 });
    });
    expect((await thrown(get())).headers.get("access-control-allow-origin")).toBe(APP);
    expect((await strict.wrap(() => new Response(), { rethrow: false })(get())).status).toBe(200);
  });

  describe("a response whose body is gone cannot be sent: 500", () => {
    const spent = async (): Promise<Response> => {
      const response = new Response("once");
      await response.text();
      return response;
    };
    const throwsSpent = async (): Promise<Response> => {
      throw await spent();
    };
    test.each<[string, () => Promise<Response>, (() => Promise<Response>)?]>([
      ["returned", spent],
      ["thrown", throwsSpent],
      ["returned by onError", async () => boom(), spent],
      ["thrown by onError", async () => boom(), throwsSpent],
      [
        "immutable",
        async () => {
          const used = await fetch(inject("upstream"));
          await used.text();
          return used;
        },
      ],
      [
        "read in part",
        async () => {
          const response = new Response("once");
          const reader = response.body?.getReader();
          await reader?.read();
          reader?.releaseLock();
          return response;
        },
      ],
    ])("%s", async (_, handler, onError) => {
      vi.spyOn(console, "error").mockImplementation(() => {});
      const response = await policy.wrap(handler, { onError })(get());
      expect([response.status, await response.text()]).toEqual([500, "Internal Server Error"]);
      expect(response.headers.get("access-control-allow-origin")).toBe(APP);
    });
  });

  test("an error is logged, once, and the client is told nothing of it", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const response = await policy.wrap(boom)(get());
    expect([response.status, await response.text()]).toEqual([500, "Internal Server Error"]);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(log.mock.calls).toEqual([["corskit: the handler failed:", new Error("secret")]]);
  });

  test.each([
    ["nothing", undefined, "undefined"],
    ["null", null, "null"],
    ["a string", "ok", "ok"],
    ["what Lambda returns", { statusCode: 200, body: "ok" }, "an object"],
    ["no headers", { status: 200, body: null }, "an object"],
    ["headers that are none", { status: 200, headers: {}, body: null }, "an object"],
    ["no body", { status: 200, headers: new Headers() }, "an object"],
    ["no status", { headers: new Headers(), body: null }, "an object"],
    ["a network error", Response.error(), "Response.error()"],
    ["a response that was read", SPENT, "a used body"],
  ])("a handler that returns no response, but %s, has failed, and so has its onError", async (_, returned, what) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const wrong = (): Response => returned as Response;
    expect((await policy.wrap(wrong)(get())).status).toBe(500);
    expect((await policy.wrap(boom, { onError: wrong })(get())).status).toBe(500);
    expect(log.mock.calls).toEqual([
      ["corskit: the handler failed:", new TypeError(`the handler returned ${what}, not a Response`)],
      ["corskit: onError failed:", new TypeError(`onError returned ${what}, not a Response`)],
      ["corskit: the handler failed:", new Error("secret")],
    ]);
  });
});

describe("timeout", () => {
  test("answers 504 with the policy on it, aborts the request's signal, and cancels what comes late", async () => {
    const late = Promise.withResolvers<Response>();
    const cancelled = Promise.withResolvers<void>();
    let signal: AbortSignal | undefined;
    const slow = policy.wrap(
      (request) => {
        ({ signal } = request);
        return late.promise;
      },
      { timeout: 5 },
    );
    const response = await slow(get());
    expect([response.status, await response.text()]).toEqual([504, "Gateway Timeout"]);
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
    expect(signal?.aborted).toBe(true);
    expect(signal?.reason).toMatchObject({ name: "TimeoutError", message: "no response within 5 ms" });
    late.resolve(new Response(new ReadableStream({ cancel: () => cancelled.resolve() })));
    await cancelled.promise;
  });

  test("a late error, and a handler that minds the signal, end quietly", async () => {
    const slow = policy.wrap(
      ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted")))),
      { timeout: 5 },
    );
    expect((await slow(get())).status).toBe(504);
  });

  test("changes nothing for a handler in time: method, headers and body arrive", async () => {
    const echo = policy.wrap(
      async (request) => new Response(`${request.method} ${request.headers.get("x-a")} ${await request.text()}`),
      { timeout: 60_000 },
    );
    const request = new Request("https://api.example.com/", { method: "POST", body: "body", headers: { "X-A": "1" } });
    expect(await (await echo(request)).text()).toBe("POST 1 body");
  });

  test("the client's own abort still arrives, and errors are errors", async () => {
    const client = new AbortController();
    const seen = policy.wrap(
      async ({ signal }) => {
        client.abort(new Error("gone"));
        return new Response(String(signal.aborted));
      },
      { timeout: 60_000 },
    );
    expect(await (await seen(get(APP, { signal: client.signal }))).text()).toBe("true");
    vi.spyOn(console, "error").mockImplementation(() => {});
    const failing = policy.wrap(() => Promise.reject(new Error("x")), { timeout: 60_000 });
    expect((await failing(get())).status).toBe(500);
  });
});

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
