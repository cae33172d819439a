import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { gateways } from "../../test/lambda/gateways.ts";
import { CorsConfigError } from "../policy/issue.ts";
import { fromFetchStreaming } from "./from-fetch-streaming.ts";
import { fromFetch } from "./from-fetch.ts";
import type { LambdaEnv, LambdaHttpEvent } from "./types.ts";
import { withCors } from "./with-cors.ts";

const APP = "https://app.example.com";
const config = { allowOrigins: [APP, "https://b.example"], allowCredentials: true };
const ORIGIN = ["origin", APP] as const;
const context = { getRemainingTimeInMillis: () => 60_000 };

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const app = new Hono<{ Bindings: LambdaEnv }>();
app.get("/rides", (c) => c.json({ context: c.env.context === context, path: c.req.path, q: c.req.query("q") }));
app.post("/echo", async (c) => c.body(await c.req.arrayBuffer(), 200, { "content-type": "image/png" }));
app.get("/fail", () => {
  throw new Error("secret");
});

describe.each(gateways)("$name", (gateway) => {
  const event = gateway.event(makeRequest({ query: "q=a%20b", headers: [ORIGIN] })) as LambdaHttpEvent;

  test("a Hono app, with the event in its env", async () => {
    const response = gateway.accept(await fromFetch(config, app.fetch)(event, context));
    expect(response.status).toBe(200);
    expect(JSON.parse(new TextDecoder().decode(response.body))).toStrictEqual({
      context: true,
      path: "/rides",
      q: "a b",
    });
    expect(response.headers).toContainEqual(["access-control-allow-origin", APP]);
  });

  test("binary both ways", async () => {
    const body = Uint8Array.from({ length: 256 }, (_, value) => value);
    const headers = [ORIGIN, ["content-type", "image/png"]] as const;
    const sent = gateway.event(makeRequest({ method: "POST", path: "/echo", headers, body })) as LambdaHttpEvent;
    expect(gateway.accept(await fromFetch(config, app.fetch)(sent, context)).body).toStrictEqual(body);
  });

  test("a preflight never reaches the handler, and becomes no Request", async () => {
    const inner = vi.fn(() => new Response());
    const headers = [ORIGIN, ["access-control-request-method", "PUT"]] as const;
    const preflight = gateway.event(makeRequest({ method: "OPTIONS", headers })) as LambdaHttpEvent;
    const response = gateway.accept(await fromFetch(config, inner)(preflight, context));
    expect(inner).not.toHaveBeenCalled();
    expect(response.status).toBe(204);
    expect(response.headers).toContainEqual(["access-control-allow-origin", APP]);
  });

  test.each<[string, () => Response | Promise<Response>, number]>([
    [
      "throws",
      () => {
        throw new Error("secret");
      },
      500,
    ],
    ["rejects with a string", () => Promise.reject("secret"), 500],
    ["rejects with null", () => Promise.reject(null), 500],
    ["returns nothing", () => undefined as never, 500],
    ["returns a native result", () => ({ statusCode: 200 }) as never, 500],
    ["returns Response.error()", () => Response.error(), 500],
    [
      "throws a Response",
      () => {
        throw new Response("no", { status: 401 });
      },
      401,
    ],
    ["redirects, which is immutable", () => Response.redirect("https://b.example/"), 302],
    ["fails amid the body", () => new Response(new ReadableStream({ pull: (c) => c.error(new Error("gone")) })), 500],
  ])("a handler that %s gets the policy", async (_name, inner, status) => {
    const response = gateway.accept(await fromFetch(config, inner)(event, context));
    expect(response.status).toBe(status);
    expect(response.headers.filter(([name]) => name.startsWith("access-control-")).toSorted()).toStrictEqual([
      ["access-control-allow-credentials", "true"],
      ["access-control-allow-origin", APP],
    ]);
    expect(new TextDecoder().decode(response.body)).not.toContain("secret");
  });

  test("onError, whose own body may be broken too; rethrow", async () => {
    const broken = (): Response => new Response(new ReadableStream({ pull: (c) => c.error(new Error("gone")) }));
    const fail = (): never => {
      throw new Error("down");
    };
    const response = gateway.accept(await fromFetch({ ...config, onError: broken }, fail)(event, context));
    expect(response.status).toBe(500);
    expect(response.headers).toContainEqual(["access-control-allow-origin", APP]);
    await expect(fromFetch(config, fail, { rethrow: true })(event, context)).rejects.toThrow("down");
  });
});

