import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

interface Manifest {
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const json = async (file: string): Promise<Manifest> => JSON.parse(await readFile(ROOT + file, "utf8")) as Manifest;
const npm = await json("package.json");

describe("what is published", () => {
  test("has one version", async () => {
    const create = await json("create-corskit/package.json");
    const versions = [(await json("jsr.json")).version, create.version, create.dependencies["corskit"]];
    expect(versions).toEqual(versions.map(() => npm.version));
  });

  test("has the same entries on npm and on JSR", async () => {
    const jsr = await json("jsr.json");
    expect(Object.keys(jsr.exports)).toEqual(Object.keys(npm.exports));
  });
});

test.each([".ci/run", ...globSync(".github/workflows/*.yml", { cwd: ROOT })])(
  "%s runs scripts that exist",
  async (file) => {
    const named = [...(await readFile(ROOT + file, "utf8")).matchAll(/\bnpm run ([\w:]+)/g)].map(
      ([, name = ""]) => name,
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !(name in npm.scripts))).toEqual([]);
  },
);

describe("in a fresh clone", () => {
  // The shell keeps the `node` that it found first. The one that is installed here is found by the next script's shell.
  const installing = Object.entries(npm.scripts).filter(
    ([name, script]) => name.startsWith("pre") && script.includes("install.mjs"),
  );

  test.each(installing)("%s does nothing but install, since any Node.js runs it", (_, script) => {
    for (const command of script.split(" && ")) expect(command).toMatch(/^node (scripts|lambda\/ric)\/install\.mjs\b/);
  });
});
