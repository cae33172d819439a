import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Where an entry of the package is found. */
interface Entry {
  readonly node: string;
  readonly default: string;
}

/** The files that the package's main entry has for Node.js and for bundlers, built anew. */
export async function publishPackage(): Promise<Entry> {
  await runTool(process.execPath, ["scripts/build-entries.mjs"]);
  const { exports } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")) as { exports: { ".": Entry } };
  const { node, default: forBundlers } = exports["."];
  return { node: ROOT + node, default: ROOT + forBundlers };
}

/** What a command prints that is run at the top of the project. */
export async function runTool(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(command, args, { cwd: ROOT });
  return stdout;
}

/** A module in one file, as it is deployed. */
export async function bundleForProduction(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: `${ROOT}bench` },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2024",
    conditions: ["production", "workerd", "worker"],
    write: false,
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}
