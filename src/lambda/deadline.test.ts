import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { gateways, type Gateway } from "../../test/lambda/gateways.ts";
import { cors } from "../fetch/cors.ts";
import { timeLimit } from "./deadline.ts";
import { sourceOf } from "./detect.ts";
import { fromFetchStreaming } from "./from-fetch-streaming.ts";
import { fromFetch } from "./from-fetch.ts";
import type { LambdaContext, LambdaHttpEvent } from "./types.ts";
import { withCors } from "./with-cors.ts";

const APP = "https://app.example.com";
const config = { allowOrigins: [APP, "https://b.example"] };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  // First, since what it puts back is the fake one.
  vi.unstubAllGlobals();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const remaining = (milliseconds: number): LambdaContext => ({ getRemainingTimeInMillis: () => milliseconds });
const never = (): Promise<never> => new Promise(() => {});
const eventOf = (gateway: Gateway): LambdaHttpEvent =>
  gateway.event(makeRequest({ headers: [["origin", APP]] })) as LambdaHttpEvent;

/** What binds a function of two minutes: the gateway, where it has a cap. */
const caps: Readonly<Record<string, number>> = {
  "REST API": 29_000,
  "HTTP API, payload 1.0": 30_000,
  "HTTP API, payload 2.0": 30_000,
};

test.each(gateways)("$name: a function of two minutes", ({ event, name }) => {
  const made = event(makeRequest());
  expect(timeLimit(sourceOf(made)?.cap?.(made as never), made, remaining(120_000), {})).toBe(
    (caps[name] ?? 120_000) - 500,
  );
});

test.each<[string, number, number, object, number]>([
  ["the function's timeout binds", 3000, 29_000, {}, 2500],
  ["the gateway's cap binds", 60_000, 29_000, {}, 28_500],
  ["a margin of one's own", 3000, 29_000, { deadlineMargin: 1000 }, 2000],
  ["no margin", 3000, 29_000, { deadlineMargin: 0 }, 3000],
  ["a raised quota", 120_000, 29_000, { gatewayTimeout: 60_000 }, 59_500],
  ["a proxy in front", 120_000, 29_000, { gatewayTimeout: 10_000 }, 9500],
  ["less time than the margin", 400, 29_000, {}, 200],
  ["a test's context, which has no time", 0, 29_000, {}, 28_500],
  ["a context that is late", -5, 29_000, {}, 28_500],
  ["a context of nonsense", Number.NaN, 29_000, {}, 28_500],
])("%s", (_name, time, cap, options, limit) => {
  expect(timeLimit(cap, {}, remaining(time), options)).toBe(limit);
});

test("without a context, without a cap, nothing limits", () => {
  expect(timeLimit(undefined, {}, undefined, {})).toBe(Infinity);
  expect(timeLimit(undefined, {}, {}, {})).toBe(Infinity);
});

test.each([
  ["a cold start is part of the gateway's time", { requestContext: { timeEpoch: 1_000_000 - 10_000 } }, 18_500],
  ["of a REST API's too", { requestContext: { requestTimeEpoch: 1_000_000 - 10_000 } }, 18_500],
  ["a recorded event is not", { requestContext: { timeEpoch: 1 } }, 28_500],
  ["a clock that is ahead is not", { requestContext: { timeEpoch: 1_000_000 + 60_000 } }, 28_500],
])("%s", (_name, event, limit) => {
  vi.setSystemTime(1_000_000);
  expect(timeLimit(29_000, event, remaining(120_000), {})).toBe(limit);
});

test.each(gateways)(
  "$name: 504 with the policy, before the deadline; a late result and a late error are nobody's",
  async (gateway) => {
    for (const late of ["result", "error"] as const) {
      const inner = (): Promise<object> =>
        new Promise((resolve, reject) => {
          setTimeout(() => (late === "result" ? resolve({ statusCode: 200 }) : reject(new Error("late"))), 5000);
        });
      const answering = withCors(config, inner)(eventOf(gateway) as never, remaining(3000));
      await vi.advanceTimersByTimeAsync(2499);
      expect(vi.getTimerCount()).toBe(2);
      await vi.advanceTimersByTimeAsync(1);
      const response = gateway.accept(await answering);
      expect([response.status, new TextDecoder().decode(response.body)]).toStrictEqual([504, "Gateway Timeout"]);
      expect(response.headers).toContainEqual(["access-control-allow-origin", APP]);
      expect(response.headers).toContainEqual(["vary", "Origin"]);
      // An unhandled rejection would fail this file.
      await vi.advanceTimersByTimeAsync(5000);
      expect(vi.getTimerCount()).toBe(0);
    }
  },
);