test.each([
  ["SQS", { Records: [{ eventSource: "aws:sqs", body: "{}" }] }],
  ["null", null],
  ["a WebSocket API", { requestContext: { connectionId: "a=" } }],
])("%s is no HTTP request, and never answered 200", async (_name, event) => {
  const inner = vi.fn(() => new Response());
  await expect(fromFetch(config, inner)(event as never, context)).rejects.toThrow(TypeError);
  expect(inner).not.toHaveBeenCalled();
});

test("a method that no Request can have is a 500 with the policy", async () => {
  const event = { httpMethod: "CONNECT", path: "/", headers: { origin: APP }, requestContext: {} };
  const result = await fromFetch(config, () => new Response())(event, context);
  expect(result).toMatchObject({ statusCode: 500, headers: { "access-control-allow-origin": APP } });
});

test("a result that is too large is a 500 with the policy", async () => {
  const event = { httpMethod: "GET", headers: { origin: APP }, requestContext: { elb: {} } };
  const result = await fromFetch(config, () => new Response("a".repeat(2 * 1024 * 1024)))(event, context);
  expect(result).toMatchObject({ statusCode: 500, headers: { "access-control-allow-origin": APP } });
});

test("for Lambda, it is no handler with a callback", () => {
  expect(fromFetch(config, () => new Response()).length).toBeLessThanOrEqual(2);
});

test("what is no function is refused at once, not with the first request", () => {
  expect(() => fromFetch(config, app as never)).toThrow("pass app.fetch to fromFetch");
  expect(() => fromFetchStreaming(config, app as never)).toThrow(TypeError);
  expect(() => withCors(config, app as never)).toThrow(TypeError);
});

test("a faulty config is refused at once", () => {
  expect(() => fromFetch({ allowOrigins: ["https://a.example/"] }, () => new Response())).toThrow(CorsConfigError);
});

const GET = { httpMethod: "GET", path: "/", headers: { origin: APP }, requestContext: {} };

test("a body that has been read already is an error, and no empty answer", async () => {
  const handler = fromFetch(config, async () => {
    const response = new Response("gone");
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    reader?.releaseLock();
    return response;
  });
  expect(await handler(GET, context)).toMatchObject({ statusCode: 500 });
});

test("a body of several chunks, and of texts", async () => {
  const chunks = [new TextEncoder().encode("one "), "two ", new TextEncoder().encode("three")];
  const body = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  expect(await fromFetch(config, () => new Response(body))(GET, context)).toMatchObject({ body: "one two three" });
});

test("what an upstream says of CORS does not get through", async () => {
  const own = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Max-Age": "9",
    "Access-Control-Allow-Whatever-Comes": "*",
    "X-Own": "1",
  };
  const handler = fromFetch(config, () => new Response("ok", { headers: own }));
  const denied = await handler({ ...GET, headers: { origin: "https://evil.example" } }, context);
  expect(denied.headers).toStrictEqual({
    "content-type": "text/plain;charset=UTF-8",
    vary: "Origin",
    "x-own": "1",
  });
  const allowed = await handler(GET, context);
  expect(allowed.headers).toMatchObject({ "access-control-allow-origin": APP });
  expect(allowed.headers).not.toHaveProperty("access-control-max-age");
});

test("a native handler's Response: one that fails is a 500 with the policy, a 101 is left alone", async () => {
  const failing = new ReadableStream({ start: (controller) => controller.error(new Error("gone")) });
  const result = await withCors(config, async () => new Response(failing))(GET as never, context);
  expect(result).toMatchObject({ statusCode: 500, headers: { "access-control-allow-origin": APP } });
  const upgrade = { status: 101, statusText: "", headers: new Headers({ upgrade: "websocket" }), body: null };
  expect(await withCors(config, async () => upgrade)(GET as never, context)).toHaveProperty("headers", {
    upgrade: "websocket",
  });
});

test("a handler of other events that throws at once rejects, as an async one does", async () => {
  const handler = withCors(config, () => {
    throw new Error("now");
  });
  const running = handler({ Records: [{ eventSource: "aws:sqs" }] } as never, context);
  await expect(running).rejects.toThrow("now");
});
