import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testTerminal } from "../../../../test/support/cli-terminal.ts";
import type { InitOptions } from "../options.ts";
import { run } from "../run.ts";
import { applyChanges } from "./apply-changes.ts";
import { projectKind } from "./project-kind.ts";

const root = mkdtempSync(join(tmpdir(), "corskit-here-"));
let folder = "";
let count = 0;
beforeEach(() => (folder = join(root, `a project ${(count += 1)}`)));
afterAll(() => rmSync(root, { recursive: true }));

type Fixture = Readonly<Record<string, string>>;

function put(files: Fixture): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
const read = (path: string): string => readFileSync(join(folder, path), "utf8");

const OPTIONS: InitOptions = { here: true, origins: ["https://*.example.org"], install: true, git: true };

async function here(options: Partial<InitOptions> = {}) {
  const terminal = testTerminal();
  const code = await run(folder, { ...OPTIONS, ...options }, terminal);
  return { code, out: terminal.printed() };
}

const WORKER: Fixture = {
  "package.json": '{\n  "devDependencies": {\n    "vitest": "5.1.1"\n  }\n}\n',
  "tsconfig.json": "{}",
  "wrangler.jsonc": '{ // a comment\n  "main": "./src/worker.ts",\n}',
  "src/worker.ts": "export default {\n  fetch: () => new Response(),\n} satisfies ExportedHandler;\n",
};
const HONO: Fixture = {
  "package.json": '{ "type": "module", "dependencies": { "hono": "4.13.19" }, "scripts": { "test": "node --test" } }',
  "src/app.js": 'import { Hono } from "hono";\n\nconst app = new Hono();\nexport default app;\n',
};
const LAMBDA: Fixture = {
  "package.json": "{}",
  "template.yaml":
    "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: api/\n      Handler: main.handler\n      Role: !Ref Role\n",
  "api/main.mjs": "export const handler = async () => ({ statusCode: 200 });\n",
};

