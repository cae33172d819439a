import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildBinary } from "../zoo/cli.ts";

// The built binary, in folders and processes of its own.

const LIBRARY = JSON.stringify(new URL("../../src/index.ts", import.meta.url).href);
const APP = "https://app.example.com";
let folder = "";
let main = "";

// Each test starts the command itself.

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "corskit-lint-"));
  main = buildBinary(await mkdtemp(join(folder, "binary-")));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function lint(...args: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env["PATH"], NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, "lint", ...args], { cwd: folder, env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

async function put(name: string, text: string): Promise<void> {
  await writeFile(join(folder, name), text);
}

test("without a config it cannot run, and says what to do", async () => {
  expect(await lint()).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringMatching(/there is no cors\.config\.ts[^]*fix: name the file/),
  });
});

test("a fine config says so in one line, with what it allows", async () => {
  await put(
    "cors.config.ts",
    `import { cors } from ${LIBRARY};\nexport default cors({ allowOrigins: ["${APP}"] as string[], allowCredentials: true });`,
  );
  const { code, out, err } = await lint();
  expect([code, err]).toEqual([0, ""]);
  expect(out.replace(/\s+/g, " ")).toBe(
    `cors.config.ts, default: fine: pages at ${APP} may read, with cookies; send GET, HEAD, PUT, PATCH, POST, DELETE; ` +
      "set Authorization, Content-Type; see no further header of the response; preflights are kept 10 minutes ",
  );
  await rm(join(folder, "cors.config.ts"));
});

describe("findings", () => {
  beforeAll(async () => {
    await put("policies.mjs", `export const api = { allowOrigins: ["${APP}", "https://*.example.com"], maxAge: 0 };\nexport const old = { origin: "*" , allowOrigins: ["${APP}/"] };\nexport const make = () => api;`);
  }); // prettier-ignore

  test("are grouped by policy, with the line to paste; exit code 1", async () => {
    const { code, out } = await lint("policies.mjs");
    expect(code).toBe(1);
    expect(out).toMatch(
      /^policies\.mjs, api: pages[^]*warning {2}maxAge is 0[^]*maxAge: 600,[^]*info {2}https:\/\/app\.example\.com is covered/,
    );
    expect(out).toMatch(/policies\.mjs, old\n[^]*error {2}there is no option origin[^]*\(unknown-option\)/);
    expect(out).toContain("note  make is a function");
    expect(out.trimEnd()).toMatch(/policies\.mjs: 2 errors, 1 warning, 1 to know$/);
  });
  test("as JSON", async () => {
    const { code, out } = await lint("policies.mjs", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      file: "policies.mjs",
      policies: [
        {
          name: "api",
          findings: [
            { code: "origin-covered" },
            { code: "max-age-zero", severity: "warning", snippet: "maxAge: 600," },
          ],
        },
        {
          name: "old",
          allows: null,
          findings: [{ code: "unknown-option" }, { code: "origin-invalid", evidence: [`allowOrigins[0]: "${APP}/"`] }],
        },
      ],
      notes: ["make is a function; export the policy that it makes as well"],
    });
  });
  test("as JUnit XML, to a file or in the report's place", async () => {
    const { out } = await lint("policies.mjs", "--junit", "-");
    expect(out).toMatch(/^<\?xml[^]*tests="4" failures="3"/);
    await lint("policies.mjs", "--junit", "lint.xml");
    expect(await readFile(join(folder, "lint.xml"), "utf8")).toBe(out);
  });
  test("as annotations", async () => {
    expect((await lint("policies.mjs", "--github")).out).toMatch(
      /^::warning file=policies\.mjs,title=corskit%3A max-age-zero::/m,
    );
  });
  test("as annotations beside JSON or XML, on stderr; XML takes the place of JSON, as with check", async () => {
    const json = await lint("policies.mjs", "--json", "--github");
    expect(JSON.parse(json.out)).toMatchObject({ file: "policies.mjs" });
    expect(json.err).toMatch(/^::warning/m);
    const xml = await lint("policies.mjs", "--json", "--github", "--junit", "-");
    expect(xml.out).toMatch(/^<\?xml[^]*<\/testsuites>\n$/);
    expect(xml.err).toMatch(/^::warning/m);
  });
});

test("what is only worth knowing fails nothing", async () => {
  await put("info.mjs", `export default { allowOrigins: ["${APP}", "https://*.example.com"] };`);
  const { code, out } = await lint("info.mjs");
  expect(code).toBe(0);
  expect(out).toMatch(/info\.mjs, default: fine: [^]*origin-covered[^]*info\.mjs: 1 to know/);
});

test("a module that keeps the process busy ends all the same", async () => {
  await put("busy.mjs", "setInterval(() => {}, 1000);\nexport const none = 1;");
  expect(await lint("busy.mjs")).toMatchObject({ code: 2, err: expect.stringContaining("busy.mjs has no policy") });
  await put("busy.mjs", 'setInterval(() => {}, 1000);\nexport default { allowOrigins: "*", allowMethods: [] };');
  expect(await lint("busy.mjs")).toMatchObject({ code: 0, out: expect.stringContaining("fine: any page may read") });
});

