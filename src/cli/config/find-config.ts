import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** In the order in which they are looked for. */
export const CONFIG_NAMES = ["cors.config.ts", "cors.config.js", "cors.config.mjs", "cors.config.json"] as const;

/**
 * The config file that belongs to a folder: in it, or above it up to the package's root, the folder that has a
 * package.json. Without such a root only the folder itself is searched.
 *
 * @returns its path, undefined where there is none
 */
export function findConfig(folder: string): string | undefined {
  const folders = upToRoot(resolve(folder));
  return folders.flatMap((one) => CONFIG_NAMES.map((name) => join(one, name))).find((path) => existsSync(path));
}

function upToRoot(folder: string): readonly string[] {
  const passed: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    passed.push(at);
    if (existsSync(join(at, "package.json"))) return passed;
    if (at === dirname(at)) return [folder];
  }
}
