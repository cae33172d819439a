// The Worker twice, in workerd, and the page by Vite: what `wrangler dev` and `vite` are in terminals of their own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createServer } from "vite";

const wrangler = join(dirname(createRequire(import.meta.url).resolve("wrangler/package.json")), "bin", "wrangler.js");
const cwd = import.meta.dirname;
/** It works offline, and asks nobody for newer versions. */
const QUIET = { CLOUDFLARE_CF_FETCH_ENABLED: "false", WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true" };

/** @param ports of the page and the two Workers; 0 for any */
export async function serve([page, before, after]) {
  const configFile = join(cwd, "vite.config.ts");
  const vite = await createServer({ root: join(cwd, "page"), configFile, server: { port: page } });
  await vite.listen();
  const origin = `http://localhost:${vite.httpServer.address().port}`;
  const workers = [runWorker("worker/before.ts", before, origin), runWorker("worker/after.ts", after, origin)];
  const close = () => Promise.all([vite.close(), ...workers.map((worker) => worker.close())]);
  try {
    const apis = await Promise.all(
      workers.map(async ({ port }) => {
        const api = `http://localhost:${await port}`;
        // Where it cannot be reached, this says why; a page would only know that it failed.
        await fetch(`${api}/rides`);
        return api;
      }),
    );
    return { origin, apis, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function runWorker(file, port, origin) {
  const args = ["dev", file, `--port=${port}`, "--inspector-port=0", `--var=PAGES:${origin}`];
  const child = spawn(process.execPath, [wrangler, ...args], {
    cwd,
    env: { ...QUIET, ...process.env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed += text));
  const exited = once(child, "exit");
  const ended = exited.then(([code]) => {
    throw new Error(`wrangler dev ended with ${code}\n${printed}`);
  });
  ended.catch(() => {});
  return {
    port: Promise.race([portOf(child), ended]),
    async close() {
      child.kill();
      await exited;
    },
  };
}

/** Wrangler tells its parent when it listens. */
function portOf(child) {
  return new Promise((resolve) => {
    child.on("message", (message) => {
      const { event, port } = JSON.parse(message);
      if (event === "DEV_SERVER_READY") resolve(port);
    });
  });
}
