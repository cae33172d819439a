import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cors } from "../../index.ts";
import { splitOrigins } from "./ask.ts";
import { readEmitScript } from "./emit-script.ts";
import { mergeJson } from "./merge-json.ts";
import { checkPolicy, exampleOf, withPages } from "./policy-text.ts";
import { projectName } from "./project-name.ts";

test("npm create corskit is of this version", () => {
  const readManifest = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
  const { version } = readManifest("../../../package.json") as { readonly version: string };
  expect(readManifest("../../../create-corskit/package.json")).toMatchObject({
    version,
    dependencies: { corskit: version },
  });
});

describe("a package.json over another", () => {
  test("goes into it deeply, and wins", () => {
    const under = { name: "a", scripts: { test: "vitest", types: "tsc" }, files: ["x"], type: "module" };
    const over = { scripts: { test: "node --test", dev: "wrangler dev" }, files: ["y"], private: true };
    expect(JSON.stringify(mergeJson(under, over))).toBe(
      '{"name":"a","scripts":{"test":"node --test","types":"tsc","dev":"wrangler dev"},"files":["y"],"type":"module","private":true}',
    );
  });

  test("replaces where one of the two is no object", () => {
    expect(mergeJson({ a: { b: 1 }, c: 1, d: null, e: [1] }, { a: null, c: { d: 1 }, d: {}, e: { 0: 2 } })).toEqual({
      a: null,
      c: { d: 1 },
      d: {},
      e: { 0: 2 },
    });
  });

  test("takes nothing from prototypes, and gives them nothing", () => {
    const merged = mergeJson(
      {},
      JSON.parse('{"__proto__":{"polluted":1},"constructor":{"a":1}}') as Record<string, unknown>,
    );
    expect(Object.hasOwn(merged, "constructor")).toBe(true);
    expect("polluted" in {}).toBe(false);
  });
});

describe("the name of a project", () => {
  test.each([
    ["my-api", "my-api"],
    ["/a/b/My Api", "my-api"],
    ["Café Noël", "cafe-noel"],
    ["_private.Thing__2", "private-thing-2"],
    ["2026-api", "api"],
    ["日本", "api"],
    ["/", "api"],
    ["a".repeat(80), "a".repeat(50)],
    [`${"a".repeat(49)}--b`, "a".repeat(49)],
    ["{{name}} $& $1", "name-1"],
  ])("in %s is %s", (folder, name) => {
    expect(projectName(folder)).toBe(name);
  });
});

describe("the script emit", () => {
  test("of one target", () => {
    expect(readEmitScript("corskit emit http-api src/cors.ts --into template.yaml")).toEqual([
      { target: "http-api", source: "src/cors.ts", options: {}, file: "template.yaml" },
    ]);
  });

  test("of several, with options", () => {
    const script =
      "corskit emit cloudflare-rule src/cors.ts --host api.example.com --zone-id --out infra/cors.tf && corskit emit s3 src/cors.ts --into a.yaml";
    expect(readEmitScript(script)).toEqual([
      {
        target: "cloudflare-rule",
        source: "src/cors.ts --host api.example.com --zone-id",
        options: { host: "api.example.com", zoneId: true },
        file: "infra/cors.tf",
      },
      { target: "s3", source: "src/cors.ts", options: {}, file: "a.yaml" },
    ]);
  });

  test.each(["corskit emit nginx src/cors.ts", "corskit lint", "echo corskit emit nginx a --out b"])(
    "is not %s",
    (script) => {
      expect(() => readEmitScript(script)).toThrow(JSON.stringify(script));
    },
  );
});

const TEXT = `import { cors } from "corskit";

/** Who may. */
export const policy = cors({
  // Exact ones.
  allowOrigins: ["https://app.example.com"],
  allowMethods: ["GET", "PUT"],
  allowCredentials: false,
  owner: "gateway",
});
`;

describe("src/cors.ts for other pages", () => {
  test("keeps everything else", () => {
    const { text, config } = withPages(TEXT, {
      origins: ["https://a.example", "https://*.b.example"],
      credentials: true,
    });
    expect(text).toBe(
      TEXT.replace('["https://app.example.com"]', '["https://a.example", "https://*.b.example"]').replace(
        "false",
        "true",
      ),
    );
    expect(config).toMatchObject({
      allowOrigins: ["https://a.example", "https://*.b.example"],
      allowMethods: ["GET", "PUT"],
      allowCredentials: true,
      owner: "gateway",
    });
  });

  test.each([
    [["https://app.example.com/"], false, /no policy can be made of --origins[^]*origin-invalid/],
    [["app.example.com", "HTTPS://B.EXAMPLE"], false, /has 2 faults/],
    [["http://app.example.com"], true, /origin-insecure/],
    [[], false, /origins-missing/],
    [["*"], false, /let every page in/],
    [["https://*.example"], false, /https:\/\/evil\.example too/],
  ])("refuses %j with credentials %s", (origins, credentials, message) => {
    expect(() => withPages(TEXT, { origins, credentials })).toThrow(message);
  });

  test.each(["export const policy = 1;", 'import { cors } from "cors";\ncors({});', TEXT.replace("false", "isDev")])(
    "is not %s",
    (text) => {
      expect(() => withPages(text, { origins: ["https://a.example"], credentials: false })).toThrow("the template's");
    },
  );
});

test.each([
  ["https://app.example.com", "https://app.example.com"],
  ["https://*.example.com", "https://app.example.com"],
  ["http://localhost:*", "http://localhost:3000"],
  ["https://*--app.netlify.app", "https://preview--app.netlify.app"],
  ["https://*.example.com:8443", "https://app.example.com:8443"],
  ["http://*.localhost:*", "http://app.localhost:3000"],
  ["capacitor://localhost", "capacitor://localhost"],
  ["http://[::1]:*", "http://[::1]:3000"],
])("what %s lets in is for example %s", (pattern, example) => {
  const request = { method: "GET", url: "https://api.test/", requestMethod: null, requestHeaders: null };
  expect(exampleOf(pattern)).toBe(example);
  expect(cors({ allowOrigins: [pattern] }).decide({ ...request, origin: example }).allowed).toBe(true);
  expect(checkPolicy({ allowOrigins: [pattern] }).allowOrigins).toEqual([pattern]);
});

test("origins are split at blanks and commas", () => {
  expect(splitOrigins(" https://a.example, https://b.example", "https://c.example\n")).toEqual([
    "https://a.example",
    "https://b.example",
    "https://c.example",
  ]);
});
