import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { PAGE, type Animal } from "./animal.ts";
import type { Visit } from "./zoo.ts";

/** The binary's source, which Node.js runs as it is. */
export const MAIN: string = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Builds the binary as the package has it.
 *
 * @param folder an empty one
 * @returns the file to run
 */
export function buildBinary(folder: string): string {
  const outdir = join(folder, "dist", "cli");
  execFileSync(process.execPath, ["scripts/build-cli.mjs", outdir], { cwd: ROOT });
  // It reads its version there.
  copyFileSync(join(ROOT, "package.json"), join(folder, "package.json"));
  return join(outdir, "main.js");
}

/** What a command came to. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `corskit` in a process of its own, with nothing on its input and no colours. */
export async function corskit(args: readonly string[], env: NodeJS.ProcessEnv = {}, main = MAIN): Promise<Ran> {
  const { FORCE_COLOR: _colors, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await exited) as [number | null];
  return { code, stdout, stderr };
}

/** The words that check an animal. */
export function checkArgs({ asked, origin = PAGE }: Animal, { url, resolve }: Visit): readonly string[] {
  const { method, headers = [], body, credentials } = asked;
  return [
    "check",
    url,
    `--origin=${origin}`,
    ...(method === undefined ? [] : [`--method=${method}`]),
    ...headers.map(([name, value]) => `--header=${name}: ${value}`),
    ...(typeof body === "string" ? [`--body=${body}`] : []),
    ...(credentials === "include" ? ["--credentials"] : []),
    ...resolve.map((rule) => `--resolve=${rule}`),
  ];
}
