import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { openPage } from "../browser/index.ts";
import { fromFetch, toRequest, withCors } from "../lambda/index.ts";
import { fromLambda, matchers, pageFetch } from "./index.ts";

const APP = "https://app.example.com";
const page = { origin: APP, url: "https://api.example.com/rides?a=1&a=2&b" };
const policy = { allowOrigins: [APP, "https://b.example"], allowCredentials: true };

beforeAll(() => void expect.extend(matchers));
afterEach(() => void vi.restoreAllMocks());

/** What a handler answers to a request. */
async function answer(result: unknown, request = new Request(page.url)): Promise<Response> {
  return fromLambda(() => result)(request);
}

/** The event that a request becomes. */
async function eventOf(request: Request): Promise<Record<string, unknown>> {
  let seen: unknown;
  await fromLambda((event) => void (seen = event))(request);
  return seen as Record<string, unknown>;
}

describe("behind corskit/lambda", () => {
  const native = withCors(policy, async () => ({ statusCode: 201, body: "{}", cookies: ["a=1", "b=2"] }));
  const ofFetch = fromFetch(policy, async (request: Request) => new Response(await request.text()));
  test.each([
    ["a native handler", fromLambda(native)],
    ["a Fetch handler", fromLambda(ofFetch)],
  ])("%s", async (_name, handler) => {
    await expect(handler).toLetPageRead({ ...page, method: "PUT", credentials: "include", body: "a" });
    await expect(handler).toBlockPage({ ...page, origin: "https://evil.example" }, "MissingAllowOriginHeader");
  });

  test("bytes there and back", async () => {
    const fetchOfPage = pageFetch(openPage({ origin: APP, server: fromLambda(ofFetch) }));
    const body = '{"a":"ä"}';
    const response = await fetchOfPage(page.url, {
      method: "PUT",
      body,
      headers: { "Content-Type": "application/json" },
    });
    expect(await response.text()).toBe(body);
  });

  test("a handler that throws is a bare 502", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const throws = async (): Promise<never> => {
      throw new Error("secret");
    };
    await expect(fromLambda(withCors(policy, throws))).toLetPageRead(page);
    log.mockClear();
    await expect(fromLambda(throws)).toBlockPage(page, "MissingAllowOriginHeader");
    expect(log).toHaveBeenCalledOnce();
    expect((await fromLambda(throws)(new Request(page.url))).status).toBe(502);
  });

  test("a handler that takes too long is answered for before Lambda's deadline", async () => {
    const never = withCors(policy, () => new Promise<object>(() => {}), { deadlineMargin: 2990 });
    await expect(fromLambda(never)).toLetPageRead(page);
  });
});

describe("the event", () => {
  test("is that of a Function URL", async () => {
    const headers = { Origin: APP, Cookie: "a=1; b=2", "X-A": "1" };
    const event = await eventOf(new Request(page.url, { headers }));
    expect(event).toMatchObject({
      version: "2.0",
      rawPath: "/rides",
      rawQueryString: "a=1&a=2&b",
      queryStringParameters: { a: "1,2", b: "" },
      cookies: ["a=1", "b=2"],
      headers: { host: "api.example.com", origin: APP, "x-a": "1" },
      requestContext: { http: { method: "GET", path: "/rides" }, stage: "$default" },
      isBase64Encoded: false,
    });
    expect(event).not.toHaveProperty("headers.cookie");
    expect(event).not.toHaveProperty("body");
    expect(event).toHaveProperty("requestContext.time", expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:[\d:]{8} \+0000$/));
    expect(toRequest(event as never).url).toBe(page.url);
  });

  test.each([
    ["application/json; charset=utf-8", "{}", "{}", false],
    ["text/plain", "ä", "ä", false],
    ["application/x-www-form-urlencoded", "a=1", btoa("a=1"), true],
    ["image/png", new Uint8Array([0, 255]), "AP8=", true],
  ])("a body of %s", async (type, body, expected, isBase64Encoded) => {
    const request = new Request(page.url, { method: "POST", body, headers: { "Content-Type": type } });
    expect(await eventOf(request)).toMatchObject({ body: expected, isBase64Encoded });
  });
});

describe("the result", () => {
  test("in full", async () => {
    const response = await answer({
      statusCode: 201,
      headers: { "Content-Type": "image/png", "X-N": 1 },
      cookies: ["a=1", "b=2"],
      body: "AP8=",
      isBase64Encoded: true,
    });
    expect(response.status).toBe(201);
    expect([...response.headers]).toEqual([
      ["content-type", "image/png"],
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
      ["x-n", "1"],
    ]);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255]));
  });

  test.each([
    ["a string", "hello", "hello"],
    ["an object without a status", { rides: [] }, '{"rides":[]}'],
    ["nothing", undefined, "null"],
  ])("%s is the body", async (_name, result, body) => {
    const response = await answer(result);
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      200,
      "application/json",
      body,
    ]);
  });

  test("a status without a body", async () => {
    expect((await answer({ statusCode: 204, body: "" })).body).toBeNull();
  });

  test.each([
    ["a status that is none", { statusCode: "no" }],
    ["a body that is an object", { statusCode: 200, body: {} }],
    ["a header that is an object", { statusCode: 200, headers: { a: {} } }],
    ["what JSON cannot carry", { statusCode: 200, body: 1n }],
    ["Base64 that is none", { statusCode: 200, body: "%", isBase64Encoded: true }],
  ])("%s is a 502", async (_name, result) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const response = await answer(result);
    expect([response.status, await response.json()]).toEqual([502, { message: "Internal Server Error" }]);
  });
});

test("handlers that it cannot call", () => {
  expect(() => fromLambda(undefined as never)).toThrow(TypeError);
  const streams = Object.assign(() => {}, { [Symbol.for("aws.lambda.runtime.handler.streaming")]: "response" });
  expect(() => fromLambda(streams)).toThrow("takes no handler that streams");
});