test("a handler that is done leaves no timer behind", async () => {
  const event = { httpMethod: "GET", path: "/", requestContext: {} };
  await withCors(config, async () => ({ statusCode: 200 }))(event as never, remaining(3000));
  await withCors(config, () => ({ statusCode: 200 }))(event as never, remaining(3000));
  const slow = withCors(
    config,
    () =>
      new Promise((resolve) => {
        setTimeout(resolve, 100, { statusCode: 200 });
      }),
  );
  const answering = slow(event as never, remaining(3000));
  await vi.advanceTimersByTimeAsync(100);
  expect(await answering).toMatchObject({ statusCode: 200 });
  const failing = fromFetch(config, async () => {
    throw new Error("now");
  });
  expect(await failing(event, remaining(3000))).toMatchObject({ statusCode: 500 });
  expect(vi.getTimerCount()).toBe(0);
});

test("a time that no timer can wait for is none", async () => {
  const slow = (): Promise<object> =>
    new Promise((resolve) => {
      setTimeout(resolve, 10, { statusCode: 202 });
    });
  const event = { requestContext: { elb: {} }, httpMethod: "GET", path: "/" };
  const answering = withCors(config, slow)(event as never, remaining(2 ** 31 + 1000));
  await vi.advanceTimersByTimeAsync(10);
  expect(await answering).toMatchObject({ statusCode: 202 });
});

test("an error that is late is not given to onError", async () => {
  const onError = vi.fn(() => new Response("late"));
  const late = (): Promise<never> =>
    new Promise((_resolve, reject) => {
      setTimeout(reject, 5000, new Error("late"));
    });
  const answering = withCors(config, late, { onError })(eventOf(gateways[0] as Gateway) as never, remaining(3000));
  await vi.advanceTimersByTimeAsync(2500);
  expect(await answering).toMatchObject({ statusCode: 504 });
  await vi.advanceTimersByTimeAsync(5000);
  expect(onError).not.toHaveBeenCalled();
});

test("the gateway's own deadline does not count for a stream, which has only to begin", async () => {
  const slow = async (): Promise<Response> => {
    await new Promise((resolve) => {
      setTimeout(resolve, 40_000);
    });
    return new Response("at last");
  };
  const written: (string | Uint8Array)[] = [];
  const stream = {
    write: (chunk: string | Uint8Array) => written.push(chunk) > 0,
    end() {},
    once() {},
    removeListener() {},
  };
  // A REST API, which gives up after 29 s.
  const answering = fromFetchStreaming(config, slow)(eventOf(gateways[0] as Gateway), stream, remaining(120_000));
  await vi.advanceTimersByTimeAsync(40_000);
  await answering;
  expect(written.map(String).join("")).toContain('{"statusCode":200');
});

test("a stream that does not begin is a 504, and ends", async () => {
  const written: (string | Uint8Array)[] = [];
  const end = vi.fn();
  const stream = {
    write: (chunk: string | Uint8Array) => written.push(chunk) > 0,
    end,
    once() {},
    removeListener() {},
  };
  const answering = fromFetchStreaming(config, never)(eventOf(gateways[0] as Gateway), stream, remaining(3000));
  await vi.advanceTimersByTimeAsync(2500);
  await answering;
  expect(written[0]).toContain('{"statusCode":504');
  expect(written[0]).toContain(`"access-control-allow-origin":"${APP}"`);
  expect(end).toHaveBeenCalledOnce();
});

test("a policy that fails is an error of the function's, and no wait without end", async () => {
  const policy = {
    ...cors({ allowOrigins: { resolve: () => true } }),
    decide: () => Promise.reject(new Error("lost")),
  };
  const event = { httpMethod: "GET", path: "/", headers: { origin: APP }, requestContext: {} };
  await expect(withCors(policy, never)(event as never, remaining(3000))).rejects.toThrow("lost");
});

test.each(["onError", "a body"])("%s without end is given up too", async (what) => {
  const event = { httpMethod: "GET", path: "/", headers: { origin: APP }, requestContext: {} };
  const failing = (): never => {
    throw new Error("now");
  };
  const native = async (): Promise<Response> => new Response(new ReadableStream());
  const answering =
    what === "onError"
      ? fromFetch(config, failing, { onError: never })(event, remaining(3000))
      : withCors(config, native)(event as never, remaining(3000));
  await vi.advanceTimersByTimeAsync(2500);
  expect(await answering).toMatchObject({ statusCode: 504 });
});

