import { fork, type ChildProcess, type ForkOptions } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Neither telemetry nor look-ups of newer versions and of where this machine stands: it works offline. */
const QUIET = { CLOUDFLARE_CF_FETCH_ENABLED: "false", WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true" };

/** `wrangler dev` in a process of its own. */
export interface WranglerProcess {
  readonly child: ChildProcess;
  /** The port on which it answers; rejects when the process ends before that. */
  readonly ready: Promise<number>;
}

/**
 * Starts `wrangler dev`.
 *
 * @param args for wrangler, further to those of its configuration
 * @param folder of a project that has wrangler installed; by default this one
 */
export function startWrangler(args: readonly string[], options: ForkOptions, folder: string = root): WranglerProcess {
  const wrangler = join(folder, "node_modules", "wrangler", "bin", "wrangler.js");
  const child = fork(wrangler, ["dev", "--show-interactive-dev-session=false", ...args], {
    cwd: folder,
    env: { ...QUIET, ...process.env },
    ...options,
  });
  const ready = new Promise<number>((resolve, reject) => {
    // What wrangler tells a process that forked it.
    child.on("message", (message) => {
      const { event, port } = JSON.parse(String(message)) as { event: string; port: number };
      if (event === "DEV_SERVER_READY") resolve(port);
    });
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`wrangler dev ended before it was ready, with code ${code}`)));
  });
  return { child, ready };
}
