import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PAGES = fileURLToPath(new URL("../../docs/recipes/", import.meta.url));
const SCAFFOLDS = fileURLToPath(new URL("scaffolds/", import.meta.url));

/** A fence of a recipe, with a path in brackets where that is another one than its first line says, or none says it. */
const FILE = /^```\w+ recipe(?: \[([^\n]+)\])?\n((?:\/\/ (\S+)\n)?.*?)^```$/gms;

/** @returns the Markdown of a page of docs/recipes */
export function readPage(page: string): Promise<string> {
  return readFile(join(PAGES, `${page}.md`), "utf8");
}

/** @returns the pages of docs/recipes, without `.md`, but for the one that lists them */
export async function pagesThere(): Promise<string[]> {
  const pages = (await readdir(PAGES)).filter((file) => file.endsWith(".md")).map((file) => file.slice(0, -3));
  return pages.filter((page) => page !== "index");
}

/**
 * Makes a project of a page's code, with what a framework's own starter has besides.
 *
 * @param folder where it goes
 * @param variant a folder of the page's files that goes over the others
 * @throws Error where the page has no code, or one file twice
 */
export async function makeProject(page: string, folder: string, variant?: string): Promise<void> {
  const found = [...(await readPage(page)).matchAll(FILE)].map(([, named, code = "", said]) => ({
    path: named ?? said ?? "",
    code,
  }));
  const paths = found.map(({ path }) => path);
  if (paths.length === 0 || paths.includes(""))
    throw new Error(`docs/recipes/${page}.md has no recipe, or one without a path: // src/index.ts`);
  if (new Set(paths).size < paths.length)
    throw new Error(`docs/recipes/${page}.md has a file twice: ${paths.join(", ")}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  await cp(join(SCAFFOLDS, page), folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  for (const { path, code } of found) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, code);
  }
  if (variant !== undefined) await cp(join(folder, variant), folder, { recursive: true });
}
