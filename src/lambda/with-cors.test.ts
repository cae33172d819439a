import { describe, expect, test, vi } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { corsOf, gateways, headersOf, nativeResult } from "../../test/lambda/gateways.ts";
import { ALLOWED, APP, CONFIG, CONTEXT, ORIGIN } from "../../test/lambda/policy.ts";
import { cors } from "../fetch/cors.ts";
import { withCors } from "./with-cors.ts";

const policy = cors(CONFIG);

describe.each(gateways)("$name", (gateway) => {
  const get = gateway.event(makeRequest({ headers: [ORIGIN] }));

  test("an actual request gets the policy, and the rest of the result stays", async () => {
    const handler = withCors(policy, async () => nativeResult(gateway, 201, { "X-Id": "7" }));
    const response = gateway.accept(await handler(get as never, CONTEXT));
    expect(response.status).toBe(201);
    expect(corsOf(response)).toStrictEqual(ALLOWED);
    expect(headersOf(response, /^(vary|x-id)$/)).toStrictEqual({ vary: "Origin", "x-id": "7" });
    expect(new TextDecoder().decode(response.body)).toBe("ok");
  });

  test("a preflight never reaches the handler", async () => {
    const inner = vi.fn(async () => nativeResult(gateway));
    const headers = [ORIGIN, ["access-control-request-method", "PUT"]] as const;
    const event = gateway.event(makeRequest({ method: "OPTIONS", headers }));
    const response = gateway.accept(await withCors(policy, inner)(event as never, CONTEXT));
    expect(inner).not.toHaveBeenCalled();
    expect([response.status, response.body.length]).toStrictEqual([204, 0]);
    expect(corsOf(response)).toMatchObject({
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
    const response = gateway.accept(await withCors(policy, async () => nativeResult(gateway))(event as never, CONTEXT));
    expect(response.status).toBe(403);
    expect(headersOf(response, /^(access-control-.*|vary)$/)).toStrictEqual({ vary: "Origin" });
  });

  test("OPTIONS that is no preflight reaches the handler", async () => {
    const inner = vi.fn(async () => nativeResult(gateway));
    await withCors(policy, inner)(
      gateway.event(makeRequest({ method: "OPTIONS", headers: [ORIGIN] })) as never,
      CONTEXT,
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
    const handler = withCors(policy, async () => nativeResult(gateway, 200, own));
    const response = gateway.accept(await handler(gateway.event(makeRequest({ headers })) as never, CONTEXT));
    expect(headersOf(response, /^(access-control-.*|vary)$/)).toStrictEqual({ vary: "Origin" });
  });

  test("what the handler set of the policy's headers is replaced, in any case; Vary is merged", async () => {
    const own = {
      "access-control-allow-ORIGIN": "*",
      "ACCESS-CONTROL-EXPOSE-HEADERS": "X-Other",
      "Access-Control-Max-Age": "1",
      vary: "Accept-Encoding",
    };
    const handler = withCors(policy, async () => nativeResult(gateway, 200, own));
    const response = gateway.accept(await handler(get as never, CONTEXT));
    expect(headersOf(response, /^(access-control-.*|vary)$/)).toStrictEqual({
      ...ALLOWED,
      vary: "Accept-Encoding, Origin",
    });
  });

  test("owner: gateway removes the handler's and adds none", async () => {
    const silent = cors({ allowOrigins: [APP, "https://b.example"], owner: "gateway" });
    const own = { "access-control-allow-origin": "*", vary: "Accept" };
    const handler = withCors(silent, async () => nativeResult(gateway, 200, own));
    const response = gateway.accept(await handler(get as never, CONTEXT));
    expect(headersOf(response, /^(access-control-.*|vary)$/)).toStrictEqual({ vary: "Accept" });
  });

  test("a policy that has to look origins up", async () => {
    const handler = withCors(
      {
        allowOrigins: { resolve: async (origin, { url }) => origin === APP && url === "https://api.example.com/rides" },
      },
      async () => nativeResult(gateway),
    );
    const response = gateway.accept(await handler(get as never, CONTEXT));
    expect(corsOf(response)).toStrictEqual({ "access-control-allow-origin": APP });
  });

  test("nothing of the event or of the handler's result is written to", async () => {
    const freeze = <T>(value: T): T => {
      if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
        Object.freeze(value);
        for (const inner of Object.values(value)) freeze(inner);
      }
      return value;
    };
    const result = freeze(nativeResult(gateway, 200, { vary: "Accept", "access-control-allow-origin": "*" }));
    const handler = withCors(policy, async () => result);
    const event = freeze(gateway.event(makeRequest({ headers: [ORIGIN] })));
    const first = gateway.accept(await handler(event as never, CONTEXT));
    expect(gateway.accept(await handler(event as never, CONTEXT))).toStrictEqual(first);
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
  expect(await handler(event as never, CONTEXT)).toBe(result);
  expect(inner).toHaveBeenCalledExactlyOnceWith(event, CONTEXT);
  const failing = withCors(policy, async () => {
    throw new Error("retry me");
  });
  await expect(failing(event as never, CONTEXT)).rejects.toThrow("retry me");
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
      await withCors(policy, async () => nativeResult(gateway))(
        gateway.event(makeRequest({ headers: [ORIGIN] })) as never,
        CONTEXT,
      );
    }
    expect(create).not.toHaveBeenCalled();
  } finally {
    vi.unstubAllGlobals();
  }
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
      const run = vi.fn(async () => nativeResult(gateway));
      const result = await withCors(policy, run)(gateway.event(makeRequest({ headers })) as never, CONTEXT);
      expect(gateway.accept(result).status).toBe(403);
      expect(run).not.toHaveBeenCalled();
    }
  },
);
