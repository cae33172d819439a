import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** From dist/cli/, where bundling puts this, and from here. */
const CANDIDATES = ["../../", "../../../"].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** The folder of the package that this is part of, with its templates/. */
export function packageRoot(): string {
  const root = CANDIDATES.find((folder) => existsSync(join(folder, "templates")));
  if (root === undefined) throw new Error("the package has no templates/");
  return root;
}

/** The range of corskit for a project that is made by this version. */
export function ownRange(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));
  return `^${(manifest as { version: string }).version}`;
}
