import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { codeBlocks } from "../../scripts/documentation.ts";
import { ROOT } from "./simulator-links.ts";

/** The files in a page of the documentation, by their names: blocks of the form ` ```ts [worker.ts] `. */
export function programsIn(page: string): ReadonlyMap<string, string> {
  return new Map(codeBlocks(page).flatMap(({ name, code }) => (name === undefined ? [] : [[name, code]])));
}

/** As the package would resolve it, but to the sources. */
const toSources = (code: string): string =>
  code.replace(/(?<=from ")corskit(\/\w+)?(?=")/g, (_, part: string = "") => join(ROOT, `src${part}/index.ts`));

/** A folder in which programs can be imported, with the dependencies of the project, and of these suites alone. */
export interface ProgramFolder {
  /** @returns the path of each program, by its name */
  write(home: string, programs: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>>;
  remove(): Promise<void>;
}

export async function openProgramFolder(): Promise<ProgramFolder> {
  const folder = await mkdtemp(join(tmpdir(), "corskit-docs-"));
  const modules = join(folder, "node_modules");
  for (const from of [join(ROOT, "node_modules"), join(ROOT, "test/docs/node_modules")]) {
    if (!existsSync(from)) continue;
    for (const name of await packagesIn(from)) {
      if (existsSync(join(modules, name))) continue;
      await mkdir(dirname(join(modules, name)), { recursive: true });
      await symlink(join(from, name), join(modules, name));
    }
  }
  return {
    async write(home, programs) {
      await mkdir(join(folder, home));
      const paths = new Map([...programs.keys()].map((name) => [name, join(folder, home, name)]));
      for (const [name, code] of programs) await writeFile(paths.get(name) ?? "", toSources(code));
      return paths;
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

async function packagesIn(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith("."));
  const found = names.map(async (name) =>
    name.startsWith("@") ? (await readdir(join(folder, name))).map((own) => `${name}/${own}`) : [name],
  );
  return (await Promise.all(found)).flat();
}
