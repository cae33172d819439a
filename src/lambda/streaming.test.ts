import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { gateways } from "../../test/lambda/gateways.ts";
import { fromFetchStreaming } from "./from-fetch-streaming.ts";
import { isStreaming, markStreaming } from "./handler.ts";
import type { ResponseStream } from "./stream.ts";
import type { LambdaHttpEvent } from "./types.ts";
import { withCors } from "./with-cors.ts";

// The real stream is the runtime client's: test/lambda/runtime.node.test.ts. Here is what it cannot be made to
// do, on runtimes that it does not run on.

const APP = "https://app.example.com";
const config = { allowOrigins: [APP, "https://b.example"] };
const event = gateways
  .find(({ name }) => name === "Function URL")
  ?.event(makeRequest({ headers: [["origin", APP]] })) as LambdaHttpEvent;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Collects what is written, and says after each chunk whether there is room for more. */
function collect(room: () => boolean = () => true) {
  const listeners = new Map<string, Set<(error?: unknown) => void>>();
  let text = "";
  const decoder = new TextDecoder();
  const stream = {
    ended: false,
    type: "",
    setContentType(type: string) {
      stream.type = type;
    },
    write(chunk: string | Uint8Array) {
      if (stream.ended) throw new Error("write after end");
      text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
      return room();
    },
    end(chunk?: string | Uint8Array) {
      if (chunk !== undefined) stream.write(chunk);
      stream.ended = true;
    },
    once: (name: string, listener: () => void) => listeners.set(name, (listeners.get(name) ?? new Set()).add(listener)),
    removeListener: (name: string, listener: () => void) => listeners.get(name)?.delete(listener),
    emit: (name: string, error?: unknown) => {
      for (const listener of listeners.get(name) ?? []) listener(error);
    },
    listening: () => [...listeners.values()].reduce((sum, { size }) => sum + size, 0),
    sent: () => {
      const [prelude = "", ...body] = text.split("\0".repeat(8));
      return {
        ...(JSON.parse(prelude) as { statusCode: number; headers: Record<string, string> }),
        body: body.join(""),
      };
    },
  };
  return stream;
}

const open = (stream: object): ResponseStream => stream as ResponseStream;

test("status, headers, cookies and body", async () => {
  const stream = collect();
  const headers: [string, string][] = [
    ["x-id", "7"],
    ["set-cookie", "a=1"],
    ["set-cookie", "b=2"],
  ];
  await fromFetchStreaming(config, () => new Response("hello", { status: 201, headers }))(event, open(stream));
  expect(stream.sent()).toMatchObject({
    statusCode: 201,
    headers: { "x-id": "7", "access-control-allow-origin": APP, vary: "Origin" },
    cookies: ["a=1", "b=2"],
    body: "hello",
  });
  expect(stream.type).toBe("application/vnd.awslambda.http-integration-response");
  expect(stream.ended).toBe(true);
});

