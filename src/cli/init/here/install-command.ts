import { existsSync } from "node:fs";
import { join } from "node:path";

const MANAGERS = [
  ["pnpm-lock.yaml", "pnpm install"],
  ["yarn.lock", "yarn install"],
  ["bun.lock", "bun install"],
  ["bun.lockb", "bun install"],
] as const;

/** What installs a project's dependencies, by its lock file. */
export function installCommand(folder: string): string {
  return MANAGERS.find(([lock]) => existsSync(join(folder, lock)))?.[1] ?? "npm install";
}
