import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fromFetch, fromFetchStreaming, toRequest, withCors, type LambdaHttpEvent } from "../../src/lambda/index.ts";
import { makeRequest } from "./events.ts";
import { corsOf, gatewayNamed, gateways } from "./gateways.ts";
import { APP, CONTEXT } from "./policy.ts";

// One test for each fault that Lambda users met elsewhere, named after it.

const EVIL = "https://evil.example";
const config = { allowOrigins: [APP, "https://*.example.com"], allowCredentials: true };
const url = gatewayNamed("Function URL");
const from = (origin: string, part = {}): never =>
  url.event(makeRequest({ ...part, headers: [["origin", origin]] })) as never;
const ok = async (): Promise<object> => ({ statusCode: 200, body: "" });

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("@middy/http-cors", () => {
  test("one response with Allow-Credentials does not open later invocations to any origin", async () => {
    const handler = withCors({ allowOrigins: [APP, "https://b.example"] }, async () => ({
      statusCode: 200,
      headers: { "Access-Control-Allow-Credentials": "true" },
      body: "",
    }));
    await handler(from(APP), CONTEXT);
    expect(corsOf(url.accept(await handler(from(EVIL), CONTEXT)))).toStrictEqual({});
    expect(corsOf(url.accept(await handler(from(APP), CONTEXT)))).toStrictEqual({ "access-control-allow-origin": APP });
  });

  test("preflights do not run the handler", async () => {
    const inner = vi.fn(ok);
    const headers = [
      ["origin", APP],
      ["access-control-request-method", "PUT"],
    ] as const;
    await withCors(config, inner)(url.event(makeRequest({ method: "OPTIONS", headers })) as never, CONTEXT);
    expect(inner).not.toHaveBeenCalled();
  });

  test("two spellings of a header do not both go out", async () => {
    const own = { "access-control-allow-origin": EVIL, "Access-Control-Allow-Origin": "*" };
    const handler = withCors(config, async () => ({ statusCode: 200, headers: own, body: "" }));
    expect(corsOf(url.accept(await handler(from(APP), CONTEXT)))).toMatchObject({ "access-control-allow-origin": APP });
  });

  test("the origin of a load balancer's multi-value event is seen", async () => {
    const alb = gatewayNamed("ALB, multi values");
    const event = alb.event(makeRequest({ headers: [["origin", APP]] })) as never;
    expect(corsOf(alb.accept(await withCors(config, ok)(event, CONTEXT)))).toMatchObject({
      "access-control-allow-origin": APP,
    });
  });

  test.each(["constructor", "https://evil/x?.example.com", "https://evil.example?.example.com", "__proto__"])(
    "the origin %s is not allowed",
    async (origin) => {
      expect(corsOf(url.accept(await withCors(config, ok)(from(origin), CONTEXT)))).toStrictEqual({});
    },
  );
});

describe("hono/aws-lambda", () => {
  test("a body without a content-type is not taken for text", async () => {
    const body = Uint8Array.of(0xff, 0xfe, 0x00, 0x80);
    const handler = fromFetch(config, () => new Response(body));
    expect(url.accept(await handler(from(APP), CONTEXT)).body).toStrictEqual(body);
  });

  test("a load balancer in single-value mode loses no cookie", async () => {
    const alb = gatewayNamed("ALB, single values");
    const headers: [string, string][] = Array.from({ length: 5 }, (_, i) => ["set-cookie", `c${i}=1`]);
    const handler = fromFetch(config, () => new Response("", { headers }));
    const response = alb.accept(await handler(alb.event(makeRequest()) as LambdaHttpEvent, CONTEXT));
    expect(response.cookies).toHaveLength(5);
  });

  test("what a bare Fetch handler throws does not reject", async () => {
    const handler = fromFetch(config, () => {
      throw new Error("bare");
    });
    const response = url.accept(await handler(from(APP), CONTEXT));
    expect([response.status, corsOf(response)]).toMatchObject([500, { "access-control-allow-origin": APP }]);
  });

  test("SQS events are not answered 200, which would delete the messages", async () => {
    const handler = fromFetch(config, () => new Response());
    await expect(handler({ Records: [{ eventSource: "aws:sqs" }] } as never, CONTEXT)).rejects.toThrow(TypeError);
  });

  test("a streaming error has a prelude", async () => {
    const written: unknown[] = [];
    const stream = { setContentType: () => {}, write: (chunk: unknown) => written.push(chunk) > 0, end: () => {} };
    await fromFetchStreaming(config, () => {
      throw new Error("early");
    })(from(APP), stream as never, CONTEXT);
    expect(JSON.parse(String(written[0]).split("\0")[0] ?? "")).toMatchObject({
      statusCode: 500,
      headers: { "access-control-allow-origin": APP },
    });
  });
});

