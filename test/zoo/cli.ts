import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** The binary's source, which Node.js runs as it is. */
export const MAIN: string = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** What a command came to. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `corskit` in a process of its own, with nothing on its input. */
export async function corskit(args: readonly string[], env: NodeJS.ProcessEnv = {}, main = MAIN): Promise<Ran> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await exited) as [number | null];
  return { code, stdout, stderr };
}
