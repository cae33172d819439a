import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { cacheOrigins, cors, corsByPath, CorsConfigError, type CorsConfig } from "../src/index.ts";
import { fromFetch, fromFetchStreaming, withCors } from "../src/lambda/index.ts";
import { kvOrigins, withCors as onWorkers } from "../src/workers/index.ts";
import { makeRequest } from "./lambda/events.ts";
import { gateways } from "./lambda/gateways.ts";

// What comes with a request, or with a config from elsewhere, becomes no header and changes no policy.

const APP = "https://app.example.com";

/** Bytes that end a header line, or that none may have, between others. */
const hostile = fc
  .array(
    fc.oneof(
      {
        weight: 2,
        arbitrary: fc.constantFrom("\r\n", "\n", "\r", "\0", "\u0085", "\u2028", "é", "\u010d\u010a", ":", ","),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom("x-a", APP, "Set-Cookie: a=1", "Access-Control-Allow-Origin: *", "GET", "*"),
      },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 5 }) },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(""));

/** https://fetch.spec.whatwg.org/#header-value, and nothing beyond ASCII: what is sent as it was meant. */
const PLAIN = /^[\x20-\x7e]*$/;

const NAMES = new Set([
  "access-control-allow-origin",
  "access-control-allow-credentials",
  "access-control-allow-methods",
  "access-control-allow-headers",
  "access-control-expose-headers",
  "access-control-max-age",
  "cache-control",
  "content-type",
  "vary",
  "x-content-type-options",
]);

describe("whatever a request has in it", () => {
  test.each<[kind: string, config: CorsConfig<"*" | readonly string[]>]>([
    ["constant", { allowOrigins: [APP] }],
    ["dynamic", { allowOrigins: [APP, "https://*.example.org"], allowCredentials: true }],
    [
      "echoing",
      {
        allowOrigins: [APP, "https://*.example.org"],
        allowCredentials: true,
        allowHeaders: ["*"],
        allowMethods: ["*"],
      },
    ],
    ["open", { allowOrigins: "*", allowHeaders: ["*"] }],
    ["enforcing", { allowOrigins: [APP], enforce: true }],
  ])("a policy that is %s sends its own headers, and plain values", (_, config) => {
    const policy = cors(config);
    const maybe = fc.option(fc.oneof(hostile, fc.constant(APP)), { nil: null });
    const facts = fc.record({
      method: fc.oneof(fc.constantFrom("OPTIONS", "GET"), hostile),
      url: fc.oneof(fc.constant("https://api.example.com/"), hostile),
      origin: maybe,
      requestMethod: maybe,
      requestHeaders: maybe,
    });
    const property = fc.property(facts, (drawn) => {
      const decision = policy.decide(drawn);
      // Throws where a name or a value could not be sent.
      for (const [name, value] of new Headers(decision.headers)) {
        if (!NAMES.has(name) || !PLAIN.test(value)) throw new Error(`${name}: ${JSON.stringify(value)}`);
      }
      const allowed = new Headers(decision.headers).get("access-control-allow-origin");
      if (allowed !== null && allowed !== "*" && allowed !== APP) throw new Error(`allows ${allowed}`);
    });
    fc.assert(property, { seed: inject("seed"), numRuns: 2000 });
  });
});

test("a config with such bytes is refused, and what it allows besides is sent as it is", () => {
  const property = fc.property(
    hostile,
    fc.constantFrom("allowOrigins", "allowMethods", "allowHeaders", "exposeHeaders"),
    (text, option) => {
      const config = { allowOrigins: [APP, "https://other.example"], [option]: [text] };
      try {
        const { headers } = cors(config).decide({
          method: "OPTIONS",
          url: "https://api.example.com/",
          origin: APP,
          requestMethod: "PUT",
          requestHeaders: null,
        });
        for (const [, value] of new Headers(headers)) if (!PLAIN.test(value)) throw new Error(JSON.stringify(value));
      } catch (error) {
        if (!(error instanceof CorsConfigError)) throw error;
      }
    },
  );
  fc.assert(property, { seed: inject("seed"), numRuns: 2000 });
});

