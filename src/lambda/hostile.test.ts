import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { gatewayNamed, gateways } from "../../test/lambda/gateways.ts";
import { cors } from "../fetch/cors.ts";
import { fromFetch } from "./from-fetch.ts";
import type { LambdaHttpEvent } from "./types.ts";
import { withCors } from "./with-cors.ts";

// What a handler may return or throw that does harm to whoever looks at it, or that a gateway would refuse.

const APP = "https://app.example.com";
const policy = cors({ allowOrigins: [APP, "https://b.example"] });
const some = gateways.filter(({ name }) => /Function URL|REST|multi|Edge/.test(name));

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const spring = (): never => {
  throw new Error("trap");
};
const OK = { statusCode: 200, status: "200", body: "ok" };
const thenable = (then: (resolve: (value: unknown) => void, reject: (error: unknown) => void) => void): object =>
  Object.fromEntries([["then", then]]);

describe.each(some)("$name", ({ accept, event }) => {
  const get = event(makeRequest({ headers: [["origin", APP]] })) as LambdaHttpEvent;
  const respond = async (handler: () => unknown): Promise<[status: number, allowed: string | undefined]> => {
    const { status, headers } = accept((await withCors(policy, handler)(get as never, {} as never)) as object);
    return [status, headers.find(([name]) => name === "access-control-allow-origin")?.[1]];
  };

  test.each<[string, () => unknown]>([
    ["a statusCode that throws", () => Object.defineProperty({}, "statusCode", { get: spring })],
    ["a Proxy with traps", () => new Proxy({}, { get: spring, has: spring, getPrototypeOf: spring, ownKeys: spring })],
    [
      "headers that throw",
      () => ({ ...OK, headers: Object.defineProperty({}, "a", { get: spring, enumerable: true }) }),
    ],
    ["a header that JSON makes null", () => ({ ...OK, headers: { "retry-after": Number.NaN } })],
    ["a status that only JavaScript takes for one", () => ({ ...OK, statusCode: "2e2", status: "0xC8" })],
    ["a status with white space", () => ({ ...OK, statusCode: " 200 ", status: " 200 " })],
  ])("%s is a 500 with the policy, returned or thrown", async (_name, make) => {
    expect(await respond(async () => make())).toEqual([500, APP]);
    const toss = async (): Promise<never> => {
      throw make();
    };
    expect(await respond(toss)).toEqual([500, APP]);
    const tossing = await fromFetch(policy, toss)(get, {});
    expect(accept(tossing).headers).toContainEqual(["access-control-allow-origin", APP]);
  });

  test.each<[string, () => object]>([
    ["settles twice", () => thenable((resolve) => [OK, { ...OK, statusCode: 201 }].forEach((one) => resolve(one)))],
    ["settles with a promise", () => thenable((resolve) => resolve(Promise.resolve(OK)))],
    [
      "throws after it has settled",
      () =>
        thenable((resolve) => {
          resolve(OK);
          spring();
        }),
    ],
  ])("a thenable that %s is what await makes of it", async (_name, make) => {
    expect(await respond(make)).toEqual([200, APP]);
  });
});

/** A header's value, name, cookie or reason that would end its line. */
const BREAKS = ["a\r\nSet-Cookie: b=1", "a\nAccess-Control-Allow-Origin: *", "a\rb", "a\0b"];
const line = (key: string, value: unknown): object => ({ [key]: [{ key, value }] });

