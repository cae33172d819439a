import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { mergeJson } from "./merge-json.ts";
import { packageRoot } from "./package-root.ts";

/** Files by their path in the project, with slashes. */
export type Files = ReadonlyMap<string, string>;

/** Lays folders of templates/ over each other. Folders that are not there have nothing. */
export function readLayers(layers: readonly string[]): Files {
  const files = new Map<string, string>();
  for (const layer of layers) {
    const folder = join(packageRoot(), "templates", layer);
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const source = join(entry.parentPath, entry.name);
      const path = relative(folder, source).split(sep).map(unhide).join("/");
      const text = readFileSync(source, "utf8");
      const under = files.get(path);
      files.set(path, under !== undefined && path === "package.json" ? mergeTexts(under, text) : text);
    }
  }
  return files;
}

/** npm packs no .gitignore, so a leading `_` stands for the dot. */
function unhide(name: string): string {
  return name.replace(/^_/, ".");
}

function mergeTexts(...texts: readonly string[]): string {
  const merged = texts.map((text) => JSON.parse(text) as Record<string, unknown>).reduce(mergeJson, {});
  return `${JSON.stringify(merged, null, 2)}\n`;
}
