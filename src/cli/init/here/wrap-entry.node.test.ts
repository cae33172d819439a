import { describe, expect, test } from "vitest";
import { fileEnd, importEnd } from "./file-end.ts";
import { withCorskit } from "./manifest-text.ts";
import { wrapEntry, type Entry } from "./wrap-entry.ts";

type Kind = Entry["kind"];

function wrapped(kind: Kind, text: string, file = "src/index.ts"): string {
  const result = wrapEntry({ kind, file, text, policyImport: "./cors.ts" });
  return "text" in result ? result.text : result.why;
}

const WORKERS = `import { withCors } from "corskit/workers";
import { policy } from "./cors.ts";
`;
const LAMBDA = WORKERS.replace("workers", "lambda");
const HONO = WORKERS.replace("withCors", "cors").replace("workers", "hono");

describe("a Worker", () => {
  test("that is an object", () => {
    const text = `import { a } from "./a.ts";

// A comment.
export default {
  fetch: (request: Request) => a(request),
};
export class Room {}
`;
    expect(wrapped("worker", text)).toBe(
      text
        .replace('"./a.ts";\n', `"./a.ts";\n${WORKERS}`)
        .replace("export default {", "export default withCors(policy, {")
        .replace("\n};\nexport class", "\n});\nexport class"),
    );
  });

  test.each([
    [
      "satisfies, with a semicolon",
      "export default {} satisfies ExportedHandler<Env>;\n",
      "{} satisfies ExportedHandler<Env>);",
    ],
    [
      "satisfies, without one",
      "export default {} satisfies ExportedHandler<Env>\nconst a = 1;\n",
      "{} satisfies ExportedHandler<Env>)\nconst a",
    ],
    ["satisfies, at the end of the file", "export default {} satisfies A<{ b: 1 }>", "{} satisfies A<{ b: 1 }>)"],
    ["as, and a comment", "export default {} as A // why\n", "{} as A) // why\n"],
    ["a name", "const app = new Hono();\nexport default app;\n", "export default withCors(policy, app);\n"],
    ["a name and no semicolon", "const app = new Hono()\nexport default app", "export default withCors(policy, app)"],
  ])("with %s", (_, text, end) => {
    expect(wrapped("worker", text)).toContain(end);
    expect(wrapped("worker", text).startsWith(`${WORKERS}\n`)).toBe(true);
  });

  test.each([
    ["a function", "export default function fetch() {}\n"],
    ["a class", "export default class extends WorkerEntrypoint {}\n"],
    ["a call", "export default wrap({});\n"],
    ["nothing", "addEventListener('fetch', () => {});\n"],
    ["another module's", "export { default } from './app.ts';\n"],
  ])("whose default export is %s is left alone", (_, text) => {
    expect(wrapped("worker", text)).toBe("src/index.ts has no `export default` of an object or a name");
  });
});

describe("a Lambda function", () => {
  test("that is an arrow function, behind a #!", () => {
    const text = "#!/usr/bin/env node\nexport const handler = async (event) => ({ statusCode: 200 });\n";
    expect(wrapped("lambda", text, "app.mjs")).toBe(
      `#!/usr/bin/env node\n${LAMBDA}\nexport const handler = withCors(policy, async (event) => ({ statusCode: 200 }));\n`,
    );
  });

  test("with types", () => {
    const text =
      "import { a } from 'a';\nexport const handler: Handler = async (event: Event): Promise<R> => {\n  return x as R;\n}\n";
    expect(wrapped("lambda", text)).toBe(
      `import { a } from 'a';\n${LAMBDA.replaceAll('"', "'")}export const handler: Handler = withCors(policy, async (event: Event): Promise<R> => {\n  return x as R;\n})\n`,
    );
  });

  test.each([
    ["wrapped by something else", "export const handler = middy(base);\n"],
    ["a declaration", "export async function handler() {}\n"],
    ["CommonJS", "exports.handler = async () => ({});\n"],
    ["not exported", "const handler = async () => ({});\n"],
    ["reassigned", "export let handler = async () => ({});\n"],
    ["another name", "export const main = async () => ({});\n"],
  ])("that is %s is left alone", (_, text) => {
    expect(wrapped("lambda", text, "app.js")).toBe("app.js has no `export const handler =` a function");
  });
});

