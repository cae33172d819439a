import { existsSync, globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

interface Manifest {
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

interface Locked {
  readonly hasInstallScript?: boolean;
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

test("docs/security.md names what is there: files, and scripts", async () => {
  const text = await readFile(`${ROOT}docs/security.md`, "utf8");
  const named = [...text.matchAll(/`((?:test|src|scripts|worker)\/[^`]+)`/g)].map(([, file = ""]) => file);
  const scripts = [...text.matchAll(/`npm (?:run )?([\w:]+)`/g)].map(([, name = ""]) => name);
  expect([named.length > 30, scripts.length > 2]).toEqual([true, true]);
  expect(named.filter((file) => !existsSync(ROOT + file))).toEqual([]);
  expect(scripts.filter((name) => !(name in npm.scripts))).toEqual([]);
});

describe("in a fresh clone", () => {
  // The shell keeps the `node` that it found first. The one that is installed here is found by the next script's shell.
  const installing = Object.entries(npm.scripts).filter(
    ([name, script]) => name.startsWith("pre") && script.includes("install.mjs"),
  );

  test.each(installing)("%s does nothing but install, since any Node.js runs it", (_, script) => {
    for (const command of script.split(" && ")) expect(command).toMatch(/^node (scripts|lambda\/ric)\/install\.mjs\b/);
  });
});

describe.each(globSync("**/package-lock.json", { cwd: ROOT, exclude: ["**/node_modules"] }))("%s", async (file) => {
  const lock = JSON.parse(await readFile(ROOT + file, "utf8")) as { readonly packages: Record<string, Locked> };
  const locked = Object.entries(lock.packages).filter(([path]) => path !== "");

  test("has the install scripts that package.json knows of", async () => {
    const { allowScripts = {} } = await json(`${dirname(file)}/package.json`);
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    const names = new Set(scripted.map(([path]) => path.replace(/^.*node_modules\//, "")));
    expect([...names].toSorted()).toEqual(Object.keys(allowScripts).toSorted());
  });

  test("is kept up to date by Dependabot", async () => {
    const { updates } = parse(await readFile(`${ROOT}.github/dependabot.yml`, "utf8")) as {
      readonly updates: readonly { readonly "package-ecosystem": string; readonly directories?: readonly string[] }[];
    };
    const npmUpdates = updates.find((update) => update["package-ecosystem"] === "npm");
    expect(npmUpdates?.directories).toContain(`/${dirname(file)}`.replace(/\/\.$/, "/"));
  });
});
