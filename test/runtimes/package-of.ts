import { execFileSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A user's project with the cases in it. */
export interface Project {
  /** A module that imports `corskit` from the project's node_modules. */
  readonly module: string;
  /** The same with the package in it, as wrangler bundles a Worker. */
  readonly worker: string;
}

/** Packs this repository as npm would publish it, and makes a project that has it installed. */
export async function makeProject(folder: string): Promise<Project> {
  const run = (command: string, args: readonly string[]): string =>
    execFileSync(command, args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const packed: unknown = JSON.parse(run("npm", ["pack", "--json", "--silent", "--pack-destination", folder]));
  const [{ filename }] = packed as [{ filename: string }];
  const installed = join(folder, "node_modules", "corskit");
  await mkdir(installed, { recursive: true });
  run("tar", ["xzf", join(folder, filename), "--strip-components=1", "-C", installed]);
  await symlink(join(ROOT, "node_modules", "hono"), join(folder, "node_modules", "hono"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');

  const module = join(folder, "cases.mjs");
  const common = { bundle: true, format: "esm", target: "es2022", logLevel: "warning" } as const;
  const entry = fileURLToPath(new URL("entry.mjs", import.meta.url));
  await build({
    ...common,
    entryPoints: [entry],
    outfile: module,
    external: ["corskit"],
    platform: "neutral",
    mainFields: ["module", "main"],
  });
  const worker = join(folder, "worker.mjs");
  await build({ ...common, entryPoints: [module], outfile: worker, conditions: ["workerd", "worker"] });
  return { module, worker };
}