describe("a project that is recognised", () => {
  test.each([
    ["a Worker", WORKER, "src/cors.ts", "test/cors.test.ts", "src/worker.ts", "withCors(policy, {"],
    ["a Hono app", HONO, "src/cors.js", "test/cors.test.js", "src/app.js", "app.use(cors(policy));"],
    ["a Lambda function", LAMBDA, "api/cors.mjs", "test/cors.test.mjs", "api/main.mjs", "withCors(policy, async"],
  ])("%s: shows what it would do, and does it with --yes", async (what, files, policy, policyTest, entry, wrap) => {
    put(files);
    const { out } = await here();
    expect(out.startsWith(what)).toBe(true);
    for (const path of [policy, policyTest, entry, "package.json"]) expect(out).toContain(`+++ ${path}\n`);
    expect(out).toMatch(/Nothing was written\. --yes writes it\.\n$/);
    expect([existsSync(join(folder, policy)), read(entry)]).toEqual([false, files[entry]]);

    expect((await here({ yes: true })).out).toMatch(/Written\. Next\n {2}cd '.*'\n {2}npm install\n {2}npm test\n$/);
    expect(read(policy)).toContain('allowOrigins: ["https://*.example.org"]');
    expect(read(policyTest)).toContain('{ origin: "https://app.example.org", verdict: "readable" }');
    expect(read(policyTest)).toContain(what === "a Worker" ? 'from "vitest"' : 'from "node:test"');
    expect(read(entry)).toContain(wrap);
    expect(JSON.parse(read("package.json"))).toMatchObject({
      dependencies: { corskit: expect.stringMatching(/^\^/) as string },
    });
  });

  test("with --yes and --dry-run is only shown", async () => {
    put(WORKER);
    expect((await here({ yes: true, dryRun: true })).out).toContain("+++ src/cors.ts");
    expect(existsSync(join(folder, "src/cors.ts"))).toBe(false);
  });

  test("whose tests Node.js runs as they are imports what is there by its own name", async () => {
    put({ ...WORKER, "package.json": "{}" });
    await here({ yes: true });
    expect(read("src/worker.ts")).toContain('from "./cors.js"');
    expect(read("test/cors.test.ts")).toContain('from "../src/cors.ts"');
  });

  test("whose files begin with a byte order mark", async () => {
    put({ "package.json": `\ufeff${HONO["package.json"]}` });
    put({ "wrangler.toml": 'main = "app.js"', "app.js": "\ufeffexport default { fetch };\n" });
    await here({ yes: true });
    expect(read("app.js")).toMatch(/^\ufeffimport [^\ufeff]*\n\nexport default withCors\(policy, \{ fetch \}\);\n$/);
    expect(JSON.parse(read("package.json"))).toMatchObject({ dependencies: { hono: "4.13.19" } });
  });

  test("is not told by a folder that is called as a configuration", async () => {
    put({ ...HONO, "wrangler.jsonc/a": "", "tsconfig.json/a": "", "src/index.ts/a": "" });
    expect((await here()).out).toMatch(/^a Hono app, by hono in package\.json\n/);
  });

  test("says so as JSON", async () => {
    put(WORKER);
    put({ "pnpm-lock.yaml": "" });
    const { out } = await here({ json: true, yes: true });
    expect(JSON.parse(out)).toMatchObject({
      kind: "worker",
      because: "wrangler.jsonc",
      entry: "src/worker.ts",
      written: true,
      byHand: null,
      changes: [
        { path: "src/cors.ts" },
        { path: "test/cors.test.ts" },
        { path: "package.json" },
        { path: "src/worker.ts" },
      ],
      next: [expect.any(String) as string, "pnpm install", "npm test"],
    });
  });

  test.each([
    ["yes", "y", true],
    ["no", "n", false],
  ])("asks on a terminal: %s", async (_, key, isWritten) => {
    put(HONO);
    const terminal = testTerminal(true);
    const running = run(folder, { ...OPTIONS, credentials: true }, terminal);
    await terminal.type("Write this?", key);
    expect(await running).toBe(0);
    expect(existsSync(join(folder, "src/cors.js"))).toBe(isWritten);
    expect(terminal.printed()).toContain('credentials: "include"');
  });
});

describe("a handler that is not recognised", () => {
  test("is left alone, and what to write is said", async () => {
    put({ ...LAMBDA, "api/main.mjs": "export const handler = middy(base);\n" });
    const { out } = await here({ yes: true });
    expect(out).toContain("by hand  api/main.mjs has no `export const handler =` a function");
    expect(out).toContain('  import { withCors } from "corskit/lambda";\n  import { policy } from "./cors.mjs";\n');
    expect(read("api/main.mjs")).toBe("export const handler = middy(base);\n");
    expect(existsSync(join(folder, "api/cors.mjs"))).toBe(true);
  });

  test("and cannot be found is said too", async () => {
    put({ ...WORKER, "wrangler.jsonc": '{ "main": "src/no.ts" }' });
    expect((await here()).out).toContain("by hand  the module with the handler was not found from wrangler.jsonc");
  });
});