test("a Fetch handler's signal aborts, and its late response is cancelled", async () => {
  let signal: AbortSignal | undefined;
  let cancelled = false;
  const body = new ReadableStream({ cancel: () => void (cancelled = true) });
  const handler = fromFetch(config, async (incoming) => {
    ({ signal } = incoming);
    await new Promise((resolve) => {
      setTimeout(resolve, 5000);
    });
    return new Response(body);
  });
  const event = { httpMethod: "GET", path: "/", headers: { origin: APP }, requestContext: {} };
  const answering = handler(event, remaining(3000));
  await vi.advanceTimersByTimeAsync(2500);
  const result = await answering;
  expect(result).toMatchObject({ statusCode: 504 });
  expect(signal?.aborted).toBe(true);
  expect(signal?.reason).toMatchObject({ name: "TimeoutError" });
  await vi.advanceTimersByTimeAsync(5000);
  expect(cancelled).toBe(true);
});

test("a body without end is cancelled, and answered with 504", async () => {
  let cancelled = false;
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")),
    cancel: () => void (cancelled = true),
  });
  const handler = fromFetch(config, () => new Response(body, { headers: { "content-type": "text/event-stream" } }));
  const event = { httpMethod: "GET", path: "/", headers: { origin: APP }, requestContext: {} };
  const answering = handler(event, remaining(3000));
  await vi.advanceTimersByTimeAsync(2500);
  const result = await answering;
  expect(result).toMatchObject({ statusCode: 504, headers: { "access-control-allow-origin": APP } });
  expect(cancelled).toBe(true);
});

test("rethrow leaves errors to Lambda, but the deadline still answers", async () => {
  const event = { httpMethod: "GET", path: "/", headers: { origin: APP }, requestContext: {} };
  const answering = withCors(config, never, { rethrow: true })(event as never, remaining(3000));
  await vi.advanceTimersByTimeAsync(2500);
  expect(await answering).toMatchObject({ statusCode: 504 });
});

test.each([false, true])(
  "an origin's look-up that never ends is answered for, without setImmediate: %j",
  async (without) => {
    if (without) vi.stubGlobal("setImmediate", undefined);
    const run = vi.fn(() => ({ statusCode: 200 }));
    const late = Promise.withResolvers<boolean>();
    const told: unknown[] = [];
    const policy = { allowOrigins: { resolve: () => late.promise, timeout: 60_000 }, onDecision: told.push.bind(told) };
    const event = { httpMethod: "GET", path: "/", headers: { origin: APP }, requestContext: {} };
    const context = { getRemainingTimeInMillis: () => 1500 };
    for (const handler of [
      withCors(policy, run as never) as (event: object, context: LambdaContext) => Promise<unknown>,
      fromFetch(policy, run as never) as (event: object, context: LambdaContext) => Promise<unknown>,
    ]) {
      const answering = handler(event, context);
      await vi.advanceTimersByTimeAsync(1000);
      const { statusCode, headers } = (await answering) as { statusCode: number; headers: Record<string, string> };
      expect([statusCode, new Headers(headers).get("vary")]).toEqual([504, "Origin"]);
    }
    late.resolve(true);
    await vi.runAllTimersAsync();
    expect(run).not.toHaveBeenCalled();
  },
);

test("a context that throws while an origin is looked up fails no request, but under the policy", async () => {
  const resolve = (): Promise<boolean> => new Promise((done) => setTimeout(done, 10, true));
  const event = { httpMethod: "GET", path: "/", headers: { origin: APP }, requestContext: {} };
  const getRemainingTimeInMillis = (): never => {
    throw new Error("no clock");
  };
  const handler = withCors({ allowOrigins: { resolve } }, (() => new Promise(() => {})) as never);
  const answering = handler(event as never, { getRemainingTimeInMillis });
  await vi.advanceTimersByTimeAsync(20);
  expect(await answering).toMatchObject({ statusCode: 500, headers: { "access-control-allow-origin": APP } });
});

test("the time that an origin's look-up takes is not given twice", async () => {
  let time = 3000;
  const resolve = async (): Promise<boolean> => {
    time = 1000;
    return true;
  };
  const event = { httpMethod: "GET", path: "/", headers: { origin: APP }, requestContext: {} };
  const context = { getRemainingTimeInMillis: () => time };
  for (const handler of [
    withCors({ allowOrigins: { resolve } }, never) as (event: object, context: LambdaContext) => Promise<unknown>,
    fromFetch({ allowOrigins: { resolve } }, never) as (event: object, context: LambdaContext) => Promise<unknown>,
  ]) {
    time = 3000;
    const answering = handler(event, context);
    await vi.advanceTimersByTimeAsync(500);
    expect(await answering).toMatchObject({ statusCode: 504 });
  }
});