describe.each(gateways)("$name, header injection", ({ name, accept, event }) => {
  const get = event(makeRequest({ headers: [["origin", APP]] })) as LambdaHttpEvent;
  const isEdge = name === "Lambda@Edge";
  const answer = async (result: object): Promise<[status: number, allowed: boolean]> => {
    const { status, headers } = accept(await withCors(policy, async () => result)(get as never, {} as never));
    return [status, headers.some(([header, value]) => header === "access-control-allow-origin" && value === APP)];
  };

  test.each(BREAKS)("what ends a line is a 500 with the policy: %j", async (text) => {
    const results: object[] = isEdge
      ? [
          { headers: line("x", text) },
          { headers: line("vary", text) },
          { headers: line(`x${text}`, "1") },
          { headers: { x: [{ key: `x${text}`, value: "1" }] } },
          { statusDescription: text },
        ]
      : [
          { headers: { x: text } },
          { headers: { x: ["1", text] } },
          { headers: { vary: text } },
          { headers: { [`x${text}`]: "1" } },
          { headers: { [`x${text}`]: [] } },
          { headers: { "set-cookie": ["a=1", text] } },
          { multiValueHeaders: { x: ["1", text] } },
          { multiValueHeaders: { "set-cookie": ["a=1", text] } },
          { cookies: ["a=1", text] },
          ...(/ALB|Lattice/.test(name) ? [{ statusDescription: text }] : []),
        ];
    for (const result of results) expect(await answer({ ...OK, ...result })).toEqual([500, true]);
  });

  test("a response that is none of the runtime's breaks no line either", async () => {
    const headers = new Map([["x", BREAKS[0]]]);
    const made = { status: 200, statusText: "", headers, body: null, bodyUsed: false };
    expect(accept(await fromFetch(policy, () => made as never)(get, {})).status).toBe(500);
  });

  test("more cookies than can be spelt are an error, and no loop without end", async () => {
    const cookies = Array.from({ length: 600 }, (_, index) => `c${index}=1`);
    const response = new Response("", { headers: cookies.map((cookie) => ["set-cookie", cookie]) });
    const { status, cookies: sent, headers } = accept(await fromFetch(policy, () => response)(get, {}));
    const isSingle = /single|Lattice/.test(name);
    expect([status, sent.length]).toEqual(isSingle ? [500, 0] : [200, 600]);
    expect(headers).toContainEqual(["access-control-allow-origin", APP]);
  });
});

test("CloudFront's lines: a name in any case, numbers, no key, none at all, and what no line is", async () => {
  const { event, accept } = gatewayNamed("Lambda@Edge");
  const get = event(makeRequest({ headers: [["origin", APP]] }));
  const respond = async (result: object): Promise<ReturnType<typeof accept>> =>
    accept(await withCors(policy, async () => result)(get as never, {} as never));
  const headers = {
    "X-A": [{ value: 1 }, { key: "x-a", value: true }],
    constructor: [{ value: "c" }],
    "x-b": [],
    "x-c": [{ key: "Access-Control-Allow-Origin", value: "*" }],
    Vary: [{ value: "Accept" }, { key: "vary", value: "Cookie" }],
  };
  expect((await respond({ status: 200, headers })).headers).toEqual([
    ["x-a", "1"],
    ["x-a", "true"],
    ["constructor", "c"],
    ["vary", "Accept, Cookie, Origin"],
    ["access-control-allow-origin", APP],
  ]);
  const none = [null, 5, {}, "a", [null], [{}], [{ value: null }], [{ value: {} }], [{ key: 5, value: "a" }]];
  for (const lines of none) {
    const { status, headers: sent } = await respond({ ...OK, headers: { x: lines } });
    expect([lines, status]).toEqual([lines, 500]);
    expect(sent).toContainEqual(["access-control-allow-origin", APP]);
  }
});

test("a body without end, that never waits, is given up before it fills the memory", async () => {
  let pulls = 0;
  let cancelled = false;
  const pull = (controller: ReadableStreamDefaultController): void => {
    if (++pulls > 1000) controller.error(new Error("nobody stops reading"));
    else controller.enqueue(new Uint8Array(65_536));
  };
  const body = new ReadableStream({ pull, cancel: () => void (cancelled = true) });
  const { event, accept } = gatewayNamed("Function URL");
  const get = event(makeRequest({ headers: [["origin", APP]] })) as LambdaHttpEvent;
  const { status, headers } = accept(await fromFetch(policy, () => new Response(body))(get, {}));
  expect([status, cancelled, pulls < 200]).toEqual([500, true, true]);
  expect(headers).toContainEqual(["access-control-allow-origin", APP]);
});

test("a context that throws is a 500 with the policy, and ends no process", async () => {
  const escaped: unknown[] = [];
  const onEscape = (error: unknown): void => void escaped.push(error);
  globalThis.process?.on("uncaughtException", onEscape);
  const slow = (): Promise<object> => new Promise((resolve) => setTimeout(resolve, 5, OK));
  const get = gateways[0]?.event(makeRequest({ headers: [["origin", APP]] }));
  const result = await withCors(policy, slow)(get as never, { getRemainingTimeInMillis: spring } as never);
  globalThis.process?.removeListener("uncaughtException", onEscape);
  expect([JSON.stringify(result).includes(APP), escaped]).toEqual([true, []]);
});