describe("prototype pollution", () => {
  const POLLUTED = {
    allowOrigins: "*",
    allowCredentials: true,
    allowHeaders: ["*"],
    dangerouslyAllowNullOrigin: true,
    resolve: () => true,
    patterns: ["https://evil.example"],
    origin: "https://evil.example",
    "access-control-allow-origin": "*",
    "Access-Control-Allow-Origin": "*",
    "X-Polluted": "1",
    Vary: "a\r\nb",
    // Of how handlers are wrapped, and of how a Response is made.
    rethrow: true,
    timeout: 1,
    onError: "none",
    onDecision: vi.fn(),
    statusText: "a\r\nb",
    // What a policy is told by.
    decide: 1,
    errorsFor: 1,
    isAsync: true,
    // What events and results have fields for.
    multiValueHeaders: { "Access-Control-Allow-Origin": ["https://evil.example"], origin: [APP] },
    cookies: ["polluted=1"],
    statusDescription: "polluted",
    isBase64Encoded: true,
    uri: "/polluted",
    type: "REQUEST",
    connectionId: "1",
    // Of how answers are kept, and of what stands in KV's keys.
    ttl: Infinity,
    staleTtl: Infinity,
    size: 1,
    waitUntil() {},
    prefix: "evil:",
    // What event sources are described by.
    limit: 1,
    cap: () => 0,
    result: () => ({}),
    request: () => ({}),
    streams: () => false,
  };
  beforeEach(() => {
    vi.spyOn(console, "error").mockImplementation(() => {});
  });
  afterEach(() => {
    vi.restoreAllMocks();
    for (const name of Object.keys(Object.prototype)) Reflect.deleteProperty(Object.prototype, name);
  });

  test.each([
    ["dynamic", [APP, "https://*.example.org"]],
    ["constant", [APP]],
  ])("before a policy that is %s is made, and after, changes nothing", async (_, allowOrigins) => {
    const made = cors({ allowOrigins });
    const before = await answers(made);
    // That of an origin that is allowed looks like an answer that is kept.
    Object.assign(Object.prototype, POLLUTED, { "Access-Control-Allow-Origin": APP });
    expect(await answers(cors({ allowOrigins }))).toEqual(before);
    Object.assign(Object.prototype, POLLUTED);
    expect(await answers(made)).toEqual(before);
    expect(await answers(cors({ allowOrigins }))).toEqual(before);
    expect(POLLUTED.onDecision).not.toHaveBeenCalled();
    expect(() => cors({} as CorsConfig)).toThrow(CorsConfigError);
  });

  test("of how an adapter wraps what it makes of a config changes nothing", async () => {
    Object.assign(Object.prototype, POLLUTED);
    const wrapped = onWorkers({ allowOrigins: [APP] }, (): Response => {
      throw new Error("the handler's");
    });
    const request = new Request("https://api.example.com/");
    const response = await wrapped(request);
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([500, APP]);
  });

  test.each([undefined, {}])(
    "of how an adapter wraps, beside %j, lets out no error of making the policy",
    async (options) => {
      Object.assign(Object.prototype, POLLUTED);
      const make = (): never => {
        throw new Error("no binding");
      };
      const wrapped = onWorkers(make, () => new Response("ok"), options);
      expect((await wrapped(new Request("https://api.example.com/"))).status).toBe(500);
    },
  );

  test.each([undefined, {}])("of how answers are kept, beside %j, lets no tenant stay", async (options) => {
    vi.useFakeTimers();
    try {
      Object.assign(Object.prototype, POLLUTED);
      const tenants = new Map([[APP, "tenant"]]);
      const get = vi.fn((key: string) => Promise.resolve(tenants.get(key) ?? null));
      const facts = { method: "GET", url: "https://api.example.com/", origin: APP };
      const asked = { ...facts, requestMethod: null, requestHeaders: null };
      const resolvers = [cacheOrigins((origin) => tenants.has(origin), options), kvOrigins({ get }, options)];
      const ask = (): Promise<boolean[]> => Promise.all(resolvers.map((resolve) => resolve(APP, asked)));
      expect(await ask()).toEqual([true, true]);
      tenants.clear();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await ask()).toEqual([false, false]);
      expect(get).toHaveBeenCalledTimes(2);
      expect(get).toHaveBeenLastCalledWith(APP, { cacheTtl: 60 });
    } finally {
      vi.useRealTimers();
    }
  });

  test("of origin does not let a page past a policy that enforces", async () => {
    const run = vi.fn((): never => {
      throw new Error("not for this page");
    });
    const enforced = { allowOrigins: [APP], enforce: true };
    Object.assign(Object.prototype, POLLUTED, { origin: APP });
    const headers = { Origin: "https://evil.example" };
    const event = { httpMethod: "GET", path: "/", headers, requestContext: {} };
    for (const handler of [withCors(enforced, run as never), fromFetch(enforced, run)]) {
      expect(await handler(event as never, {})).toMatchObject({ statusCode: 403 });
    }
    expect(run).not.toHaveBeenCalled();
  });

  test.each<[name: string, value: unknown]>([
    ["rethrow", true],
    ["onError", () => new Response("polluted", { status: 418 })],
  ])("of the option %s changes nothing of a Lambda function's errors", async (name, value) => {
    const run = (): never => {
      throw new Error("the handler's");
    };
    const byPath = corsByPath({ "/*": { allowOrigins: [APP] } });
    const handlers = [withCors(byPath, run), fromFetch(byPath, run), withCors({ allowOrigins: [APP] }, run, {})];
    Object.assign(Object.prototype, { [name]: value });
    for (const handler of handlers)
      for (const event of EVENTS.slice(0, gateways.length)) {
        const result = (await handler(event as never, {})) as { statusCode?: number; status?: string };
        expect(Number(result.statusCode ?? result.status)).toBe(500);
      }
  });

  test.each(["deadlineMargin", "gatewayTimeout"])("of the option %s takes no time from a function", async (name) => {
    const slow = (): Promise<{ statusCode: number }> =>
      new Promise((resolve) => {
        setTimeout(resolve, 50, { statusCode: 200 });
      });
    const slowly = (): Promise<Response> => slow().then(() => new Response("ok"));
    const handlers = [withCors({ allowOrigins: [APP] }, slow), fromFetch({ allowOrigins: [APP] }, slowly, {})];
    Object.assign(Object.prototype, { [name]: name === "gatewayTimeout" ? 2 : 2998 });
    const event = { httpMethod: "GET", path: "/", headers: {}, requestContext: {} };
    const context = { getRemainingTimeInMillis: () => 3000 };
    for (const handler of handlers) {
      expect(await handler(event as never, context)).toMatchObject({ statusCode: 200 });
    }
    const chunks: unknown[] = [];
    const stream = { write: (chunk: unknown) => chunks.push(chunk) > 0, end() {}, once() {}, removeListener() {} };
    const streaming = fromFetchStreaming({ allowOrigins: [APP] }, slowly);
    await streaming(event as never, stream, context);
    expect(String(chunks[0])).toContain('"statusCode":200');
  });

  test.each<[name: string, value: unknown]>([
    ["vary", true],
    ["vary", "a\r\nx: y"],
    ["content-encoding", "br"],
    ["content-type", "image/png"],
    ["key", "a\r\nb"],
    ["cookies", "polluted=1"],
    ...["elb", "http", "serviceArn", "serviceNetworkArn", "response"].map((clue): [string, unknown] => [
      clue,
      { polluted: true },
    ]),
  ])("of the field %s, as %j, changes no answer on Lambda", async (name, value) => {
    const policy = cors({ allowOrigins: [APP, "https://*.example.org"] });
    const before = await answers(policy);
    Object.assign(Object.prototype, { [name]: value });
    expect(await answers(policy)).toEqual(before);
  });

  test("of origin does not hide a WebSocket handshake", async () => {
    const run = vi.fn();
    Object.assign(Object.prototype, { origin: "https://evil.example" });
    const headers = { Origin: "https://evil.example", Upgrade: "websocket" };
    const event = { httpMethod: "GET", path: "/", headers, requestContext: {} };
    expect(await withCors({ allowOrigins: [APP] }, run)(event as never, {})).toMatchObject({ statusCode: 403 });
    expect(run).not.toHaveBeenCalled();
  });

  test("through a config from JSON changes nothing either", async () => {
    const config: unknown = JSON.parse(
      `{ "allowOrigins": ["${APP}", "https://*.example.org"], "__proto__": { "allowCredentials": true } }`,
    );
    // It is an option of its own there, and none that is known.
    expect(() => cors(config as CorsConfig)).toThrow(CorsConfigError);
    expect(({} as { allowCredentials?: boolean }).allowCredentials).toBeUndefined();
  });
});