test("back pressure: nothing more until the stream has room, and no listener stays", async () => {
  let pulled = 0;
  const body = new ReadableStream(
    {
      pull(controller) {
        controller.enqueue(bytes(`${++pulled} `));
        if (pulled === 3) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const stream = collect(() => false);
  const done = fromFetchStreaming(config, () => new Response(body))(event, open(stream));
  for (const expected of [1, 2, 3]) {
    await expect.poll(() => stream.listening()).toBe(3);
    expect(pulled).toBe(expected);
    stream.emit("drain");
  }
  await done;
  expect(stream.sent().body).toBe("1 2 3 ");
  expect(stream.listening()).toBe(0);
});

test.each(["close", "error"])("a client that is gone (%s) ends the handler's body", async (name) => {
  let cancelled = false;
  const body = new ReadableStream({
    pull: (controller) => controller.enqueue(bytes("x")),
    cancel: () => void (cancelled = true),
  });
  const stream = collect(() => false);
  const done = fromFetchStreaming(config, () => new Response(body))(event, open(stream));
  const refused = expect(done).rejects.toThrow();
  await expect.poll(() => stream.listening()).toBe(3);
  stream.emit(name);
  await refused;
  expect(cancelled).toBe(true);
});

test("a body that is not through in time is cut off, and never ended", async () => {
  vi.useFakeTimers();
  let signal: AbortSignal | undefined;
  let cancelled = false;
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(bytes("half")),
    cancel: () => void (cancelled = true),
  });
  const stream = collect();
  const handler = fromFetchStreaming(config, (incoming) => {
    ({ signal } = incoming);
    return new Response(body);
  });
  const refused = expect(handler(event, open(stream), { getRemainingTimeInMillis: () => 3000 })).rejects.toThrow(
    "2500 ms",
  );
  await vi.advanceTimersByTimeAsync(2500);
  await refused;
  expect([stream.sent().statusCode, stream.sent().body, stream.ended]).toStrictEqual([200, "half", false]);
  expect([signal?.aborted, cancelled, vi.getTimerCount()]).toStrictEqual([true, true, 0]);
  vi.useRealTimers();
});

test("what a native handler streams after it was answered for goes nowhere, and does it no harm", async () => {
  vi.useFakeTimers();
  let late = "nothing";
  const inner = async (_event: unknown, responseStream: ResponseStream): Promise<void> => {
    await new Promise((resolve) => {
      setTimeout(resolve, 5000);
    });
    late = String(responseStream.write("late"));
    responseStream.end();
  };
  const stream = collect();
  const handler = withCors(config, markStreaming(inner) as never);
  const done = handler(event as never, stream as never, { getRemainingTimeInMillis: () => 3000 });
  await vi.advanceTimersByTimeAsync(2500);
  await done;
  await vi.advanceTimersByTimeAsync(5000);
  expect(stream.sent()).toMatchObject({ statusCode: 504, body: "Gateway Timeout" });
  expect(late).toBe("true");
  vi.useRealTimers();
});

test("a native handler that destroys its stream, and throws at once or fails later still: one answer", async () => {
  for (const after of [
    () => {
      throw new Error("too");
    },
    () => Promise.reject(new Error("too")),
    () => new Promise(() => {}),
  ]) {
    let given: (ResponseStream & { destroy(error?: Error): unknown }) | undefined;
    const destroy = vi.fn();
    const stream = { ...collect(), destroy };
    const inner = (_event: unknown, responseStream: typeof given): unknown => {
      given = responseStream;
      expect(given?.destroy()).toBe(given);
      given?.destroy(new Error("again"));
      return after();
    };
    await withCors(config, markStreaming(inner) as never)(event as never, stream as never);
    expect(stream.sent()).toMatchObject({
      statusCode: 500,
      headers: { "access-control-allow-origin": APP },
      body: "Internal Server Error",
    });
    expect(given?.write("late")).toBe(true);
    expect(stream.sent().body).toBe("Internal Server Error");
    expect(destroy).not.toHaveBeenCalled();
  }
});

test("what destroys a native handler's stream once it has ended changes nothing", async () => {
  const stream = collect();
  const inner = async (_event: unknown, responseStream: ResponseStream & { destroy(): void }): Promise<void> => {
    responseStream.write("all");
    responseStream.end();
    responseStream.destroy();
  };
  await withCors(config, markStreaming(inner) as never)(event as never, stream as never);
  expect(stream.sent()).toMatchObject({ statusCode: 200, body: "all" });
  expect(stream.ended).toBe(true);
});

test.each(gateways)("$name: the same function answers all at once where nothing streams", async (gateway) => {
  const streams = ["Function URL", "REST API"].includes(gateway.name);
  const stream = collect();
  const given = gateway.event(makeRequest({ headers: [["origin", APP]] })) as LambdaHttpEvent;
  await fromFetchStreaming(config, () => new Response("hello"))(given, open(stream));
  if (streams) expect(stream.sent()).toMatchObject({ statusCode: 200, body: "hello" });
  else {
    const response = gateway.accept(stream.sent());
    expect(stream.type).toBe("application/json");
    expect(response.headers).toContainEqual(["access-control-allow-origin", APP]);
  }
  expect(stream.ended).toBe(true);
});

test("an emulator's own HttpResponseStream is used", async () => {
  const from = vi.fn((stream: object, _prelude: object) => stream);
  vi.stubGlobal("awslambda", { HttpResponseStream: { from } });
  const stream = collect();
  await fromFetchStreaming(config, () => new Response(null, { status: 204 }))(event, open(stream));
  vi.unstubAllGlobals();
  expect(from).toHaveBeenCalledExactlyOnceWith(stream, expect.objectContaining({ statusCode: 204 }));
  expect(stream.ended).toBe(true);
});

test("the marks of a streaming handler are carried over, and it keeps its arguments", async () => {
  const inner = vi.fn(async (_event: unknown, stream: ResponseStream, _context: unknown) => void stream.end());
  const highWaterMark = Symbol.for("aws.lambda.runtime.handler.streaming.highWaterMark");
  const wrapped = withCors(config, Object.assign(markStreaming(inner), { [highWaterMark]: 5 }) as never);
  expect(isStreaming(wrapped)).toBe(true);
  expect(Reflect.get(wrapped, highWaterMark)).toBe(5);
  expect(isStreaming(withCors(config, async () => ({ statusCode: 200 })))).toBe(false);
  const context = {};
  const stream = collect();
  const sqs = { Records: [{ eventSource: "aws:sqs" }] };
  await wrapped(sqs as never, stream as never, context);
  expect(inner).toHaveBeenCalledExactlyOnceWith(sqs, stream, context);
});