describe("other adapters", () => {
  test("serverless-http: a PNG needs no option", async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0x00);
    const handler = fromFetch(config, () => new Response(png, { headers: { "content-type": "image/png" } }));
    expect(url.accept(await handler(from(APP), CONTEXT)).body).toStrictEqual(png);
  });

  test("srvx: compressed text stays compressed", async () => {
    const gzip = Uint8Array.of(0x1f, 0x8b, 0x08, 0x00, 0x41);
    const headers = { "content-type": "text/html", "content-encoding": "gzip" };
    const handler = fromFetch(config, () => new Response(gzip, { headers }));
    expect(url.accept(await handler(from(APP), CONTEXT)).body).toStrictEqual(gzip);
  });

  test("srvx, serverless-express: a load balancer's parameters are not encoded twice", () => {
    const alb = gatewayNamed("ALB, single values");
    const event = alb.event(makeRequest({ query: "q=a%20b%252Bc" })) as LambdaHttpEvent;
    expect(new URL(toRequest(event).url).searchParams.get("q")).toBe("a b%2Bc");
  });

  test("powertools: a cookie with a date is not split at its comma", async () => {
    const cookie = "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT";
    const handler = fromFetch(config, () => new Response("", { headers: { "set-cookie": cookie } }));
    for (const gateway of gateways) {
      const result = await handler(gateway.event(makeRequest()) as LambdaHttpEvent, CONTEXT);
      expect(gateway.accept(result).cookies).toStrictEqual([cookie]);
    }
  });

  test("powertools: with a Function URL's own configuration, headers are not sent twice", async () => {
    const handler = withCors({ ...config, owner: "gateway" }, async () => ({
      statusCode: 200,
      headers: { "Access-Control-Allow-Origin": "*" },
      body: "",
    }));
    expect(corsOf(url.accept(await handler(from(APP), CONTEXT)))).toStrictEqual({});
  });

  test("serverless-express: several values of a header, and a named stage's path", () => {
    const rest = gatewayNamed("REST API").event(
      makeRequest({
        headers: [
          ["accept", "a/a"],
          ["accept", "b/b"],
        ],
      }),
    ) as LambdaHttpEvent;
    expect(toRequest(rest).headers.get("accept")).toBe("a/a, b/b");
    const staged = {
      version: "2.0",
      rawPath: "/prod/rides",
      requestContext: { http: { method: "GET" }, stage: "prod" },
    };
    expect(new URL(toRequest(staged).url).pathname).toBe("/rides");
  });

  test("a timeout's 504 does not open the API to any origin", async () => {
    vi.useFakeTimers();
    const handler = withCors(config, () => new Promise(() => {}));
    const answering = handler(from(EVIL), { getRemainingTimeInMillis: () => 1000 });
    await vi.advanceTimersByTimeAsync(500);
    const response = url.accept(await answering);
    vi.useRealTimers();
    expect([response.status, corsOf(response)]).toStrictEqual([504, {}]);
    expect(response.headers).toContainEqual(["vary", "Origin"]);
  });

  test("an unhandled error has the policy's headers", async () => {
    const response = url.accept(await withCors(config, () => Promise.reject(new Error("x")))(from(APP), CONTEXT));
    expect([response.status, corsOf(response)]).toMatchObject([500, { "access-control-allow-origin": APP }]);
  });
});
