import { join } from "node:path";
import { build } from "esbuild";
import { localFunction, startFunctionUrl } from "../../lambda/runtime-api/index.ts";
import type { Transport } from "../../src/browser/index.ts";
import { runWorker } from "../support/wrangler-dev.ts";
import { inFront } from "./gateways.ts";
import { serveTransport } from "./handlers.ts";
import { network } from "./network.ts";
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
async function startFunction({ entry, owner }: Extract<Host, { kind: "lambda" }>, folder: string): Promise<Running> {
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
  const behind: Transport = (request) => network({ ...request, url: atPort(request.url, url.port) });
  const front = await serveTransport(owner === undefined ? behind : await inFront(owner, folder, behind));
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

function atPort(url: string, port: number): string {
  return Object.assign(new URL(url), { port: String(port) }).href;
}
