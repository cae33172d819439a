import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWrangler } from "../../scripts/wrangler-dev.ts";

/** The Worker as a developer runs it. */
export interface RunningWorker {
  readonly port: number;
  /** All that it has printed. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts `wrangler dev` on a free port of this machine.
 *
 * @param further arguments for wrangler
 * @param folder of another Worker than this repository's
 * @throws Error with what it printed where it does not start
 */
export async function runWorker(further: readonly string[] = [], folder?: string): Promise<RunningWorker> {
  const state = await mkdtemp(join(tmpdir(), "corskit-wrangler-"));
  const args = ["--port=0", "--inspector-port=0", `--persist-to=${state}`, ...further];
  const { child, ready } = startWrangler(args, { stdio: ["ignore", "pipe", "pipe", "ipc"] }, folder);
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const exited = once(child, "exit");
  // A suite that fails before its hooks run must not leave it behind.
  process.once("exit", () => child.kill());
  process.once("SIGTERM", () => process.exit(143));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await exited;
    await rm(state, { recursive: true, force: true });
  };
  try {
    return { port: await ready, log: () => printed, stop };
  } catch (error) {
    await stop();
    throw new Error(printed, { cause: error });
  }
}
