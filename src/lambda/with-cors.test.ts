import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { gateways, type Gateway, type WireResponse } from "../../test/lambda/gateways.ts";
import { corsByPath } from "../fetch/by-path.ts";
import { cors } from "../fetch/cors.ts";
import { withCors } from "./with-cors.ts";

const APP = "https://app.example.com";
const policy = cors({ allowOrigins: [APP, "https://*.example.org"], allowCredentials: true, exposeHeaders: ["X-Id"] });
const ORIGIN = ["origin", APP] as const;
const context = { getRemainingTimeInMillis: () => 60_000 };

let errors: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  errors = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  errors.mockRestore();
});

function headersOf({ headers }: WireResponse, pattern: RegExp): Record<string, string> {
  const found = headers.filter(([name]) => pattern.test(name));
  // Once each: a browser refuses two.
  expect(new Set(found.map(([name]) => name)).size).toBe(found.length);
  return Object.fromEntries(found);
}

const ALLOWED = {
  "access-control-allow-origin": APP,
  "access-control-allow-credentials": "true",
  "access-control-expose-headers": "X-Id",
};

/** A native result in the form of the gateway. */
function native(
  gateway: Gateway,
  {
    status = 200,
    headers = {},
    body = "ok",
  }: { status?: number; headers?: Record<string, string>; body?: string } = {},
): object {
  const entries = Object.entries(headers);
  if (gateway.name === "Lambda@Edge") {
    const lines = entries.map(([key, value]) => [key.toLowerCase(), [{ key, value }]]);
    return { status: String(status), headers: Object.fromEntries(lines), body };
  }
  const multi = gateway.name.includes("multi");
  return multi
    ? {
        statusCode: status,
        multiValueHeaders: Object.fromEntries(entries.map(([name, value]) => [name, [value]])),
        body,
      }
    : { statusCode: status, headers, body };
}

