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
});
