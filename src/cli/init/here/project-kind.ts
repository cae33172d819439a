import { posix } from "node:path";
import { readScript } from "../../lint/from/script.ts";
import { staticValue, type StaticValue } from "../../lint/from/static-value.ts";
import { atPath, entriesOf, readYaml } from "../../lint/from/yaml-value.ts";
import { hasFile, readText } from "./files.ts";

/** What a project runs on, and the module that it begins with. */
export interface ProjectKind {
  readonly kind: "worker" | "lambda" | "hono";
  /** What shows it. */
  readonly because: string;
  /** With slashes; undefined where it cannot be told. */
  readonly entry: string | undefined;
}

/** What a package.json has that matters here. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

/**
 * What runs a project. Files are read, nothing is run.
 *
 * @returns undefined where it cannot be told
 * @throws CannotRun where a configuration cannot be read or parsed
 */
export function projectKind(folder: string, manifest: Manifest): ProjectKind | undefined {
  const has = (file: string): boolean => hasFile(folder, file);
  const read = (file: string): string => readText(folder, file);

  const wrangler = ["wrangler.jsonc", "wrangler.json", "wrangler.toml"].find(has);
  if (wrangler !== undefined) {
    const main = wrangler.endsWith(".toml") ? mainOfToml(read(wrangler)) : mainOfJson(read(wrangler), wrangler);
    const entry = main === undefined ? undefined : posix.normalize(main);
    return { kind: "worker", because: wrangler, entry: entry !== undefined && has(entry) ? entry : undefined };
  }
  const sam = ["template.yaml", "template.yml"].find((file) => has(file) && read(file).includes("AWS::Serverless"));
  if (sam !== undefined) {
    const entries = [...new Set(samEntries(read(sam), sam, has))];
    return { kind: "lambda", because: sam, entry: entries.length === 1 ? entries[0] : undefined };
  }
  const usual = (mark: string): string | undefined => USUAL.find((file) => has(file) && read(file).includes(mark));
  if (has("cdk.json")) return { kind: "lambda", because: "cdk.json", entry: usual("export const handler") };
  if (manifest.dependencies?.["hono"] !== undefined)
    return { kind: "hono", because: "hono in package.json", entry: usual("new Hono") };
  return undefined;
}

const EXTENSIONS = [".ts", ".mts", ".js", ".mjs"];

/** Where people begin. */
const USUAL = ["src/", "lambda/", "api/", ""].flatMap((folder) =>
  ["index", "app", "server", "main", "handler"].flatMap((name) => EXTENSIONS.map((end) => `${folder}${name}${end}`)),
);

/** Of wrangler.jsonc, which JavaScript's grammar covers, comments and trailing commas included. */
function mainOfJson(text: string, file: string): string | undefined {
  const [object] = readScript(text, file).candidates;
  return object === undefined
    ? undefined
    : textOf(
        atPath(
          staticValue(object, () => undefined),
          "main",
        ),
      );
}

function mainOfToml(text: string): string | undefined {
  return /^main[ \t]*=[ \t]*["']([^"'\n]+)["']/m.exec(text)?.[1];
}

/** The modules of a SAM template's functions: `CodeUri` with the file part of `Handler`, or esbuild's entry point. */
function samEntries(text: string, file: string, has: (file: string) => boolean): readonly string[] {
  return readYaml(text, file)
    .flatMap((document) => entriesOf(atPath(document, "Resources")))
    .flatMap(([, resource]) => {
      if (textOf(atPath(resource, "Type")) !== "AWS::Serverless::Function") return [];
      const codeUri = textOf(atPath(resource, "Properties", "CodeUri")) ?? ".";
      const points = atPath(resource, "Metadata", "BuildProperties", "EntryPoints");
      const built = points?.kind === "list" ? textOf(points.items[0]) : undefined;
      const handler = textOf(atPath(resource, "Properties", "Handler"))?.replace(/\.[^./]*$/, "");
      const names = built === undefined ? EXTENSIONS.map((end) => `${handler}${end}`) : [built];
      return names
        .map((name) => posix.join(codeUri, name))
        .filter(has)
        .slice(0, 1);
    });
}

function textOf(value: StaticValue | undefined): string | undefined {
  return value?.kind === "literal" && typeof value.value === "string" ? value.value : undefined;
}
