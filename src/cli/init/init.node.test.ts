import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { testTerminal } from "../../../test/support/cli-terminal.ts";
import type { InitOptions } from "./options.ts";
import { run } from "./run.ts";
import { writeFiles } from "./write-files.ts";

const root = mkdtempSync(join(tmpdir(), "corskit-init-"));
let folder = "";
let count = 0;
beforeEach(() => (folder = join(root, `project ${(count += 1)}`)));
afterAll(() => rmSync(root, { recursive: true }));

const WORKER: InitOptions = {
  template: "worker",
  origins: ["https://shop.example.org"],
  install: false,
  git: false,
};

/** Runs it where nobody can be asked. */
async function init(options: Partial<InitOptions> = {}, where: string | undefined = folder) {
  const terminal = testTerminal();
  const code = await run(where, { ...WORKER, ...options }, terminal);
  return { code, out: terminal.printed(), err: terminal.said() };
}

const files = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
const read = (path: string): string => readFileSync(join(folder, path), "utf8");

describe("a new project", () => {
  test("has the given pages in its policy, its tests and its infrastructure", async () => {
    const { code, out } = await init({ credentials: true });
    expect(code).toBe(0);
    expect(read("src/cors.ts")).toMatch(/allowOrigins: \["https:\/\/shop\.example\.org"\][^]*allowCredentials: true/);
    for (const path of ["test/cors.test.ts", "infra/cors.tf"]) expect(read(path)).toContain("https://shop.example.org");
    expect(read(".gitignore")).toContain("node_modules/");
    expect(JSON.parse(read("package.json"))).toMatchObject({
      name: `project-${count}`,
      dependencies: { corskit: expect.stringMatching(/^\^\d/) as string },
    });
    for (const path of files()) expect(read(path), path).not.toMatch(/\{\{\w|app\.example\.com/);
    expect(out).toMatch(/Next\n {2}cd '.*project \d+'\n {2}npm install\n {2}npm test\n {2}npm run dev\n/);
  });

  test("says which Node.js it takes, where it is run by one that reads no TypeScript", async () => {
    const it = vi.spyOn(process.features, "typescript", "get");
    it.mockReturnValue(false);
    expect((await init({ dryRun: true })).err).toContain(
      `takes Node.js 22.18 or later, and this is ${process.versions.node}\n`,
    );
    expect((await init({ dryRun: true, json: true })).err).toBe("");
    it.mockReturnValue("strip");
    expect((await init({ dryRun: true })).err).not.toContain("Node.js");
    it.mockRestore();
  });

  test("may go into a folder that has other things", async () => {
    mkdirSync(join(folder, "src"), { recursive: true });
    writeFileSync(join(folder, "src", "other.ts"), "");
    writeFileSync(join(folder, "LICENSE"), "");
    await init();
    expect(files()).toEqual(expect.arrayContaining(["LICENSE", "src/other.ts", "src/cors.ts"]));
  });

  test("overwrites nothing: all that is in the way is named, and nothing is written", async () => {
    mkdirSync(join(folder, "test"), { recursive: true });
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, ".vscode"));
    for (const path of ["package.json", "infra", "test/cors.test.ts"]) writeFileSync(join(folder, path), "mine");
    const before = files();
    await expect(init()).rejects.toThrow(
      "these are there already, and nothing was written:\n  .vscode\n  infra\n  package.json\n  test/cors.test.ts\n  node_modules",
    );
    await expect(init({ dryRun: true })).rejects.toThrow("these are there already");
    expect(files()).toEqual(before);
    expect(read("package.json")).toBe("mine");
  });

  test("is only told of by --dry-run", async () => {
    const { code, out } = await init({ dryRun: true });
    expect([code, existsSync(folder)]).toEqual([0, false]);
    expect(out).toMatch(/^Would be written to .*project \d+\n {2}\.editorconfig\n[^]* {2}wrangler\.jsonc\n$/);
  });

  test("is told of as JSON", async () => {
    const { out } = await init({ json: true, template: "lambda", gateway: "http-api" });
    expect(JSON.parse(out)).toEqual({
      folder,
      name: `project-${count}`,
      template: "lambda",
      infra: "sam",
      gateway: "http-api",
      written: true,
      installed: false,
      files: expect.arrayContaining(["src/cors.ts", "template.yaml"]) as unknown,
      emitted: [
        expect.objectContaining({ target: "http-api", file: "template.yaml", lost: expect.any(Array) as unknown }),
      ],
      next: [expect.stringMatching(/^cd '/), "npm install", "npm test", "npm run dev", "npm run deploy"],
    });
  });
});

describe("what cannot be done is said, with what to do, and nothing is written:", () => {
  test.each([
    ["no template and no pages", { template: undefined, origins: undefined }, /needs --template and --origins/],
    ["AWS's options for a Worker", { gateway: "http-api" }, /--infra and --gateway are about the template lambda/],
    ["an origin that is none", { origins: ["https://a.example/"] }, /origin-invalid/],
    ["every origin", { origins: ["*"] }, /let every page in/],
    ["insecure pages with cookies", { origins: ["http://a.example"], credentials: true }, /origin-insecure/],
    [
      "patterns that a gateway cannot say",
      { template: "lambda", gateway: "http-api", origins: ["https://*.example.org"] },
      /cannot be written for API Gateway HTTP API/,
    ],
  ] as const)("%s", async (_, options, message) => {
    await expect(init(options as Partial<InitOptions>)).rejects.toThrow(message);
    await expect(init(options as Partial<InitOptions>)).rejects.toHaveProperty("fix", expect.stringMatching(/\w{3}/));
    expect(existsSync(folder)).toBe(false);
  });

  test("no folder", async () => {
    const terminal = testTerminal();
    await expect(run(undefined, WORKER, terminal)).rejects.toThrow("init needs a folder, and there is no terminal");
  });

  test("a folder that is a file, or below one", async () => {
    writeFileSync(folder, "");
    await expect(init()).rejects.toThrow(`this is there already, and nothing was written:\n  ${folder}`);
    await expect(init({}, join(folder, "below"))).rejects.toThrow("the project cannot be written: ENOTDIR");
  });

  test("a folder that may not be written", async () => {
    // Root may write everywhere, but for what is no file system on a disk.
    const isRoot = process.getuid?.() === 0;
    if (!isRoot) mkdirSync(folder);
    if (!isRoot) chmodSync(folder, 0o555);
    const where = isRoot ? "/proc/corskit" : folder;
    await expect(init({}, where)).rejects.toThrow("the project cannot be written");
  });

  test.each(["a\0b", "x".repeat(300)])("a name that no file may have", async (name) => {
    await expect(init({}, join(root, name))).rejects.toThrow("the project cannot be written");
  });

  test("what the system refuses half-way is taken back", () => {
    mkdirSync(folder);
    writeFileSync(join(folder, "mine"), "");
    // Each part is short enough, and the whole is too long.
    const long = Array.from({ length: 20 }, () => "x".repeat(240)).join("/");
    const tooLong = new Map([
      ["a/b/c.txt", "1"],
      ["d.txt", "2"],
      [`e/${long}`, "3"],
    ]);
    expect(() => writeFiles(folder, tooLong)).toThrow("the project cannot be written");
    expect(readdirSync(folder)).toEqual(["mine"]);
  });
});

describe("on a terminal", () => {
  const UNASKED: InitOptions = { install: false, git: false };
  const DOWN = "\u001b[B";

  test("it asks for what is missing, and tells a wrong origin at once", async () => {
    const terminal = testTerminal(true);
    const running = run(folder, UNASKED, terminal);
    await terminal.type("What does it run on?", `${DOWN}\r`);
    await terminal.type("What deploys it", "\r");
    await terminal.type("What is in front", `${DOWN}\r`);
    await terminal.type("Which pages", "shop.example.org\r");
    await terminal.type("origin-invalid", `${"\b".repeat(20)}https://shop.example.org https://b.example\r`);
    await terminal.type("With cookies?", "y");
    expect(await running).toBe(0);
    expect(read("src/cors.ts")).toContain('["https://shop.example.org", "https://b.example"]');
    expect(read("src/cors.ts")).toContain("allowCredentials: true");
    expect(read("template.yaml")).toContain("AWS::Serverless::HttpApi");
  });

  test("--yes asks nothing", async () => {
    const terminal = testTerminal(true);
    expect(await run(folder, { ...WORKER, yes: true }, terminal)).toBe(0);
    expect(terminal.said()).toBe("");
  });

  test.each([
    ["ctrl-c at the first question", "\u0003", []],
    ["ctrl-c at a later one", "\u0003", [["What does it run on?", "\r"]]],
    ["ctrl-d", "\u0004", []],
    ["ctrl-d where text is asked for", "\u0004", [["What does it run on?", "\r"]]],
  ] as const)("%s leaves nothing behind", async (_, key, answers) => {
    const terminal = testTerminal(true);
    const running = run(folder, UNASKED, terminal);
    for (const [question, keys] of answers) await terminal.type(question, keys);
    await terminal.type("?", key);
    expect(await running).toBe(130);
    expect(terminal.said()).toContain("Nothing was written.");
    expect(existsSync(folder)).toBe(false);
  });

  test("where the process ends while it asks, the cursor is there again", async () => {
    const terminal = testTerminal(true);
    const before = process.listeners("exit");
    const running = run(folder, UNASKED, terminal);
    await terminal.type("What does it run on?", "");
    expect(terminal.said()).not.toContain("\u001b[?25h");
    for (const listener of process.listeners("exit")) if (!before.includes(listener)) listener.call(process, 143);
    expect(terminal.said().endsWith("\u001b[?25h")).toBe(true);
    await terminal.type("", "\u0003");
    await running;
    expect(process.listeners("exit")).toEqual(before);
  });
});
