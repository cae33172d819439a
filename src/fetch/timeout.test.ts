import { afterEach, describe, expect, test, vi } from "vitest";
import { APP, get } from "../../test/support/requests.ts";
import { cors } from "../index.ts";

const policy = cors({ allowOrigins: [APP, "https://b.example"] });

afterEach(() => {
  vi.restoreAllMocks();
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
    expect(signal?.reason).toMatchObject({ name: "TimeoutError", message: "no answer within 5 ms" });
    late.resolve(new Response(new ReadableStream({ cancel: () => cancelled.resolve() })));
    await cancelled.promise;
  });

  test("a late error, and a handler that minds the signal, end quietly", async () => {
    const onError = vi.fn(() => new Response("late"));
    const slow = policy.wrap(
      ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted")))),
      { timeout: 5, onError },
    );
    expect((await slow(get())).status).toBe(504);
    // The error has been there since the signal.
    await Promise.resolve();
    expect(onError).not.toHaveBeenCalled();
  });

  test("changes nothing for a handler in time: method, headers and body arrive", async () => {
    const echo = policy.wrap(
      async (request) => new Response(`${request.method} ${request.headers.get("x-a")} ${await request.text()}`),
      { timeout: 60_000 },
    );
    const request = new Request("https://api.example.com/", { method: "POST", body: "body", headers: { "X-A": "1" } });
    expect(await (await echo(request)).text()).toBe("POST 1 body");
  });

  describe("a request of a server's own make", () => {
    const client = new AbortController();
    class Own {
      readonly #text = "body";
      readonly context = { user: 1 };
      readonly url = "https://api.example.com/";
      readonly headers = new Headers({ Origin: APP });
      readonly signal = client.signal;
      get method(): string {
        return "GET";
      }
      async text(): Promise<string> {
        return this.#text;
      }
      // What the constructor of requests takes for a URL.
      toString(): string {
        return this.url;
      }
    }
    const own = (): Own & Request => new Own() as Own & Request;

    test("is given as it is, but for the signal, which is its own one's and the limit's", async () => {
      const request = own();
      const seen: unknown[] = [];
      const slow = policy.wrap(
        async (given: Own & Request) => {
          const { signal } = given;
          seen.push(given instanceof Own, given.context === request.context, await given.text(), signal.aborted);
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
          seen.push(given.signal === signal, signal.aborted, (signal.reason as Error).name);
          return new Response();
        },
        { timeout: 5 },
      );
      const response = await slow(request);
      expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([504, APP]);
      expect(seen).toEqual([true, true, "body", false, true, true, "TimeoutError"]);
      // Whoever has it besides, and the next try, are not late.
      expect(request.signal.aborted).toBe(false);
    });

    test("keeps what others hung on it, and takes what is written to it, as without a limit", async () => {
      class Server extends Own {
        #path = "/";
        override get method(): string {
          return "POST";
        }
        readonly sql = Object.assign((text: string) => text, { begin: () => "begun" });
        get path(): string {
          return this.#path;
        }
        set path(path: string) {
          this.#path = path;
        }
      }
      const request = Object.defineProperty(new Server(), "fixed", { value: () => "fixed" });
      const handler = (given: Request): Response => {
        const server = given as Request & Server & { fixed(): string };
        server.path = "/rides";
        return Response.json([server.sql.begin(), server.sql === request.sql, server.path, server.fixed()]);
      };
      const response = await policy.wrap(handler, { timeout: 60_000 })(request as Request & Server);
      expect(await response.json()).toEqual(["begun", true, "/rides", "fixed"]);
    });

    test("whose signal is asked for when the time is over already", async () => {
      const over = Promise.withResolvers<void>();
      const late = Promise.withResolvers<boolean>();
      const slow = policy.wrap(
        async (request) => {
          await over.promise;
          late.resolve(request.signal.aborted);
          return new Response();
        },
        { timeout: 5 },
      );
      expect((await slow(own())).status).toBe(504);
      over.resolve();
      expect(await late.promise).toBe(true);
    });

    test("under one policy within another, has the limits of both", async () => {
      vi.spyOn(console, "error").mockImplementation(() => {});
      const inner = policy.wrap(({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", reject)), {
        timeout: 60_000,
      });
      const outer = policy.wrap(async (request) => inner(request), { timeout: 5 });
      expect((await outer(own())).status).toBe(504);
    });

    test.each([
      ["a record", { method: "GET", url: "https://api.example.com/", headers: new Headers(), context: 1 }],
      ["one without a prototype", Object.assign(Object.create(null), own(), { method: "GET", context: 1 })],
    ])("%s", async (_, request) => {
      const seen = vi.fn((given: Request) => new Response((given as Request & { context: number }).context.toString()));
      const response = await policy.wrap(seen, { timeout: 60_000 })(request as Request);
      expect([response.status, await response.text()]).toEqual([200, "1"]);
    });
  });

  test("a request of the platform's is a copy, so that fetch sees the limit, and of a class made from it as well", async () => {
    class Own extends Request {}
    for (const request of [get(), new Own(get())]) {
      const seen: boolean[] = [];
      // Held out here: Node.js collects one that nobody holds, and its signal never aborts then.
      let copy: Request;
      const slow = policy.wrap(
        async (given) => {
          copy = new Request(given);
          await new Promise((resolve) => copy.signal.addEventListener("abort", resolve));
          seen.push(given === request, copy.signal.aborted);
          return new Response();
        },
        { timeout: 5 },
      );
      expect((await slow(request)).status).toBe(504);
      await expect.poll(() => seen).toEqual([false, true]);
      expect(request.signal.aborted).toBe(false);
    }
  });

  test("what a router hung on a request of the platform's is on the copy", async () => {
    const request = Object.assign(get(), { params: { id: "7" } });
    // What a copy has of its own takes no value.
    Object.defineProperty(request, "method", { value: "PUT", enumerable: true });
    const handler = (given: Request): Response => Response.json([given.method, (given as typeof request).params]);
    const response = await policy.wrap(handler, { timeout: 60_000 })(request);
    expect(await response.json()).toEqual(["GET", { id: "7" }]);
  });

  test("a handshake is given as it is: Deno and Bun upgrade no copy", async () => {
    const request = new Request("https://api.example.com/", { headers: { Upgrade: "websocket" } });
    const handler = vi.fn(() => new Response());
    await policy.wrap(handler, { timeout: 60_000 })(request);
    expect(handler.mock.calls).toEqual([[request]]);
    expect((handler.mock.calls as unknown[][])[0]?.[0]).toBe(request);
  });

  test("a request whose body is gone is given all the same, with the signal", async () => {
    const request = new Request("https://api.example.com/", { method: "POST", body: "x", headers: { Origin: APP } });
    await request.text();
    const seen = policy.wrap(({ bodyUsed, signal }) => Response.json([bodyUsed, signal.aborted]), { timeout: 60_000 });
    const response = await seen(request);
    expect([response.status, await response.json()]).toEqual([200, [true, false]]);
  });

  test("is for an onError that never answers as well", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const onError = (): Promise<Response> => new Promise(() => {});
    const fail = (): never => {
      throw new Error("at once");
    };
    const response = await policy.wrap(fail, { timeout: 10, onError })(get());
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([504, APP]);
  });

  test("an onError in time gets the request", async () => {
    const fail = (): never => {
      throw new Error("at once");
    };
    const onError = (_: unknown, { method }: Request): Response => new Response(method, { status: 503 });
    const response = await policy.wrap(fail, { timeout: 60_000, onError })(get());
    expect([response.status, await response.text()]).toEqual([503, "GET"]);
  });

  test.each([Infinity, 2 ** 31])("of %d ms, more than a timer can wait, is none", async (timeout) => {
    const soon = (): Promise<Response> => new Promise((resolve) => setTimeout(resolve, 5, new Response("ok")));
    expect((await policy.wrap(soon, { timeout })(get())).status).toBe(200);
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