describe.each(gateways)("$name", (gateway) => {
  const get = gateway.event(makeRequest({ headers: [ORIGIN] }));

  test("an actual request gets the policy, and the rest of the result stays", async () => {
    const handler = withCors(policy, async () => native(gateway, { status: 201, headers: { "X-Id": "7" } }));
    const response = gateway.accept(await handler(get as never, context));
    expect(response.status).toBe(201);
    expect(headersOf(response, /^access-control-/)).toStrictEqual(ALLOWED);
    expect(headersOf(response, /^(vary|x-id)$/)).toStrictEqual({ vary: "Origin", "x-id": "7" });
    expect(new TextDecoder().decode(response.body)).toBe("ok");
  });

  test("a preflight never reaches the handler", async () => {
    const inner = vi.fn(async () => native(gateway));
    const headers = [ORIGIN, ["access-control-request-method", "PUT"]] as const;
    const event = gateway.event(makeRequest({ method: "OPTIONS", headers }));
    const response = gateway.accept(await withCors(policy, inner)(event as never, context));
    expect(inner).not.toHaveBeenCalled();
    expect([response.status, response.body.length]).toStrictEqual([204, 0]);
    expect(headersOf(response, /^access-control-/)).toMatchObject({
      "access-control-allow-origin": APP,
      "access-control-allow-methods": "GET,HEAD,PUT,PATCH,POST,DELETE",
    });
  });

  test("a denied preflight is a 403 that no page can read", async () => {
    const headers = [
      ["origin", "https://evil.example"],
      ["access-control-request-method", "PUT"],
    ] as const;
    const event = gateway.event(makeRequest({ method: "OPTIONS", headers }));
    const response = gateway.accept(await withCors(policy, async () => native(gateway))(event as never, context));
    expect(response.status).toBe(403);
    expect(headersOf(response, /^(access-control-.*|vary)$/)).toStrictEqual({ vary: "Origin" });
  });

  test("OPTIONS that is no preflight reaches the handler", async () => {
    const inner = vi.fn(async () => native(gateway));
    await withCors(policy, inner)(
      gateway.event(makeRequest({ method: "OPTIONS", headers: [ORIGIN] })) as never,
      context,
    );
    expect(inner).toHaveBeenCalledOnce();
  });

  test.each([
    ["a denied origin", [["origin", "https://evil.example"]]],
    ["Origin: null", [["origin", "null"]]],
    ["Origin: constructor", [["origin", "constructor"]]],
    [
      "two origins",
      [
        ["origin", APP],
        ["origin", "https://evil.example"],
      ],
    ],
    ["no origin", []],
  ] as const)("%s: Vary alone, whatever the handler set", async (_name, headers) => {
    const own = { "access-control-allow-origin": "*", "Access-Control-Allow-Credentials": "true" };
    const handler = withCors(policy, async () => native(gateway, { headers: own }));
    const response = gateway.accept(await handler(gateway.event(makeRequest({ headers })) as never, context));
    expect(headersOf(response, /^(access-control-.*|vary)$/)).toStrictEqual({ vary: "Origin" });
  });

  test("what the handler set of the policy's headers is replaced, in any case; Vary is merged", async () => {
    const own = {
      "access-control-allow-ORIGIN": "*",
      "ACCESS-CONTROL-EXPOSE-HEADERS": "X-Other",
      "Access-Control-Max-Age": "1",
      vary: "Accept-Encoding",
    };
    const handler = withCors(policy, async () => native(gateway, { headers: own }));
    const response = gateway.accept(await handler(get as never, context));
    expect(headersOf(response, /^(access-control-.*|vary)$/)).toStrictEqual({
      ...ALLOWED,
      vary: "Accept-Encoding, Origin",
    });
  });

  test("owner: gateway removes the handler's and adds none", async () => {
    const silent = cors({ allowOrigins: [APP, "https://b.example"], owner: "gateway" });
    const own = { "access-control-allow-origin": "*", vary: "Accept" };
    const handler = withCors(silent, async () => native(gateway, { headers: own }));
    const response = gateway.accept(await handler(get as never, context));
    expect(headersOf(response, /^(access-control-.*|vary)$/)).toStrictEqual({ vary: "Accept" });
  });

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
      })(get as never, context),
    );
    expect([response.status, new TextDecoder().decode(response.body)]).toStrictEqual([500, "Internal Server Error"]);
    expect(headersOf(response, /^access-control-/)).toStrictEqual(ALLOWED);
    expect(errors).toHaveBeenCalledWith(expect.any(String), thrown);
  });

  test("a synchronous throw is no different", async () => {
    const handler = withCors(policy, () => {
      throw new Error("now");
    });
    expect(gateway.accept(await handler(get as never, context)).status).toBe(500);
  });

  test.each([true, false])("a result leaves early, thrown: %s", async (thrown) => {
    const result = native(gateway, { status: 402, headers: { "X-Id": "1" } });
    const handler = withCors(policy, async () => {
      if (thrown) throw result;
      return result;
    });
    const response = gateway.accept(await handler(get as never, context));
    expect(response.status).toBe(402);
    expect(headersOf(response, /^(access-control-.*|x-id)$/)).toStrictEqual({ ...ALLOWED, "x-id": "1" });
  });

  test.each([true, false])("a Response is taken for what it is, thrown: %s", async (thrown) => {
    const handler = withCors(policy, async () => {
      const response = new Response("gone", { status: 410, headers: { "x-id": "1" } });
      if (thrown) throw response;
      return response;
    });
    const response = gateway.accept(await handler(get as never, context));
    expect([response.status, new TextDecoder().decode(response.body)]).toStrictEqual([410, "gone"]);
    expect(headersOf(response, /^access-control-/)).toStrictEqual(ALLOWED);
  });

  test("onError makes the response, of a Request made for it; rethrow leaves the error to Lambda", async () => {
    const onError = vi.fn((error: unknown, { url }: Request) =>
      Response.json({ error: String(error), url }, { status: 503 }),
    );
    const fail = async (): Promise<object> => {
      throw new Error("down");
    };
    const handler = withCors({ ...policy.config, onError }, fail);
    const response = gateway.accept(await handler(get as never, context));
    expect(response.status).toBe(503);
    expect(JSON.parse(new TextDecoder().decode(response.body))).toStrictEqual({
      error: "Error: down",
      url: "https://api.example.com/rides",
    });
    expect(headersOf(response, /^access-control-/)).toStrictEqual(ALLOWED);
    await expect(withCors(policy, fail, { rethrow: true })(get as never, context)).rejects.toThrow("down");
  });

  test("a policy that has to look origins up", async () => {
    const handler = withCors(
      {
        allowOrigins: { resolve: async (origin, { url }) => origin === APP && url === "https://api.example.com/rides" },
      },
      async () => native(gateway),
    );
    const response = gateway.accept(await handler(get as never, context));
    expect(headersOf(response, /^access-control-/)).toStrictEqual({ "access-control-allow-origin": APP });
  });

  test("policies by path, with the errors of each", async () => {
    const onError = (): Response => new Response("mine", { status: 599 });
    const byPath = corsByPath({ "/rides/*": { allowOrigins: [APP], onError }, "/*": { allowOrigins: "*" } });
    const handler = withCors(byPath, async () => {
      throw new Error("down");
    });
    const rides = gateway.accept(await handler(get as never, context));
    expect([rides.status, headersOf(rides, /^access-control-/)]).toStrictEqual([
      599,
      { "access-control-allow-origin": APP },
    ]);
    const event = gateway.event(makeRequest({ path: "/open", headers: [ORIGIN] }));
    const open = gateway.accept(await handler(event as never, context));
    expect([open.status, headersOf(open, /^access-control-/)]).toStrictEqual([
      500,
      { "access-control-allow-origin": "*" },
    ]);
  });

  test("nothing of the event or of the handler's result is written to", async () => {
    const freeze = <T>(value: T): T => {
      if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
        Object.freeze(value);
        for (const inner of Object.values(value)) freeze(inner);
      }
      return value;
    };
    const result = freeze(native(gateway, { headers: { vary: "Accept", "access-control-allow-origin": "*" } }));
    const handler = withCors(policy, async () => result);
    const event = freeze(gateway.event(makeRequest({ headers: [ORIGIN] })));
    const first = gateway.accept(await handler(event as never, context));
    expect(gateway.accept(await handler(event as never, context))).toStrictEqual(first);
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
    const response = gateway.accept(await withCors(policy, async () => result)(get as never, context));
    // CloudFront's response has no fields of these names, and a body of any type.
    if (gateway.name === "Lambda@Edge" && _name === "a BigInt") return;
    expect(response.status).toBe(500);
    expect(headersOf(response, /^access-control-/)).toStrictEqual(ALLOWED);
  });
});

