import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { edgeResponseEvent, makeRequest } from "../../test/lambda/events.ts";
import { gatewayNamed, gateways } from "../../test/lambda/gateways.ts";
import { APP, CONFIG, CONTEXT, ORIGIN } from "../../test/lambda/policy.ts";
import { cors } from "../fetch/cors.ts";
import { withCors } from "./with-cors.ts";

const policy = cors(CONFIG);

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("results of payload 2.0", () => {
  const gateway = gatewayNamed("Function URL");
  const event = gateway.event(makeRequest({ headers: [ORIGIN] })) as never;
  test.each<[string, unknown, string]>([
    ["an object", { a: 1 }, '{"a":1}'],
    ["a list", [1, 2], "[1,2]"],
    ["a string, which is the body", "hello", "hello"],
    ["a number", 5, "5"],
    ["null", null, "null"],
    ["undefined", undefined, "null"],
    ["a body without a statusCode", { body: "x" }, '{"body":"x"}'],
    ["a statusCode that is undefined", { statusCode: undefined, a: 1 }, '{"a":1}'],
  ])("%s without a statusCode stays the body", async (_name, result, body) => {
    const wrapped = (await withCors(policy, async () => result)(event, CONTEXT)) as object;
    expect(wrapped).toMatchObject({ statusCode: 200, body });
    expect(gateway.accept(wrapped).headers).toContainEqual(["content-type", "application/json"]);
    expect(gateway.accept(wrapped).headers).toContainEqual(["access-control-allow-origin", APP]);
  });

  test("a value that JSON cannot carry is a 500 with the policy", async () => {
    const cycle: Record<string, unknown> = {};
    cycle["self"] = cycle;
    for (const value of [{ big: 1n }, cycle]) {
      const response = gateway.accept(await withCors(policy, async () => value)(event, CONTEXT));
      expect(response.status).toBe(500);
      expect(response.headers).toContainEqual(["access-control-allow-origin", APP]);
    }
  });

  test("cookies stay where they are", async () => {
    const result = { statusCode: 200, cookies: ["a=1", "b=2"], body: "" };
    expect(await withCors(policy, async () => result)(event, CONTEXT)).toMatchObject({ cookies: ["a=1", "b=2"] });
  });
});

