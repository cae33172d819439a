import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../support/free-port.ts";
import type { Running } from "../templates/hosts.ts";

/** Far over what a start takes, in milliseconds. */
const START_LIMIT = 300_000;

/**
 * Starts a program that listens on the port that the variable PORT names.
 *
 * @throws Error with what it printed where it does not listen
 */
export async function serverProcess(command: string, args: readonly string[], folder: string): Promise<Running> {
  const port = await freePort();
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const exited = once(child, "exit");
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const running: Running = {
    port,
    log: () => printed,
    async stop() {
      process.off("exit", kill);
      kill();
      await exited;
    },
  };
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const deadline = performance.now() + START_LIMIT;
  while (!(await listens(port))) {
    if (!isOver() && performance.now() < deadline) {
      await pause(50);
      continue;
    }
    await running.stop();
    throw new Error(`${command} ${args.join(" ")} does not listen; it printed\n${printed.slice(-3000)}`);
  }
  return running;
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