describe("what cannot be done is said, and nothing is written:", () => {
  test.each([
    ["no project", {}, {}, /package\.json cannot be read[^]*ENOENT/],
    [
      "a package.json that is none",
      { "package.json": "[1]" },
      {},
      /package\.json cannot be read: it is no JSON object/,
    ],
    ["a project of another kind", { "package.json": "{}" }, {}, /it cannot be told what the project in .* runs on/],
    ["no pages", WORKER, { origins: undefined }, /init --here needs --origins/],
    ["wrong pages", WORKER, { origins: ["x"] }, /origin-invalid/],
    ["a template", WORKER, { template: "worker" }, /--here is about one that is there/],
    ["a module that is no JavaScript", { ...WORKER, "src/worker.ts": "export default {" }, {}, /src\/worker\.ts/],
    ["a configuration that is none", { ...WORKER, "wrangler.jsonc": "{ main" }, {}, /wrangler\.jsonc:1:/],
    [
      "what is done",
      { ...HONO, "src/app.js": 'import "corskit/hono";\nnew Hono();' },
      {},
      /src\/app\.js uses corskit already/,
    ],
  ] as const)("%s", async (_, files, options, message) => {
    mkdirSync(folder);
    put(files);
    await expect(here({ yes: true, ...(options as Partial<InitOptions>) })).rejects.toThrow(message);
    expect(existsSync(join(folder, "src/cors.ts"))).toBe(false);
  });

  test("a configuration that cannot be read", async () => {
    put(WORKER);
    rmSync(join(folder, "wrangler.jsonc"));
    // Root may read everything, but for what is no file on a disk.
    if (process.getuid?.() === 0) symlinkSync("/proc/self/mem", join(folder, "wrangler.jsonc"));
    else writeFileSync(join(folder, "wrangler.jsonc"), "{}", { mode: 0 });
    await expect(here({ yes: true })).rejects.toThrow(/^wrangler\.jsonc cannot be read: E/);
  });

  test("files that are there already, all of them", async () => {
    put({ ...WORKER, "src/cors.ts": "mine", "test/cors.test.ts": "mine" });
    await expect(here({ yes: true })).rejects.toThrow("nothing was written:\n  src/cors.ts\n  test/cors.test.ts");
    expect([read("src/cors.ts"), read("package.json")]).toEqual(["mine", WORKER["package.json"]]);
  });

  test("what the system refuses half-way is taken back", () => {
    put(WORKER);
    const changes = [
      { path: "src/cors.ts", before: undefined, after: "new" },
      { path: "package.json", before: WORKER["package.json"], after: "changed" },
      // A folder cannot be written.
      { path: "src", before: "", after: "changed" },
    ];
    expect(() => applyChanges(folder, changes)).toThrow("the project cannot be changed: EISDIR");
    expect(existsSync(join(folder, "src/cors.ts"))).toBe(false);
    expect(read("package.json")).toBe(WORKER["package.json"]);
  });
});

describe("what runs a project", () => {
  const SAM = LAMBDA["template.yaml"] ?? "";
  test.each([
    ["wrangler.json", { "wrangler.json": '{"main":"a.js"}', "a.js": "" }, {}, "worker", "a.js"],
    [
      "wrangler.toml",
      { "wrangler.toml": "name = 'a'\nmain = \"src/a.ts\"\n", "src/a.ts": "" },
      {},
      "worker",
      "src/a.ts",
    ],
    ["a Worker without a main", { "wrangler.json": "{}" }, { dependencies: { hono: "4" } }, "worker", undefined],
    ["a Worker that builds its main", { "wrangler.json": '{"main":"dist/a.js"}' }, {}, "worker", undefined],
    [
      "esbuild's entry point",
      {
        "template.yml": SAM.replace(
          "    Properties",
          "    Metadata: { BuildProperties: { EntryPoints: [b.ts] } }\n    Properties",
        ),
        "api/b.ts": "",
      },
      {},
      "lambda",
      "api/b.ts",
    ],
    [
      "two functions",
      {
        "template.yaml": SAM + SAM.slice(SAM.indexOf("  F:")).replace("F:", "G:").replace("main", "other"),
        "api/main.ts": "",
        "api/other.ts": "",
      },
      {},
      "lambda",
      undefined,
    ],
    ["CDK", { "cdk.json": "{}", "lambda/index.ts": "export const handler = 1;" }, {}, "lambda", "lambda/index.ts"],
    [
      "Hono",
      { "src/server.ts": "new Hono()", "src/index.ts": "" },
      { dependencies: { hono: "4" } },
      "hono",
      "src/server.ts",
    ],
    ["CloudFormation without functions", { "template.yaml": "Resources: {}" }, {}, undefined, undefined],
  ] as const)("%s", (_, files, manifest, kind, entry) => {
    put(files as Fixture);
    const found = projectKind(folder, manifest);
    expect([found?.kind, found?.entry]).toEqual([kind, entry]);
  });
});
