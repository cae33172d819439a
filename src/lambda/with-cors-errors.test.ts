import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { corsOf, gateways, headersOf, nativeResult } from "../../test/lambda/gateways.ts";
import { ALLOWED, APP, CONFIG, CONTEXT, ORIGIN } from "../../test/lambda/policy.ts";
import { corsByPath } from "../fetch/by-path.ts";
import { cors } from "../fetch/cors.ts";
import { withCors } from "./with-cors.ts";

// What becomes of all that a native handler throws, and of results that are none.

const policy = cors(CONFIG);

let errors: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  errors = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  errors.mockRestore();
});

describe.each(gateways)("$name", (gateway) => {
  const get = gateway.event(makeRequest({ headers: [ORIGIN] }));

  test.each([
    ["an Error", new Error("secret")],
    ["a string", "secret"],
    ["null", null],
    ["undefined", undefined],
    ["a BigInt", 1n],
    ["an Error with a statusCode, as AWS's have", Object.assign(new Error("secret"), { statusCode: 404 })],
  ])("%s thrown is a plain 500 with the policy", async (_name, thrown) => {
    const response = gateway.accept(
      await withCors(policy, async () => {
        throw thrown;
      })(get as never, CONTEXT),
    );
    expect([response.status, new TextDecoder().decode(response.body)]).toStrictEqual([500, "Internal Server Error"]);
    expect(corsOf(response)).toStrictEqual(ALLOWED);
    expect(errors).toHaveBeenCalledWith(expect.any(String), thrown);
  });

  test("a synchronous throw is no different", async () => {
    const handler = withCors(policy, () => {
      throw new Error("now");
    });
    expect(gateway.accept(await handler(get as never, CONTEXT)).status).toBe(500);
  });

  test.each([true, false])("a result leaves early, thrown: %s", async (thrown) => {
    const result = nativeResult(gateway, 402, { "X-Id": "1" });
    const handler = withCors(policy, async () => {
      if (thrown) throw result;
      return result;
    });
    const response = gateway.accept(await handler(get as never, CONTEXT));
    expect(response.status).toBe(402);
    expect(headersOf(response, /^(access-control-.*|x-id)$/)).toStrictEqual({ ...ALLOWED, "x-id": "1" });
  });

  test.each([true, false])("a Response is taken for what it is, thrown: %s", async (thrown) => {
    const handler = withCors(policy, async () => {
      const response = new Response("gone", { status: 410, headers: { "x-id": "1" } });
      if (thrown) throw response;
      return response;
    });
    const response = gateway.accept(await handler(get as never, CONTEXT));
    expect([response.status, new TextDecoder().decode(response.body)]).toStrictEqual([410, "gone"]);
    expect(corsOf(response)).toStrictEqual(ALLOWED);
  });

  test("onError makes the response, of a Request made for it; rethrow leaves the error to Lambda", async () => {
    const onError = vi.fn((error: unknown, { url }: Request) =>
      Response.json({ error: String(error), url }, { status: 503 }),
    );
    const fail = async (): Promise<object> => {
      throw new Error("down");
    };
    const handler = withCors({ ...policy.config, onError }, fail);
    const response = gateway.accept(await handler(get as never, CONTEXT));
    expect(response.status).toBe(503);
    expect(JSON.parse(new TextDecoder().decode(response.body))).toStrictEqual({
      error: "Error: down",
      url: "https://api.example.com/rides",
    });
    expect(corsOf(response)).toStrictEqual(ALLOWED);
    await expect(withCors(policy, fail, { rethrow: true })(get as never, CONTEXT)).rejects.toThrow("down");
  });

  test("policies by path, with the errors of each", async () => {
    const onError = (): Response => new Response("mine", { status: 599 });
    const byPath = corsByPath({ "/rides/*": { allowOrigins: [APP], onError }, "/*": { allowOrigins: "*" } });
    const handler = withCors(byPath, async () => {
      throw new Error("down");
    });
    const rides = gateway.accept(await handler(get as never, CONTEXT));
    expect([rides.status, corsOf(rides)]).toStrictEqual([599, { "access-control-allow-origin": APP }]);
    const event = gateway.event(makeRequest({ path: "/open", headers: [ORIGIN] }));
    const open = gateway.accept(await handler(event as never, CONTEXT));
    expect([open.status, corsOf(open)]).toStrictEqual([500, { "access-control-allow-origin": "*" }]);
  });

  test.each([
    ["a BigInt", { statusCode: 200, status: "200", headers: {}, multiValueHeaders: {}, body: 1n }],
    ["a status that is none", { statusCode: 1000, status: "1000" }],
    ["a status that is a text", { statusCode: "OK", status: "OK" }],
    [
      "a header that is an object",
      { statusCode: 200, status: "OK", headers: { a: {} }, multiValueHeaders: { a: [{}] } },
    ],
  ])("a result that the gateway would refuse is a 500 with the policy: %s", async (_name, result) => {
    const response = gateway.accept(await withCors(policy, async () => result)(get as never, CONTEXT));
    // CloudFront's response has no fields of these names, and a body of any type.
    if (gateway.name === "Lambda@Edge" && _name === "a BigInt") return;
    expect(response.status).toBe(500);
    expect(corsOf(response)).toStrictEqual(ALLOWED);
  });
});