const passing: readonly [string, unknown][] = [
  ["SQS", { Records: [{ eventSource: "aws:sqs", body: "{}" }] }],
  ["WebSocket", { headers: { Origin: APP }, requestContext: { connectionId: "a=", routeKey: "$connect" } }],
  ["an authorizer", { type: "REQUEST", httpMethod: "OPTIONS", path: "/", headers: {}, requestContext: {} }],
];

test.each(passing)("%s passes through untouched, and errors stay errors", async (_name, event) => {
  const result = { batchItemFailures: [] };
  const inner = vi.fn(async () => result);
  const handler = withCors(policy, inner);
  expect(await handler(event as never, context)).toBe(result);
  expect(inner).toHaveBeenCalledExactlyOnceWith(event, context);
  const failing = withCors(policy, async () => {
    throw new Error("retry me");
  });
  await expect(failing(event as never, context)).rejects.toThrow("retry me");
});

test("a native handler's event never becomes a Request", async () => {
  const create = vi.fn();
  vi.stubGlobal(
    "Request",
    class extends Request {
      constructor(...args: ConstructorParameters<typeof Request>) {
        create();
        super(...args);
      }
    },
  );
  try {
    for (const gateway of gateways) {
      await withCors(policy, async () => native(gateway))(
        gateway.event(makeRequest({ headers: [ORIGIN] })) as never,
        context,
      );
    }
    expect(create).not.toHaveBeenCalled();
  } finally {
    vi.unstubAllGlobals();
  }
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
    expect(await withCors(policy, handler as never)(event as never, context, passed)).toMatchObject({
      statusCode: 200,
    });
    expect(handler).toHaveBeenCalledWith(event, context, passed);
  });

  const event = gateways[0]?.event(makeRequest({ headers: [ORIGIN] }));
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
    expect(await handler(event as never, context as never)).toMatchObject({ statusCode });
  });
});

test.each(gateways)(
  "$name: a WebSocket handshake of a denied origin is refused, however it is spelt",
  async (gateway) => {
    for (const [origin, upgrade] of [
      ["origin", "upgrade"],
      ["Origin", "Upgrade"],
    ] as const) {
      const headers = [
        [origin, "https://evil.example"],
        [upgrade, "websocket"],
      ] as const;
      const run = vi.fn(async () => native(gateway, {}));
      const result = await withCors(policy, run)(gateway.event(makeRequest({ headers })) as never, context);
      expect(gateway.accept(result).status).toBe(403);
      expect(run).not.toHaveBeenCalled();
    }
  },
);
