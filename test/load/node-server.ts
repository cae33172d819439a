// The child process of runtimes.ts: the server that its argument names, and what happens to the process.
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { byHand, constant } from "./by-hand.ts";
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
  hand: byHand,
  constant,
  without: sound,
};
const server = createAdaptorServer({ fetch: handlers[process.argv[2] as keyof typeof handlers] }) as Server;
// The request that a client sends while its idle connection is being ended is lost, whoever answers.
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.on("disconnect", () => process.exit());
process.on("message", () => {
  globalThis.gc?.();
  process.send?.({ heap: process.memoryUsage().heapUsed, seen });
});
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
