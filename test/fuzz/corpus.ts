import { existsSync, globSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("./", import.meta.url));

/** The targets, by name, and their files. */
export const TARGETS: ReadonlyMap<string, string> = new Map(
  globSync("targets/*.ts", { cwd: here })
    .toSorted()
    .map((file) => [basename(file, ".ts"), join(here, file)]),
);

const fileOf = (target: string): string => join(here, "corpus", `${target}.json`);

/** The inputs that are kept for a target. */
export async function readCorpus(target: string): Promise<readonly string[]> {
  const file = fileOf(target);
  return existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as string[]) : [];
}

/** Keeps inputs beside those that are kept already. */
export async function keep(target: string, inputs: readonly string[]): Promise<void> {
  await mkdir(join(here, "corpus"), { recursive: true });
  const all = new Set([...(await readCorpus(target)), ...inputs]);
  await writeFile(fileOf(target), `${JSON.stringify([...all].toSorted(), null, 2)}\n`);
}
