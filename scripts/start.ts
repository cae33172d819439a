// Runs the Worker on this machine and says what to open. Arguments are wrangler's: npm start -- --port 9000
import { createServer } from "node:net";
import { parseArgs } from "node:util";
import { startWrangler } from "./wrangler-dev.ts";

const args = process.argv.slice(2);
const { values } = parseArgs({ args, strict: false, options: { port: { type: "string" } } });
const wanted = Number(values["port"] ?? 8787);

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

function sayWhatToOpen(port: number): void {
  console.log(`
  Open  http://app.localhost:${port}         the simulator: what a browser will do, and what it really did
  and   http://app.localhost:${port}/demo    an API behind the kit, from an origin that its policy allows
        http://evil.localhost:${port}/demo   the same, from one that it denies
        http://app.localhost:${port}/docs/   the documentation

  Ctrl-C stops it.
`);
}

// wrangler says so too, under a stack trace.
if (!(await isFree(wanted))) {
  console.error(`Port ${wanted} is in use. Stop what uses it, or take another: npm start -- --port ${wanted + 1}`);
  process.exit(1);
}

const { child, ready } = startWrangler(args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    stopping = true;
    child.kill(signal);
  });
}
// Stopped on purpose is no failure, whatever wrangler makes of it: npm would print an error.
child.on("exit", (code) => process.exit(stopping ? 0 : (code ?? 1)));

try {
  const port = await ready;
  // Below what wrangler prints at this moment, so that it is read.
  setTimeout(sayWhatToOpen, 1000, port);
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