describe("the handler's own field", () => {
  const rest = gatewayNamed("REST API");
  const event = rest.event(makeRequest({ headers: [ORIGIN] })) as never;
  const run = async (result: object, given = event): Promise<Record<string, unknown>> =>
    (await withCors(policy, async () => result)(given, CONTEXT)) as Record<string, unknown>;

  test("headers, multiValueHeaders, or neither", async () => {
    expect(Object.keys(await run({ statusCode: 200, headers: { a: "1" }, body: "" }))).not.toContain(
      "multiValueHeaders",
    );
    expect(Object.keys(await run({ statusCode: 200, body: "" }))).toContain("headers");
    const multi = await run({
      statusCode: 200,
      multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"], Vary: ["Accept"] },
      body: "",
    });
    expect(Object.keys(multi)).not.toContain("headers");
    expect(multi["multiValueHeaders"]).toMatchObject({
      "Set-Cookie": ["a=1", "b=2"],
      "Access-Control-Allow-Origin": [APP],
      Vary: ["Accept, Origin"],
    });
  });

  test("both become one, and the policy's are gone from both", async () => {
    const result = {
      statusCode: 200,
      headers: { a: "1", B: "2", "access-control-allow-origin": "*" },
      multiValueHeaders: { b: ["3", "4"], "Access-Control-Allow-Origin": ["*"] },
      body: "",
    };
    expect((await run(result))["multiValueHeaders"]).toMatchObject({
      a: ["1"],
      b: ["3", "4"],
      "Access-Control-Allow-Origin": [APP],
    });
    expect(rest.accept(await run(result)).headers.filter(([name]) => name === "b")).toHaveLength(2);
  });

  test("names keep their case, values their type", async () => {
    const { headers } = await run({
      statusCode: "200",
      headers: { "X-Count": 5, "x-YES": true, gone: undefined },
      body: "",
    });
    expect(headers).toMatchObject({ "X-Count": 5, "x-YES": true });
    expect(headers).not.toHaveProperty("gone");
  });

  test.each([
    [{ Vary: "Accept", vary: "Cookie" }, { vary: "Cookie, Accept, Origin" }],
    [{ vary: "Cookie", Vary: "Accept" }, { Vary: "Accept, Cookie, Origin" }],
    [{ VARY: "*", vary: "Accept" }, { vary: "Accept, *" }],
    [{ Vary: ["Accept", "Cookie"] }, { Vary: "Accept,Cookie, Origin" }],
  ])("Vary that is spelt in two ways is one field, and nothing of it is lost: %j", async (headers, varied) => {
    const result = await run({ statusCode: 200, headers, body: "" });
    const sent = Object.entries(result["headers"] as object).filter(([name]) => /^vary$/i.test(name));
    expect(Object.fromEntries(sent)).toStrictEqual(varied);
    const multi = await run({ statusCode: 200, multiValueHeaders: headers, body: "" });
    const several = Object.entries(multi["multiValueHeaders"] as object).filter(([name]) => /^vary$/i.test(name));
    expect(several.map(([name, value]) => [name, String(value)])).toStrictEqual(Object.entries(varied));
  });

  test.each([[{ a: 1 }], [[{ a: 1 }]], [() => "Accept"], [[null]]])(
    "Vary that is no text is refused as any other header: %j",
    async (Vary) => {
      expect(await run({ statusCode: 200, headers: { Vary }, body: "" })).toMatchObject({
        statusCode: 500,
        headers: { "access-control-allow-origin": APP, vary: "Origin" },
      });
    },
  );

  test("fields that a REST API answers 502 for are put where it takes them, or left out", async () => {
    const result = await run({ statusCode: 200, cookies: ["a=1", "b=2"], headers: { x: "1" }, body: "", extra: 1n });
    expect(rest.accept(result).cookies).toStrictEqual(["a=1", "b=2"]);
  });

  test.each([
    ["in headers", { headers: { "Set-Cookie": "a=1", x: "1" } }],
    ["in multiValueHeaders", { multiValueHeaders: { "Set-Cookie": ["a=1"], x: ["1"] } }],
  ])("cookies of their own field join those %s", async (_name, fields) => {
    const result = await run({ statusCode: 200, cookies: ["b=2"], ...fields, body: "" });
    expect(result["multiValueHeaders"]).toMatchObject({ "Set-Cookie": ["a=1", "b=2"], x: ["1"] });
  });

  test("a Headers object, which JSON cannot carry, is not taken for its methods", async () => {
    const result = await run({ statusCode: 200, headers: new Headers({ a: "1" }), body: "" });
    expect(result).toMatchObject({ statusCode: 200, headers: { "Access-Control-Allow-Origin": APP } });
  });

  test("a load balancer gets the field of its mode, with all cookies", async () => {
    const result = {
      statusCode: 200,
      headers: { x: "1" },
      multiValueHeaders: { "Set-Cookie": ["a=1", "b=2", "c=3"] },
      body: "",
    };
    for (const gateway of gateways.filter(({ name }) => name.startsWith("ALB"))) {
      const given = gateway.event(makeRequest({ headers: [ORIGIN] })) as never;
      const response = gateway.accept(await run(result, given));
      expect(response.cookies.toSorted()).toStrictEqual(["a=1", "b=2", "c=3"]);
      expect(response.headers).toContainEqual(["x", "1"]);
    }
  });
});

describe("CloudFront", () => {
  const get = makeRequest({ headers: [ORIGIN] });

  test("a request that goes on is left alone", async () => {
    const event = gatewayNamed("Lambda@Edge").event(get) as { Records: [{ cf: { request: object } }] };
    const { request: onward } = event.Records[0].cf;
    expect(await withCors(policy, async () => onward)(event as never, CONTEXT)).toBe(onward);
  });

  test.each(["origin-response", "viewer-response"] as const)("%s: the response gets the policy", async (eventType) => {
    const event = edgeResponseEvent(get, eventType);
    const headers = { "access-control-allow-origin": [{ value: "*" }], vary: [{ value: "Accept" }] };
    const result = await withCors(policy, async () => ({ status: "404", headers, body: "x" }))(event as never, CONTEXT);
    expect(result).toMatchObject({ status: "404", body: "x" });
    expect((result as { headers: object }).headers).toMatchObject({
      "access-control-allow-origin": [{ key: "Access-Control-Allow-Origin", value: APP }],
      vary: [{ key: "Vary", value: "Accept, Origin" }],
    });
  });

  test("a preflight that reached the origin is answered by origin-response, and by viewer-response only amended", async () => {
    const headers = [ORIGIN, ["access-control-request-method", "PUT"]] as const;
    const inner = async (): Promise<object> => ({ status: "405", headers: {}, body: "no" });
    const preflight = makeRequest({ method: "OPTIONS", headers });
    const [origin, viewer] = await Promise.all(
      (["origin-response", "viewer-response"] as const).map((type) =>
        withCors(policy, inner)(edgeResponseEvent(preflight, type) as never, CONTEXT),
      ),
    );
    expect(origin).toMatchObject({ status: "204", body: "" });
    expect(viewer).toMatchObject({ status: "405", body: "no" });
  });
});
