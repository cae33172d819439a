import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";

const run = promisify(execFile);

/** What a fresh Node.js prints, as JSON. */
export async function inFreshNode(
  file: string,
  args: readonly string[],
  flags: readonly string[] = [],
): Promise<unknown> {
  const path = file.startsWith("/") ? file : fileURLToPath(new URL(`../children/${file}`, import.meta.url));
  const { stdout } = await run(process.execPath, [...flags, path, ...args], { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout) as unknown;
}
