import { execFile, spawn, spawnSync } from "node:child_process";
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as whole } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOrSkip } from "../support/start-or-skip.ts";
import { buildBinary } from "../zoo/cli.ts";

// The built binary, in folders and processes of its own.

const APP = "https://app.example.com";
let folder = "";
let main = "";

// A file that nothing can be written to: Linux has one.
const full = await startOrSkip("/dev/full", () => access("/dev/full").then(() => true));

// Each test starts the command itself.

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "corskit-emit-"));
  main = buildBinary(await mkdtemp(join(folder, "binary-")));
  await put("package.json", '{ "type": "module" }');
  await put("cors.config.json", JSON.stringify({ allowOrigins: [APP, "https://*.example.org"], maxAge: 60 }));
  await put(
    "src/cors.mjs",
    `export const api = { allowOrigins: ["${APP}"] }; export const open = { allowOrigins: "*" };`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function emit(...args: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env["PATH"], NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, "emit", ...args], { cwd: folder, env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

async function put(name: string, text: string): Promise<void> {
  await mkdir(join(folder, name, ".."), { recursive: true });
  await writeFile(join(folder, name), text);
}

const read = (name: string): Promise<string> => readFile(join(folder, name), "utf8");

describe("to stdout", () => {
  test("the configuration alone; beside it what is lost and who owns the headers", async () => {
    const { code, out, err } = await emit("function-url");
    expect(code).toBe(0);
    expect(out).toMatch(/^# Written by corskit\.[^]*\n# corskit emit function-url cors\.config\.json\n/);
    expect(out).toContain(`- ${APP}`);
    expect(err).toMatch(/^warning {2}allowOrigins\[1\]: [^]*\(origins\)\n {2}cause [^]*\n {2}fix {4}[^]*\nowner {2}/);
  });

  test.runIf(full)("that is full is a failure", async () => {
    const { status, stderr } = spawnSync("sh", ["-c", '"$0" "$1" emit nginx > /dev/full', process.execPath, main], {
      cwd: folder,
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining("ENOSPC")]);
  });

  test("whole, also where nobody reads what is said beside it", async () => {
    const child = spawn(process.execPath, [main, "emit", "nginx"], { cwd: folder });
    child.stderr.destroy();
    const closed = new Promise((resolve) => child.once("close", resolve));
    expect(await whole(child.stdout)).toBe((await emit("nginx")).out);
    expect(await closed).toBe(0);
  });

  test("the comment tells the target's own options too, as they were given", async () => {
    const { out } = await emit("nginx", "--part", "http", "--prefix", "api");
    expect(out).toContain("# corskit emit nginx cors.config.json --part http --prefix api\n");
    expect((await emit("rest-api", "--resources", "/", "Items")).out).toContain(" --resources / Items\n");
  });

  test("as JSON, all of it", async () => {
    const { code, out, err } = await emit("function-url", "--json", "--format", "json");
    expect([code, err]).toEqual([0, ""]);
    const told: unknown = JSON.parse(out);
    expect(told).toMatchObject({ target: "function-url", exact: false, lost: expect.any(Array) });
    expect(JSON.parse((told as { output: string }).output)).toMatchObject({
      Cors: { AllowOrigins: [APP], MaxAge: 60 },
    });
  });

  test("a policy that cannot be written is refused", async () => {
    await put("paths.mjs", 'export default { allowOrigins: ["https://*.example.org"] };');
    const { code, out, err } = await emit("function-url", "paths.mjs");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^error {2}allowOrigins\[0\]: [^]*fix /);
    const asJson = await emit("function-url", "paths.mjs", "--json");
    expect([asJson.code, JSON.parse(asJson.out)]).toMatchObject([1, { refused: [{ code: "origins" }] }]);
  });
});

describe("which policy", () => {
  test("has to be said where there are several, and stands in the comment", async () => {
    expect(await emit("function-url", "src/cors.mjs")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(/src\/cors\.mjs has 2 policies[^]*--policy 'api', or --policy 'open'/),
    });
    const { code, out } = await emit("function-url", "src/cors.mjs", "--policy", "open");
    expect(code).toBe(0);
    expect(out).toContain("# corskit emit function-url src/cors.mjs --policy 'open'\n");
    expect(await emit("function-url", "src/cors.mjs", "--policy", "none")).toMatchObject({ code: 2 });
  });

  test("stands in the comment as a shell reads it, whatever it and its file are called", async () => {
    const file = "src/it's a $HOME `id`.mjs";
    await put(file, `const it = { allowOrigins: ["${APP}"] };\nexport { it as "it's $HOME" };`);
    const { code, out } = await emit("function-url", file, "--policy", "it's $HOME");
    expect(code).toBe(0);
    const [, command = ""] = /^# (corskit .*)$/m.exec(out) ?? [];
    const told = spawnSync("sh", ["-c", `corskit() { printf '%s\\n' "$@"; }; ${command}`], { encoding: "utf8" });
    expect(told.stdout).toBe(`emit\nfunction-url\n${file}\n--policy\nit's $HOME\n`);
    expect((await emit("function-url", file, "--policy", "none")).err).toContain(`--policy 'it'\\''s $HOME'\n`);
  });

  test("and it has to be valid", async () => {
    await put("faulty.mjs", 'export default { allowOrigins: ["https://App.example.com/"] };');
    expect(await emit("function-url", "faulty.mjs")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no valid policy[^]*allowOrigins\[0\][^]*corskit lint faulty\.mjs/),
    });
  });
});