const PAGES = [APP, "https://evil.example", "null"];
const EVENTS = PAGES.map((origin) => makeRequest({ headers: [["origin", origin]] })).flatMap((asked) =>
  gateways.map(({ event }) => event(asked)),
);

/** What a policy answers to an allowed and to a denied page, and to their preflight requests. */
async function answers(policy: ReturnType<typeof cors>): Promise<unknown> {
  let asked: Request;
  const servers = [
    // What has a time limit is given another request.
    policy.wrap((request) => new Response(String(request === asked))),
    policy.wrap(() => {
      throw new Error("the handler's");
    }),
  ];
  const onLambda = [
    withCors(policy, async (event) =>
      "Records" in event
        ? { status: "200", headers: { a: [{ value: "1" }] } }
        : { statusCode: 200, headers: { a: "1" } },
    ),
    fromFetch(policy, () => new Response("ok")),
  ];
  const all: unknown[] = [];
  for (const origin of PAGES) {
    for (const init of [{}, { method: "OPTIONS", headers: { "Access-Control-Request-Method": "PUT" } }]) {
      asked = new Request("https://api.example.com/", init);
      asked.headers.set("Origin", origin);
      for (const serve of servers) {
        const response = await serve(asked);
        all.push([response.status, response.statusText, await response.text(), ...response.headers]);
      }
    }
  }
  for (const event of EVENTS)
    for (const handler of onLambda) all.push(JSON.stringify(await handler(event as never, {})));
  return all;
}
