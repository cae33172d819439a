import { expect, test } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { gateways } from "../../test/lambda/gateways.ts";
import { toResult } from "./to-result.ts";
import type { LambdaHttpEvent } from "./types.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 255]);
/** gzip of "hello" */
const GZIP = Uint8Array.from(atob("H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA=="), (character) => character.charCodeAt(0));

const bodies: readonly [string, BodyInit | null, Record<string, string>, Uint8Array, boolean][] = [
  ["text", "hello", { "content-type": "text/plain" }, bytes("hello"), false],
  ["JSON that is not ASCII", '{"a":"ü€😀"}', { "content-type": "application/json" }, bytes('{"a":"ü€😀"}'), false],
  ["nothing", null, {}, bytes(""), false],
  ["no content-type, text", bytes("plain"), {}, bytes("plain"), false],
  ["no content-type, binary", PNG, {}, PNG, true],
  ["a PNG", PNG, { "content-type": "image/png" }, PNG, true],
  ["an image that looks like text", bytes("abc"), { "content-type": "image/x" }, bytes("abc"), true],
  ["SVG", "<svg/>", { "content-type": "image/svg+xml" }, bytes("<svg/>"), false],
  ["gzip of text", GZIP, { "content-type": "text/plain", "content-encoding": "gzip" }, GZIP, true],
  ["an encoding that looks like text", bytes("abc"), { "content-encoding": "br" }, bytes("abc"), true],
  ["identity", "abc", { "content-encoding": "identity" }, bytes("abc"), false],
  ["Latin-1", Uint8Array.of(0xe9), { "content-type": "text/plain; charset=iso-8859-1" }, Uint8Array.of(0xe9), true],
  ["a byte order mark", "\ufeffa", { "content-type": "text/csv" }, bytes("\ufeffa"), false],
  ["NUL", "a\0b", { "content-type": "text/plain" }, bytes("a\0b"), false],
  ["a wrong type", PNG, { "content-type": "application/json" }, PNG, true],
];

for (const gateway of gateways) {
  const event = gateway.event(makeRequest()) as LambdaHttpEvent;

  test.each(bodies)(`${gateway.name}: %s`, async (_name, body, headers, sent, base64) => {
    const result = await toResult(new Response(body, { headers }), event);
    const response = gateway.accept(result);
    expect(response.status).toBe(200);
    expect(response.body).toStrictEqual(sent);
    for (const header of Object.entries(headers)) expect(response.headers).toContainEqual(header);
    const marked =
      "bodyEncoding" in result
        ? result.bodyEncoding === "base64"
        : "isBase64Encoded" in result && result.isBase64Encoded;
    expect(marked).toBe(base64);
  });

  test(`${gateway.name}: cookies stay apart`, async () => {
    const cookies = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2", "c=3; Path=/"];
    const headers = new Headers([
      ["x-a", "1"],
      ["x-a", "2"],
      ...cookies.map((cookie): [string, string] => ["set-cookie", cookie]),
    ]);
    const response = gateway.accept(await toResult(new Response("", { headers }), event));
    expect(response.cookies.toSorted()).toStrictEqual(cookies);
    expect(response.headers.filter(([name]) => name === "x-a")).toStrictEqual([["x-a", "1, 2"]]);
  });

  test.each([204, 205, 304])(`${gateway.name}: %i has no body`, async (status) => {
    const response = gateway.accept(await toResult(new Response(null, { status, headers: { etag: '"a"' } }), event));
    expect([response.status, response.body.length]).toStrictEqual([status, 0]);
    expect(response.headers).toContainEqual(["etag", '"a"']);
  });

  test(`${gateway.name}: HEAD keeps the headers and not the body, which is cancelled`, async () => {
    let cancelled = false;
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    const head = gateway.event(makeRequest({ method: "HEAD" })) as LambdaHttpEvent;
    const response = gateway.accept(await toResult(new Response(body, { headers: { "x-a": "1" } }), head));
    expect(response.body.length).toBe(0);
    expect(response.headers).toContainEqual(["x-a", "1"]);
    expect(cancelled).toBe(true);
  });

  test(`${gateway.name}: a body that fails is an error, not a short body`, async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(bytes("half"));
        controller.error(new Error("gone"));
      },
    });
    await expect(toResult(new Response(body), event)).rejects.toThrow("gone");
  });
}

test.each([
  [200, "", "200 OK"],
  [404, "", "404 Not Found"],
  [418, "", "418 Unknown"],
  [200, "Fine", "200 Fine"],
])("a load balancer is told the reason of %i %j: %s", async (status, statusText, statusDescription) => {
  const event = { httpMethod: "GET", requestContext: { elb: {} } };
  expect(await toResult(new Response("", { status, statusText }), event)).toMatchObject({ statusDescription });
});

test("CloudFront does not get what it refuses", async () => {
  const event = { Records: [{ cf: { request: { method: "GET", uri: "/" } } }] };
  const headers = { connection: "close", "x-amz-cf-id": "1", via: "1.1 x", "content-length": "2", "X-Ok": "1" };
  const result = await toResult(new Response("ok", { headers }), event);
  expect(Object.keys(result.headers ?? {}).toSorted()).toStrictEqual(["content-type", "x-ok"]);
});

test("a REST API has one header field, whatever the cookies", async () => {
  const event = { httpMethod: "GET", path: "/", requestContext: {} };
  const one = await toResult(new Response("", { headers: [["set-cookie", "a=1"]] }), event);
  expect(one.multiValueHeaders).toBeUndefined();
  expect(one.headers?.["set-cookie"]).toBe("a=1");
  const two = await toResult(
    new Response("", {
      headers: [
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
      ],
    }),
    event,
  );
  expect(two.headers).toBeUndefined();
  expect(two.multiValueHeaders?.["set-cookie"]).toStrictEqual(["a=1", "b=2"]);
});

test.each<[string, number, boolean]>([
  ["just below a load balancer's limit", 1024 * 1024 - 1000, true],
  ["above it", 1024 * 1024 + 1, false],
  ["above it in bytes, not in characters", 600 * 1024, false],
])("%s", async (name, length, fits) => {
  const event = { httpMethod: "GET", requestContext: { elb: {} } };
  const sending = toResult(new Response((name.includes("bytes") ? "ü" : "a").repeat(length)), event);
  if (fits) expect((await sending).body.length).toBe(length);
  else await expect(sending).rejects.toThrow(RangeError);
});

test("a stream of strings, or of several chunks", async () => {
  const event = { httpMethod: "GET", path: "/", requestContext: {} };
  for (const chunks of [["ü"], ["a", "b"], [bytes("a"), bytes("b")]]) {
    const body = new ReadableStream<string | Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
    expect((await toResult(new Response(body as BodyInit), event)).body).toBe(chunks.length > 1 ? "ab" : "ü");
  }
});