describe("to a file", () => {
  test("--out writes it, --check holds it, and tells the difference once it drifts", async () => {
    expect(await emit("function-url", "--out", "cors.yaml")).toMatchObject({ code: 0, out: "" });
    expect(await read("cors.yaml")).toBe((await emit("function-url")).out);
    expect(await emit("function-url", "--check", "cors.yaml")).toMatchObject({ code: 0, out: "" });
    await put("cors.yaml", (await read("cors.yaml")).replace("MaxAge: 60", "MaxAge: 61"));
    const { code, out, err } = await emit("function-url", "--check", "cors.yaml");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/\n- +MaxAge: 61\n\+ +MaxAge: 60\n[^]*drifted {2}cors\.yaml [^]*with --out/);
  });

  test("--check does not look for lines in common where there are thousands of others", async () => {
    const config = (letter: string): string =>
      JSON.stringify({ allowOrigins: Array.from({ length: 3000 }, (_, i) => `https://${letter}${i}.example.com`) });
    await put("many.json", config("a"));
    expect(await emit("nginx", "many.json", "--out", "many.conf")).toMatchObject({ code: 0 });
    await put("many.json", config("b"));
    const { code, err } = await emit("nginx", "many.json", "--check", "many.conf");
    expect(code).toBe(1);
    expect(err).toMatch(/\nmore than 2000 lines differ\ndrifted {2}many\.conf [^]*with --out/);
  });

  test("--into writes the marked part, and --check looks at that part alone", async () => {
    const template =
      "Url:\n  Properties:\n    # corskit emit function-url: begin\n    # corskit emit: end\n    Other: 1\n";
    await put("template.yaml", template);
    expect(await emit("function-url", "--check", "template.yaml")).toMatchObject({ code: 1 });
    expect(await emit("function-url", "--into", "template.yaml")).toMatchObject({ code: 0, out: "" });
    const written = await read("template.yaml");
    expect(written).toContain(`\n    Cors:\n`);
    expect(written.endsWith("    # corskit emit: end\n    Other: 1\n")).toBe(true);
    await put("template.yaml", written.replace("Other: 1", "Other: 2"));
    expect(await emit("function-url", "--check", "template.yaml")).toMatchObject({ code: 0 });
  });

  test.each([
    ["--into", "none.yaml", "none.yaml cannot be read"],
    ["--into", "package.json", "package.json has no place for it"],
    ["--check", "none.yaml", "none.yaml cannot be read"],
    ["--out", "none/cors.yaml", "none/cors.yaml cannot be written"],
  ])("%s %s cannot be", async (flag, file, message) => {
    expect(await emit("function-url", flag, file)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
    expect(await read("package.json")).toBe('{ "type": "module" }');
  });
});

test("bad command lines are told apart from findings", async () => {
  for (const args of [
    [],
    ["nginz"],
    ["function-url", "--format", "xml"],
    ["function-url", "--out", "a", "--check", "a"],
  ]) {
    expect(await emit(...args), args.join(" ")).toMatchObject({ code: 2, out: "" });
  }
  expect((await emit()).err).toContain("Examples:");
  expect((await emit("--help")).out).toContain("function-url");
});
