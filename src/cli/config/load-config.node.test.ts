import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findConfig } from "./find-config.ts";
import { loadConfig } from "./load-config.ts";

const LIBRARY = JSON.stringify(new URL("../../index.ts", import.meta.url).href);
const APP = "https://app.example.com";
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "corskit-config-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function put(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

/** Each file, its text, and its policies: as `name: origins` or `name: codes`. */
const POLICIES: readonly (readonly [name: string, text: string, policies: readonly string[]])[] = [
    ["default.ts", `import { cors } from ${LIBRARY};\nconst origin: string = "${APP}";\nexport default cors({ allowOrigins: [origin] });`, [`default: ${APP}`]],
    ["config.mjs", `export default { allowOrigins: ["${APP}"] };`, [`default: ${APP}`]],
    ["named.mjs", `export const a = { allowOrigins: "*" };\nexport const b = { allowOrigins: ["${APP}"] };\nexport const other = 1;`, ["a: *", `b: ${APP}`]],
    ["twice.mjs", `export const api = { allowOrigins: ["${APP}"] };\nexport default api;`, [`api: ${APP}`]],
    ["wrong.mjs", `export default { origin: "${APP}" };`, ["default: unknown-option origins-missing"]],
    ["throws.mjs", `import { cors } from ${LIBRARY};\nexport default cors({ allowOrigins: ["${APP}/"], maxAge: -1 });`, [": origin-invalid max-age-invalid"]],
    ["by-path.mjs", `import { corsByPath } from ${LIBRARY};\nexport default corsByPath({ "/open/*": { allowOrigins: "*" }, "/*": { allowOrigins: ["${APP}"] } });`, ['default["/open/*"]: *', `default["/*"]: ${APP}`]],
    ["paths.json", `{ "/*": { "allowOrigins": ["${APP}/"] } }`, ['["/*"]: origin-invalid']],
    ["resolver.mjs", `import { cors } from ${LIBRARY};\nexport const api = cors({ allowOrigins: { resolve: () => true } });`, ["api: [object Object]"]],
    ["plain.json", `\ufeff{ "allowOrigins": "*" }`, [": *"]],
    ["commonjs.cjs", `module.exports = { allowOrigins: ["${APP}"] };`, [`default: ${APP}`]],
    ["commonjs-named.cjs", `exports.api = { allowOrigins: ["${APP}"] };`, [`api: ${APP}`]],
    // stdout is the loader's alone: what it prints below has to be JSON.
    ["prints.mjs", `console.log("hello");\nprocess.stdout.write("hello");\nexport default { allowOrigins: "*" };`, ["default: *"]],
    ["top-level-await.mjs", `export default await Promise.resolve({ allowOrigins: "*" });`, ["default: *"]],
]; // prettier-ignore

/** Each file, its text, and why it cannot be read. */
const FAULTS: readonly (readonly [name: string, text: string, message: string])[] = [
  ["nothing.mjs", "", "nothing.mjs has no policy: it exports nothing"],
  ["function.mjs", "export default (env) => env;", "default is a function; export the policy that it makes as well"],
  [
    "promise.mjs",
    "export default Promise.resolve({ allowOrigins: '*' });",
    "default is a promise; export what it comes to: export default await …",
  ],
  ["worker.mjs", "export default { fetch() {} };", "default is an object without allowOrigins"],
  [
    "error.mjs",
    "\nfunction f() {\n  throw new TypeError('no database');\n}\nf();",
    "error.mjs:3:9 throws TypeError while it is imported: no database",
  ],
  ["string.mjs", "throw 'x';", "string.mjs throws string while it is imported"],
  ["nothing-thrown.mjs", "throw null;", "nothing-thrown.mjs throws null while it is imported"],
  [
    "no-text.mjs",
    "throw Object.assign(new Error(), { message: undefined, stack: 1 });",
    "no-text.mjs throws Error while it is imported: undefined",
  ],
  [
    "unprintable.mjs",
    "throw new Proxy({}, { getPrototypeOf() { throw 1; } });",
    "unprintable.mjs throws what cannot be printed while it is imported",
  ],
  ["syntax.mjs", 'export default {\n  allowOrigins: ["a" };\n', "syntax.mjs:2:22: "],
  ["syntax.ts", "export const a: string = ;\n", "syntax.ts:1:26: "],
  ["enum.ts", "enum A { B }\nexport default A;", "enum.ts:1:1: TypeScript enum is not supported in strip-only mode"],
  ["template.yaml", "a: 1", "template.yaml is neither a module nor JSON"],
  [
    "style.mjs",
    'import "./template.yaml";',
    'style.mjs throws TypeError while it is imported: Unknown file extension ".yaml"',
  ],
  ["missing.mjs", 'import "not-installed-anywhere";', "imports not-installed-anywhere, which is not there"],
  ["export.mjs", 'import { nothingOfThisName } from "node:fs";', "export.mjs:1:"],
  ["comma.json", '{\n  "allowOrigins": "*",\n}', "comma.json:3:1: "],
  ["open.json", '{ "a": 1', "open.json:1:9: "],
  ["empty.json", "", "empty.json:1:1: "],
  [
    "ending.ts",
    'import { origins } from "./origins";',
    "origins, which is not there: Node.js needs the file's ending too, as in ./origins.ts",
  ],
  ["null.json", "null", "the file is null"],
  ["list.json", "[1]", "the file is a list"],
  ["never.mjs", "await new Promise(() => {});", "never.mjs was not imported within 20 ms"],
];

