import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { gatewayNamed } from "../../test/lambda/gateways.ts";
import { CONFIG, CONTEXT, ORIGIN } from "../../test/lambda/policy.ts";
import { cors } from "../fetch/cors.ts";
import { withCors } from "./with-cors.ts";

const policy = cors(CONFIG);

let errors: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  errors = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  errors.mockRestore();
});

test("for Lambda, the wrapper is no handler with a callback", () => {
  expect(withCors(policy, async (_event, _context) => ({ statusCode: 200 })).length).toBeLessThanOrEqual(2);
});

describe("handlers with a callback", () => {
  test("what middy passes besides is no callback", async () => {
    const handler = vi.fn(async (_event: unknown, _context: unknown, _options: object) => ({ statusCode: 200 }));
    Object.defineProperty(handler, "length", { value: 3 });
    const event = { httpMethod: "GET", path: "/", requestContext: {} };
    const passed = { signal: new AbortController().signal };
    expect(await withCors(policy, handler as never)(event as never, CONTEXT, passed)).toMatchObject({
      statusCode: 200,
    });
    expect(handler).toHaveBeenCalledWith(event, CONTEXT, passed);
  });

  const event = gatewayNamed("REST API").event(makeRequest({ headers: [ORIGIN] }));
  type Callback = (error?: unknown, result?: unknown) => void;

  test.each<[string, (event: unknown, context: unknown, callback: Callback) => unknown, number]>([
    ["a result", (_event, _context, callback) => callback(null, { statusCode: 201 }), 201],
    ["an error", (_event, _context, callback) => callback(new Error("down")), 500],
    [
      "a throw",
      (_event, _context, _callback) => {
        throw new Error("down");
      },
      500,
    ],
    ["a promise all the same", async (_event, _context, _callback) => ({ statusCode: 202 }), 202],
    ["a callback later", (_event, _context, callback) => void setTimeout(callback, 1, null, { statusCode: 203 }), 203],
  ])("%s", async (_name, inner, statusCode) => {
    const handler = withCors(policy, inner as never);
    expect(await handler(event as never, CONTEXT as never)).toMatchObject({ statusCode });
  });

  // As Node.js 22 does, whatever the handler's length is.
  describe("on a runtime that passes a callback", () => {
    const unused: unknown = () => expect.unreachable("the runtime's own callback is past the policy");
    const invoke = (inner: (...args: never[]) => unknown, context: object = CONTEXT): Promise<unknown> =>
      withCors(policy, inner)(event as never, context as never, unused);
    const corsOf = (result: unknown): unknown =>
      Object.entries((result as { headers: object }).headers).find(
        ([name]) => name.toLowerCase() === "access-control-allow-origin",
      )?.[1];

    test.each<[string, (event: unknown, context: unknown, callback: Callback) => unknown, number]>([
      ["a callback", (_event, _context, callback) => callback(null, { statusCode: 201 }), 201],
      ["a callback by its place", (...args) => args[2](null, { statusCode: 201 }), 201],
      [
        "a callback with a default, later",
        (_event, _context, callback = () => {}) => void setTimeout(callback, 1, null, { statusCode: 202 }),
        202,
      ],
      ["an error, by its place", (...args) => args[2](new Error("down")), 500],
      ["a promise", async () => ({ statusCode: 203 }), 203],
      ["a result", () => ({ statusCode: 204 }), 204],
    ])("%s", async (_name, inner, statusCode) => {
      const result = await invoke(inner as never);
      expect(result).toMatchObject({ statusCode });
      expect(corsOf(result)).toBe(ORIGIN[1]);
    });

    test.each([async () => {}, () => null])("a promise of nothing, and null, are results: %s", async (inner) => {
      expect(await invoke(inner)).toStrictEqual(await withCors(policy, inner)(event as never, CONTEXT as never));
    });

    test("who returns nothing has yet to call back, until the time is over", async () => {
      const soon = { ...CONTEXT, getRemainingTimeInMillis: () => 520 };
      const result = await invoke(() => {}, soon);
      expect(result).toMatchObject({ statusCode: 504 });
      expect(corsOf(result)).toBe(ORIGIN[1]);
    });

    test("an event that is not HTTP: the callback's result, and its error", async () => {
      const handler = withCors(policy, ((...args: [unknown, unknown, Callback]) => {
        const [{ fails }, , callback] = args as [{ fails: boolean }, unknown, Callback];
        setTimeout(() => (fails ? callback(new Error("poison")) : callback(null, "done")), 1);
      }) as never);
      expect(await handler({ Records: [] } as never, CONTEXT as never, unused)).toBe("done");
      await expect(handler({ Records: [], fails: true } as never, CONTEXT as never, unused)).rejects.toThrow("poison");
    });
  });
});
