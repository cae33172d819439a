// The child process of runtimes.ts: three servers, and what happens to the process.
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { faulty, sound } from "./handlers.ts";
import { DEADLINE, policy } from "./policy.ts";

const seen: string[] = [];
process.on("unhandledRejection", (reason) => seen.push(`unhandled rejection: ${String(reason)}`));
process.on("uncaughtException", (error) => seen.push(`uncaught exception: ${String(error)}`));
// The kit tells of each failure with its stack, which takes longer than the request. Its text will do.
Error.stackTraceLimit = 0;

const handlers = {
  faulty: policy.wrap(faulty, { timeout: DEADLINE }),
  with: policy.wrap(sound),
  without: sound,
};
const urls: Record<string, string> = {};
for (const [name, fetch] of Object.entries(handlers)) {
  const server = createAdaptorServer({ fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
process.on("disconnect", () => process.exit());
process.on("message", () => {
  globalThis.gc?.();
  process.send?.({ heap: process.memoryUsage().heapUsed, seen });
});
process.send?.({ urls });
