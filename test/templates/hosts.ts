import { join } from "node:path";
import { serve } from "@hono/node-server";
import { build } from "esbuild";
import { localFunction, startFunctionUrl } from "../../lambda/runtime-api/index.ts";
import type { FetchHandler } from "../../src/index.ts";
import { runWorker } from "../support/wrangler-dev.ts";
import { inFront } from "./gateways.ts";
import type { Host } from "./variants.ts";

/** A project that runs. */
export interface Running {
  readonly port: number;
  /** What it has printed. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Runs a project as its platform would.
 *
 * @throws Error where it does not start
 */
export function startHost(host: Host, folder: string): Promise<Running> {
  return host.kind === "worker" ? runWorker([], folder) : startFunction(host, folder);
}

/** Bundled, under AWS's own runtime client, behind a Function URL's server and what its gateway makes of CORS. */
async function startFunction({ entry, gateway }: Extract<Host, { kind: "lambda" }>, folder: string): Promise<Running> {
  const file = join(folder, "dist", "index.mjs");
  await build({
    entryPoints: [join(folder, entry)],
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    logLevel: "error",
  });
  let printed = "";
  const log = (text: string): void => void (printed += text);
  const lambda = localFunction({ file, exportName: "handler", timeout: 10_000, log });
  const url = await startFunctionUrl(lambda, 0);
  const handler: FetchHandler = (request) => {
    const { pathname, search } = new URL(request.url);
    const body = request.body === null ? {} : { body: request.body, duplex: "half" };
    return fetch(`http://127.0.0.1:${url.port}${pathname}${search}`, {
      method: request.method,
      headers: request.headers,
      redirect: "manual",
      ...body,
    });
  };
  const front = await listen(await inFront(gateway, folder, handler));
  return {
    port: front.port,
    log: () => printed,
    async stop() {
      await front.close();
      await url.close();
      await lambda.close();
    },
  };
}

async function listen(fetch: FetchHandler): Promise<{ readonly port: number; close(): Promise<void> }> {
  return new Promise((resolve) => {
    const server = serve({ fetch: (request) => fetch(request), port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve({ port, close: () => new Promise((closed) => void server.close(() => closed())) }),
    );
  });
}