/** Loads them all in a process of Node.js itself: Vitest would transform what is imported. */
const LOADER = `
import { loadConfig } from ${JSON.stringify(new URL("load-config.ts", import.meta.url).href)};
const told = {};
for (const file of process.argv.slice(1)) {
  try {
    const { policies } = await loadConfig(file, { cwd: process.cwd(), timeout: file.startsWith("never") ? 20 : 60_000 });
    told[file] = policies.map(({ name, config, issues }) =>
      name + ": " + (config ? String(config.allowOrigins) : issues.map(({ code }) => code).join(" ")));
  } catch (error) {
    told[file] = error.name + ": " + error.message;
  }
}
console.log(JSON.stringify(told));
process.exit();
`;

describe("files", () => {
  let told: Readonly<Record<string, unknown>> = {};
  beforeAll(async () => {
    const all = [...POLICIES, ...FAULTS];
    for (const [name, text] of all) await put(name, text);
    const args = ["--input-type=module", "-e", LOADER, ...all.map(([name]) => name)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
    told = JSON.parse(stdout) as typeof told;
  });
  test.each(POLICIES)("%s", (name, _, policies) => expect(told[name]).toEqual(policies));
  test.each(FAULTS)("%s has none, and why", (name, _, message) => {
    expect(told[name]).toMatch(/^CannotRun: /);
    expect(told[name]).toContain(message);
  });
});

describe("the file", () => {
  test("is not there, or a folder", async () => {
    await expect(loadConfig("none.ts", { cwd: folder })).rejects.toThrow(
      "none.ts cannot be read: there is no such file",
    );
    await put("folder.mjs/a", "");
    await expect(loadConfig("folder.mjs", { cwd: folder })).rejects.toThrow(
      "folder.mjs cannot be read: it is a folder",
    );
    await symlink("circle.mjs", join(folder, "circle.mjs"));
    await expect(loadConfig("circle.mjs", { cwd: folder })).rejects.toThrow(
      "circle.mjs cannot be read: ELOOP: too many",
    );
  });
});

describe("the search", () => {
  test("goes up to the package's root and no further, .ts before .json", async () => {
    await put("outer/cors.config.json", "{}");
    await put("outer/package/package.json", "{}");
    const inner = dirname(await put("outer/package/src/deep/x", ""));
    expect(findConfig(inner)).toBeUndefined();
    await expect(loadConfig(undefined, { cwd: inner })).rejects.toThrow(
      "there is no cors.config.ts, .js, .mjs or .json in",
    );
    const json = await put("outer/package/cors.config.json", '{ "allowOrigins": "*" }');
    expect(findConfig(inner)).toBe(json);
    expect((await loadConfig(undefined, { cwd: inner })).shown).toBe("../../cors.config.json");
    const ts = await put("outer/package/cors.config.ts", "");
    expect(findConfig(inner)).toBe(ts);
    const nearer = await put("outer/package/src/cors.config.mjs", "");
    expect(findConfig(inner)).toBe(nearer);
  });
});
