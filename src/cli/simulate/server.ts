import { getRequestListener } from "@hono/node-server";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import worker from "../../../worker/index.ts";
import { runsInMemory } from "../../../worker/simulator/serve.ts";
import { CannotRun } from "../cannot-run.ts";
import { serveFile, type filesIn } from "./assets.ts";

export interface Simulator {
  readonly port: number;
  readonly server: Server;
}

/** Nothing outlives a request here. */
const CONTEXT = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} };

/** The Worker's own handler, with runs in memory. @param files what `filesIn` has read */
export function simulatorHandler(
  files: Awaited<ReturnType<typeof filesIn>>,
): (request: Request) => Response | Promise<Response> {
  const runs = runsInMemory();
  const env = {
    ORIGINS: "http://app.localhost:*",
    ASSETS: { fetch: (request: Request) => Promise.resolve(serveFile(files, request)) },
    RUNS: {
      idFromName: (name: string): unknown => name,
      get: (id: unknown) => ({ fetch: async (request: Request) => runs(String(id), request) }),
    },
  };
  return (request) => worker.fetch(request, env, CONTEXT);
}

/**
 * Serves it on the loopback interface.
 *
 * @param port 0 for any that is free
 * @throws CannotRun where the port is taken
 */
export async function startSimulator(port: number, handler: ReturnType<typeof simulatorHandler>): Promise<Simulator> {
  const server = createServer(getRequestListener(handler));
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    throw new CannotRun(`Port ${port} is not free.`, `Take another: corskit simulate --port ${port + 1}.`);
  }
  return { port: (server.address() as AddressInfo).port, server };
}
