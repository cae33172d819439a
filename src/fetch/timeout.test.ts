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
    expect(signal?.reason).toMatchObject({ name: "TimeoutError", message: "no response within 5 ms" });
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

  test("a request that cannot be copied is given as it is, with the signal", async () => {
    const { method, url, headers, signal } = get();
    // As of a server that makes its own.
    const own = { method, url, headers, signal, context: "kept" };
    const seen: unknown[] = [];
    const slow = policy.wrap(
      async (request) => {
        seen.push(request === (own as unknown), request.signal.aborted);
        await new Promise((resolve) => request.signal.addEventListener("abort", resolve));
        seen.push(request.signal.aborted);
        return new Response();
      },
      { timeout: 5 },
    );
    const response = await slow(own as unknown as Request);
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([504, APP]);
    expect(seen).toEqual([true, false, true]);
    // One policy within another: the request has a signal already.
    const twice = policy.wrap(
      policy.wrap(() => new Response("ok"), { timeout: 60_000 }),
      { timeout: 60_000 },
    );
    expect((await twice({ ...own } as unknown as Request)).status).toBe(200);
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
