import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { cpuTime } from "../../../../test/support/cpu-time.ts";
import { CannotRun } from "../../cannot-run.ts";
import { TOOLS } from "../options.ts";
import { lintOne, readForeign } from "./lint-foreign.ts";

/** Whatever the file: a report, or a CannotRun. Nothing else is thrown, and nothing takes long. */
function read(tool: (typeof TOOLS)[number], text: string, file: string): void {
  const spent = cpuTime(() => {
    try {
      for (const policy of readForeign(text, tool, file)) JSON.stringify(lintOne(policy));
    } catch (error) {
      if (!(error instanceof CannotRun))
        throw new Error(`${tool} ${file}: ${JSON.stringify(text.slice(0, 300))}`, { cause: error });
    }
  });
  expect(spent, `${tool} ${text.slice(0, 80)}`).toBeLessThan(5000);
}

const FILES = ["a.js", "a.ts", "a.json", "a.java", "a.yml", "a.conf"];

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 5 }) },
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      'import cors from "cors";', 'import { cors } from "hono/cors";', 'const c = require("@fastify/cors");', 'import cors from "@middy/http-cors";',
      "cors(", "app.register(c,", "{", "}", "[", "]", "(", ")", ",", ";", ":", "origin:", "origins:", "credentials: true", "methods:", '"GET"', '"*"', "true", "null",
      "-1", "/^https:\\/\\/(a|b)\\.c$/", "...a", "=>", "`${a}`", '"https://a.example"', '"__proto__"', "__proto__:", "constructor:", "const a =", "function", "\n",
      "@CrossOrigin(", "registry.addMapping(", ".allowedOrigins(", "new CorsConfiguration()", "c = new CorsConfiguration();", "c.addAllowedOrigin(", "allowCredentials = \"true\"",
      "add_header Access-Control-Allow-Origin $http_origin", "map $http_origin $o {", "if ($http_origin ~ ", "location / {", "default $http_origin;", "set $o $http_origin;", "always;", "${",
      "Resources:", "  A:", "    Type: AWS::ApiGatewayV2::Api", "    Properties:", "      CorsConfiguration:", "        AllowOrigins: [", "!Sub x", "&a", "*a", "? -", "corsConfigurations:", "  '[/**]':", "    allowedOriginPatterns:",
      "\\", '"', "'", "/*", "*/", "//", "#", "<", "\0", "\ud800", "é",
    ),
  },
); // prettier-ignore

test("fuzzed sources are read or refused", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...TOOLS),
      fc.constantFrom(...FILES),
      fc.array(piece, { maxLength: 40 }),
      fc.constantFrom("", " ", "\n"),
      (tool, file, pieces, by) => read(tool, pieces.join(by), file),
    ),
    { numRuns: 1500, seed: inject("seed") },
  );
});

/**
 * Express stands for the four that read JavaScript. Not for TypeScript: what exhausts the stack of Node.js's type
 * stripper breaks it for the rest of the process, which is this suite's; test/cli/lint.node.test.ts has it.
 */
const TOOL_FILES = { express: ["a.js", "a.json"], spring: ["a.java", "a.yml"], nginx: ["a.conf"] } as const;

test.each(["express", "spring", "nginx"] as const)("%s: deep nesting, long lines and runs of one character", (tool) => {
  for (const unit of [
    "[",
    "(",
    "{",
    "a{",
    "a:\n ",
    "- ",
    "[a,",
    "cors(",
    "@CrossOrigin(",
    "!",
    "\\",
    '"',
    "'",
    "/*",
    "${",
    "(a|",
    "a.",
    "*",
    " ",
    "\n",
    "&a *a ",
    "if (",
    "`${",
  ]) {
    for (const file of TOOL_FILES[tool]) read(tool, unit.repeat(1000), file);
  }
});

test("aliases of YAML that multiply are not followed", () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
  for (let i = 1; i < 12; i++)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(", ")}]`,
    );
  read(
    "aws-http-api",
    `${lines.join("\n")}\nResources: { A: { Type: AWS::ApiGatewayV2::Api, Properties: { CorsConfiguration: { AllowOrigins: *a11 } } } }`,
    "a.yml",
  );
});

test("an expression that would run for ever is not run", () => {
  read(
    "express",
    `import cors from "cors"; cors({ origin: /^(([a-z])+.)+[A-Z]([a-z])+$/ }); cors({ origin: /${"(a|b)".repeat(60)}/ })`,
    "a.js",
  );
});

test("a map of nginx with tens of thousands of entries takes a time in proportion to their number", () => {
  const entries = Array.from({ length: 40_000 }, (_, i) => `"https://tenant${i}.example" $http_origin;`);
  const text = `map $http_origin $origin {\n${entries.join("\n")}\n}\nadd_header Access-Control-Allow-Origin $origin;`;
  expect(cpuTime(() => readForeign(text, "nginx", "a.conf"))).toBeLessThan(1500);
});

test("names by the thousand that corskit refuses are left out in a time in proportion to their number", () => {
  const names = Array.from({ length: 16_000 }, (_, i) => `"x ${i}"`);
  const [policy] = readForeign(
    `import cors from "cors"; cors({ allowedHeaders: [${names.join()}] })`,
    "express",
    "a.js",
  );
  expect(cpuTime(() => lintOne(policy ?? expect.fail()))).toBeLessThan(1000);
});
