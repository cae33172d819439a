import { afterEach, describe, expect, inject, test, vi } from "vitest";
import { APP, get } from "../../test/support/requests.ts";
import { cors } from "../index.ts";

const policy = cors({ allowOrigins: [APP, "https://b.example"] });

const SPENT = new Response("once");
await SPENT.text();

afterEach(() => {
  vi.restoreAllMocks();
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
    ["null", null, "object"],
    ["a string", "ok", "string"],
    ["what Lambda returns", { statusCode: 200, body: "ok" }, "object"],
    ["no headers", { status: 200, body: null }, "object"],
    ["headers that are none", { status: 200, headers: {}, body: null }, "object"],
    ["no body", { status: 200, headers: new Headers() }, "object"],
    ["no status", { headers: new Headers(), body: null }, "object"],
    ["a status below all others", { status: 199, headers: new Headers(), body: null }, "object"],
    ["a status above all others", { status: 600, headers: new Headers(), body: null }, "object"],
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
