import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { cors } from "./cors.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

// Node.js follows another signal by a weak reference: what nobody holds never aborts.
test("a time limit aborts the signal of a handler that holds nothing else of its request", async () => {
  let reason: unknown;
  const handler = cors({ allowOrigins: "*" }).wrap(
    ({ signal }) => new Promise(() => signal.addEventListener("abort", () => (reason = signal.reason))),
    { timeout: 100 },
  );
  const answer = handler(new Request("https://api.example.com/"));
  // What a turn has looked at by a weak reference stays until its end.
  await new Promise(setImmediate);
  collect();
  expect((await answer).status).toBe(504);
  expect(reason).toMatchObject({ name: "TimeoutError" });
});
