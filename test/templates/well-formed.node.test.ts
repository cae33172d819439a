import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseDocument } from "yaml";
import { placed } from "../../src/cli/emit/place.ts";
import { APP, EVIL, withPages } from "../../src/cli/init/policy-text.ts";
import { makeProject } from "../../src/cli/init/project.ts";
import { GATEWAYS, INFRAS, layersOf, type Variant } from "../../src/cli/init/templates.ts";
import { lintPolicy } from "../../src/cli/lint/rules/lint-policy.ts";
import { toRequest } from "../../src/lambda/index.ts";

interface Manifest {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const TEMPLATES = new URL("../../templates/", import.meta.url);
const own = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as Manifest;
const SHOP = "https://shop.example.org";

/** Every project that `corskit init` can make. */
const VARIANTS: readonly (readonly [name: string, variant: Variant])[] = [
  ["worker", { template: "worker" }],
  ["hono", { template: "hono" }],
  ...INFRAS.flatMap((infra) =>
    GATEWAYS.map((gateway) => [`lambda ${infra} ${gateway}`, { template: "lambda", infra, gateway }] as const),
  ),
];

test("every folder of templates/ is part of a project", () => {
  const layers = new Set(VARIANTS.flatMap(([, variant]) => layersOf(variant)));
  const folders = readdirSync(TEMPLATES, { withFileTypes: true }).flatMap(({ name }) =>
    name === "lambda" ? readdirSync(new URL("lambda/", TEMPLATES)).map((layer) => `lambda/${layer}`) : [name],
  );
  expect(folders.toSorted()).toEqual([...layers].toSorted());
});

test.each(INFRAS.flatMap((infra) => GATEWAYS.map((gateway) => [infra, gateway] as const)))(
  "lambda %s %s: a pattern is refused where the gateway would have to know it",
  (infra, gateway) => {
    const variant = { template: "lambda", infra, gateway } as const;
    const options = { variant, name: "my-api", corskit: "^1.2.3", credentials: true };
    const make = () => makeProject({ ...options, origins: [SHOP, "https://*.example.net"] });
    if (gateway === "rest-api") expect(make().files.has("src/cors.ts")).toBe(true);
    else expect(make).toThrow(`--gateway ${gateway} knows no such --origins\n  https://*.example.net is left out: `);
  },
);

describe.each(VARIANTS)("%s", (_, variant) => {
  const options = { variant, name: "my-api", corskit: "^1.2.3", credentials: false };
  const { files, emitted } = makeProject({ ...options, origins: [SHOP] });
  const text = (path: string): string => files.get(path) ?? "";
  const manifest = JSON.parse(text("package.json")) as Manifest;
  const dependencies = { ...manifest.dependencies, ...manifest.devDependencies };
  const modules = [...files].filter(([path]) => path.endsWith(".ts"));

  test("has the versions of this repository where both have a package, and exact ones elsewhere", () => {
    const { corskit, ...others } = dependencies;
    expect(corskit).toBe("^1.2.3");
    for (const [name, version] of Object.entries(others)) {
      expect(`${name} ${version}`).toBe(`${name} ${own.devDependencies[name] ?? version}`);
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
    // What npm audit finds in miniflare's dependencies is mended there as it is here.
    expect(manifest.overrides).toEqual("wrangler" in dependencies ? own.overrides : undefined);
  });

  test("has what it imports: files, and packages", () => {
    expect(modules.length).toBeGreaterThan(4);
    for (const [path, code] of modules) {
      for (const [, name = ""] of code.matchAll(/(?:from|import) "([^"]+)"/g)) {
        if (name.startsWith(".")) expect([...files.keys()]).toContain(posix.join(posix.dirname(path), name));
        else if (!/^(node|cloudflare):/.test(name)) expect(Object.keys(dependencies)).toContain(packageOf(name));
        else if (name.startsWith("node:")) expect(builtinModules).toContain(name.slice("node:".length));
      }
    }
  });

  test("has the scripts that CI runs, and the files that scripts name", () => {
    const wanted = [...text(".github/workflows/ci.yml").matchAll(/npm run ([\w:]+)/g)].map(([, script = ""]) => script);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining([...wanted, "test", "dev"]));
    const named = Object.values(manifest.scripts).flatMap((script) => script.match(/[\w./-]+\.(ts|yaml|tf)\b/g) ?? []);
    expect([...files.keys()]).toEqual(expect.arrayContaining(named));
  });

  test("leaves nothing to fill in", () => {
    for (const [path, one] of files) {
      expect(one.endsWith("\n"), path).toBe(true);
      expect(one, path).not.toMatch(/\{\{(?!proxy)|TODO/);
      expect(one, path).not.toContain(APP);
    }
    expect(text("README.md")).toContain("# my-api\n");
    expect(text("test/cors.test.ts") + text("test/suite.ts")).toContain(SHOP);
    expect(text("test/cors.test.ts") + text("test/suite.ts")).toContain(EVIL);
  });

  test("has a policy that lint finds nothing in, and that its infrastructure says as it is", () => {
    const { config } = withPages(text("src/cors.ts"), { origins: [SHOP], credentials: false });
    expect(lintPolicy(config)).toEqual([]);
    const silent = ["function-url", "http-api"].includes("gateway" in variant ? variant.gateway : "");
    expect(config.owner).toBe(silent ? "gateway" : "kit");
    for (const { target, file, output, lost } of emitted) {
      expect(lost.filter(({ code }) => !["preflight", "web-sockets"].includes(code))).toEqual([]);
      expect(placed({ file, text: text(file), target }, output) ?? output).toBe(text(file));
      expect(text(file)).toContain(SHOP);
      // What `npm run emit` writes tells the same command line, or a new project would have drifted.
      expect(text(file)).toContain(`# ${manifest.scripts["emit"]?.replace(/ --(into|out) \S+$/, "")}\n`);
    }
    expect(emitted).toHaveLength("infra" in variant && variant.infra === "cdk" ? 0 : 1);
  });

  test("has JSON and YAML that can be read", () => {
    for (const [path, one] of files) {
      if (path.endsWith(".json") || path.endsWith(".jsonc")) expect(() => parse(one) as unknown, path).not.toThrow();
      if (/\.ya?ml$/.test(path)) {
        const { errors } = parseDocument(one, { logLevel: "silent" });
        expect(errors, path).toEqual([]);
      }
    }
  });

  test("has events that become the requests they are named for", () => {
    const events = [...files].filter(([path]) => path.startsWith("events/"));
    const requests = events.map(([path, event]) => {
      const { method, url } = toRequest(JSON.parse(event) as never);
      return `${path.slice("events/".length)} ${method} ${new URL(url).pathname}`;
    });
    expect(requests).toEqual(
      variant.template === "lambda"
        ? ["list.json GET /notes", "missing.json GET /notes/nobody", "write.json PUT /notes/shopping"]
        : [],
    );
  });
});

function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