describe("a Hono app", () => {
  test("gets the middleware before anything else", () => {
    const text = `import { Hono } from "hono";\n\nconst app = new Hono<{ Bindings: Env }>(); // the app\napp.use(logger());\nexport default app;\n`;
    expect(wrapped("hono", text)).toBe(
      text.replace('"hono";\n', `"hono";\n${HONO}`).replace("// the app\n", "// the app\napp.use(cors(policy));\n"),
    );
  });

  test("may be exported where it is made, at the end of the file", () => {
    expect(wrapped("hono", "export const app = new Hono();")).toBe(
      `${HONO}\nexport const app = new Hono();\napp.use(cors(policy));`,
    );
  });

  test.each([
    ["its routes in the same statement", 'const app = new Hono().get("/", (c) => c.text(""));\n'],
    ["another beside it", "const a = new Hono();\nconst b = new Hono();\n"],
    ["a function around it", "function make() {\n  const app = new Hono();\n  return app;\n}\n"],
  ])("with %s is left alone", (_, text) => {
    expect(wrapped("hono", text)).toContain("has no `const app");
  });
});

test("a module with Windows' line ends keeps them", () => {
  const text = "import { Hono } from 'hono';\r\nconst app = new Hono();\r\nexport default app;\r\n";
  for (const kind of ["worker", "hono"] as const) {
    expect(wrapped(kind, text).replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  }
});

test.each([
  ["uses corskit already", 'import { cors } from "corskit/hono";\nconst app = new Hono();\n', "uses corskit already"],
  ["is no JavaScript", "export default {\n  fetch( {\n", /src\/index\.ts.*Unexpected token/],
])("a module that %s is refused", (_, text, message) => {
  expect(() => wrapped("hono", text)).toThrow(message);
});

describe("names of new modules", () => {
  test.each([
    ["src/index.ts", false, ".ts"],
    ["src/index.tsx", true, ".ts"],
    ["app.mjs", true, ".mjs"],
    ["src/index.js", true, ".js"],
    [undefined, true, ".ts"],
    [undefined, false, ".js"],
  ])("beside %s, tsconfig %s: %s", (entry, hasTsconfig, end) => {
    expect(fileEnd(entry, hasTsconfig)).toBe(end);
  });

  test.each([
    [".ts", 'import a from "./a.js";', "{}", ".js"],
    [".ts", "import a from '../a';", '{ "allowImportingTsExtensions": true }', ""],
    [".ts", 'import a from "a/b.js";\nexport * from "./c.ts";', "{}", ".ts"],
    [".ts", 'import a from "./a.json.js" ', "{}", ".js"],
    [".ts", 'import a from "a";', "{}", ".js"],
    [".ts", "", '{ "rewriteRelativeImportExtensions": true }', ".ts"],
    [".ts", "", undefined, ".ts"],
    [".mjs", 'import a from "./a";', undefined, ".mjs"],
  ])("%s, imported from %j: %s", (end, entry, tsconfig, shown) => {
    expect(importEnd(end, entry, tsconfig)).toBe(shown);
  });
});

describe("package.json", () => {
  test("keeps its indentation, its line ends and its order", () => {
    const text =
      '{\r\n\t"name": "a",\r\n\t"dependencies": {\r\n\t\t"zod": "1",\r\n\t\t"a": "2"\r\n\t},\r\n\t"scripts": {\r\n\t\t"test": "vitest"\r\n\t}\r\n}\r\n';
    expect(withCorskit(text, "^1.0.0", "vitest")).toBe(
      text.replace('"zod": "1",\r\n\t\t"a": "2"', '"a": "2",\r\n\t\t"corskit": "^1.0.0",\r\n\t\t"zod": "1"'),
    );
  });

  test.each([
    ["{}", "vitest", '{"scripts":{"test":"vitest run"},"dependencies":{"corskit":"^1.0.0"}}'],
    [
      '{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}',
      "node:test",
      '{"scripts":{"test":"node --test"},"dependencies":{"corskit":"^1.0.0"}}',
    ],
    [
      '{"scripts":{"test":"jest"},"dependencies":{"corskit":"^0.5.0"}}',
      "node:test",
      '{"scripts":{"test":"jest"},"dependencies":{"corskit":"^0.5.0"}}',
    ],
  ] as const)("%s with %s", (text, runner, wanted) => {
    expect(JSON.stringify(JSON.parse(withCorskit(text, "^1.0.0", runner)))).toBe(wanted);
  });
});