test("what a module prints is not mixed with the report", async () => {
  await put("prints.mjs", 'console.log("hello");\nexport default { allowOrigins: "*", allowMethods: [] };');
  const { code, out, err } = await lint("prints.mjs", "--json");
  expect([code, err]).toEqual([0, "hello\n"]);
  expect(JSON.parse(out)).toMatchObject({ file: "prints.mjs" });
});

test.each([
  ["ends the process", "process.exit(0);", "ends.mjs ended the process while it was imported"],
  ["leaves a rejection", "await null;\nvoid Promise.reject(new Error('later'));\nexport default {};", "Error: later"],
  ["throws afterwards", "process.nextTick(() => { throw new Error('later'); });\nawait null;", "Error: later"],
  [
    "throws what cannot be printed",
    "process.nextTick(() => { throw Object.create(null); });\nawait null;",
    "an error that cannot be printed",
  ],
  [
    "ends the process once it is looked at",
    "export default { get allowOrigins() { return process.exit(0); } };",
    "ended from within",
  ],
])("a module that %s is neither fine nor has findings", async (_, text, message) => {
  await put("ends.mjs", text);
  expect(await lint("ends.mjs")).toMatchObject({ code: 2, err: expect.stringContaining(message) });
});

test("where nobody reads the report, the rest is done, and the exit code tells of it", async () => {
  const args = [main, "lint", "policies.mjs", "--junit", "unread.xml"];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  child.stdout.destroy();
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(1);
  expect(await readFile(join(folder, "unread.xml"), "utf8")).toContain("<testsuites>");
});

test("a module that ends the process while a report is written, or after it, changes no exit code to 0", async () => {
  await put("late.mjs", `setImmediate(() => process.exit(0));\nexport default { allowOrigins: ["${APP}/"] };`);
  expect(await lint("late.mjs", "--junit", "late.xml")).toMatchObject({
    code: 2,
    err: expect.stringContaining("ended from within"),
  });
  expect(await lint("late.mjs")).toMatchObject({ code: 1, err: "", out: expect.stringContaining("1 error") });
});

test.each(["SIGINT", "SIGTERM"] as const)("a module that loops without end is ended by %s", async (name) => {
  await put("loops.mjs", 'console.log("on it");\nfor (;;);');
  // Killed where it does not end by itself.
  const child = spawn(process.execPath, [main, "lint", "loops.mjs"], {
    cwd: folder,
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  child.stderr.once("data", () => child.kill(name));
  expect(await new Promise((resolve) => child.once("close", (_, signal) => resolve(signal)))).toBe(name);
});

test("what a file says cannot steer the terminal through an error either", async () => {
  await put("escapes.json", "\u001b[31m");
  const { code, err } = await lint("escapes.json");
  expect([code, err]).toEqual([2, expect.stringContaining("\\u001b[31m")]);
  expect(err).not.toContain("\u001b");
});

test("another tool's configuration: its dangers, and what it is in corskit", async () => {
  await put(
    "server.ts",
    `import cors from "cors";\napp.use(cors({ origin: /example.com$/, credentials: true } as object));`,
  );
  const { code, out, err } = await lint("--from", "express", "server.ts");
  expect([code, err]).toEqual([1, ""]);
  expect(out).toMatch(/server\.ts, line 2: [^]*lets in https:\/\/evilexample\.com \(regexp-unanchored\)/);
  expect(out).toContain('export const policy = cors({\n  allowOrigins: ["https://example.com"],');
  const printed = /import \{ cors \}[^]*?\}\);/.exec((await lint("--from", "express", "server.ts")).out)?.[0] ?? "";
  await put("printed.mjs", printed.replace('"corskit"', LIBRARY));
  expect((await lint("printed.mjs")).code).toBe(0);
});

test.each([
  [["--from", "express"], "--from reads a file"],
  [["--from", "nginx", "package.json"], "package.json"],
  [["--from", "koa", "a.js"], "Allowed choices are express, hono, fastify, middy, spring, nginx, aws-http-api"],
  [["--xml"], "unknown option '--xml'"],
] as const)("%j cannot run, and says why", async (args, message) => {
  const { code, err } = await lint(...args);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});

test("TypeScript that is nested without end is refused", async () => {
  await put("deep.ts", "[".repeat(20_000));
  expect(await lint("--from", "hono", "deep.ts")).toMatchObject({ code: 2, err: expect.stringContaining("deep.ts") });
});

test("help has examples and the exit codes", async () => {
  const { code, out } = await lint("--help");
  expect(code).toBe(0);
  expect(out).toMatch(/corskit lint --from express src\/server\.ts[^]*Exit code: 0 fine, 1 findings, 2/);
});
