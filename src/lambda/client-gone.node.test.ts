import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { gateways } from "../../test/lambda/gateways.ts";
import { fromFetchStreaming } from "./from-fetch-streaming.ts";
import type { LambdaHttpEvent } from "./types.ts";

// With the stream of Node.js itself, since it is its silence that counts: it says once that it is closed.

const event = gateways.find(({ name }) => name === "Function URL")?.event(makeRequest()) as LambdaHttpEvent;

test("a client that goes while the body waits for more ends the body, and the invocation", async () => {
  const target = new PassThrough();
  const cancelled = Promise.withResolvers<unknown>();
  const body = new ReadableStream(
    {
      start: (controller) => controller.enqueue(new Uint8Array(1)),
      async pull(controller) {
        target.destroy();
        await new Promise((resolve) => setImmediate(resolve));
        controller.enqueue(new Uint8Array(1));
      },
      cancel: cancelled.resolve,
    },
    { highWaterMark: 0 },
  );
  const handler = fromFetchStreaming({ allowOrigins: "*" }, () => new Response(body));
  await expect(handler(event, target as never, {})).rejects.toThrow("the client is gone");
  expect(await cancelled.promise).toEqual(new Error("the client is gone"));
});
