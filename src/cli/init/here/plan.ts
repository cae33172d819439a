import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { CannotRun } from "../../cannot-run.ts";
import type { Pages } from "../policy-text.ts";
import { policyModule, policyTest, wrapByHand, type Runner } from "./additions.ts";
import { fileEnd, importEnd } from "./file-end.ts";
import { hasFile, readText } from "./files.ts";
import { withCorskit, withoutMark } from "./manifest-text.ts";
import { projectKind, type Manifest, type ProjectKind } from "./project-kind.ts";
import { wrapEntry } from "./wrap-entry.ts";

/** A file, as it is and as it is to be. */
export interface Change {
  /** With slashes, from the project's folder. */
  readonly path: string;
  /** Undefined where it is not there. */
  readonly before: string | undefined;
  readonly after: string;
}

/** What is to be done to a project. */
export interface Plan {
  readonly project: ProjectKind;
  readonly changes: readonly Change[];
  /** What remains to be written by hand, and why. */
  readonly byHand: { readonly why: string; readonly lines: string } | undefined;
}

/** A project that is there. */
export interface Project {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly kind: ProjectKind;
}

/**
 * The project in a folder.
 *
 * @throws CannotRun where there is none, or it cannot be told what runs it
 */
export function readProject(folder: string): Project {
  const manifest = readManifest(folder);
  const kind = projectKind(folder, manifest);
  if (kind !== undefined) return { folder, manifest, kind };
  throw new CannotRun(
    `it cannot be told what the project in ${folder} runs on: there is no wrangler.jsonc (.json, .toml), no ` +
      "template.yaml with AWS::Serverless, no cdk.json, and no hono in the dependencies",
    'npm install corskit, and wrap the handler: import { cors } from "corskit"; cors({ allowOrigins: […] }).wrap(fetch)',
  );
}

/**
 * The policy, a test of it, the dependency and the wrap. Nothing is written.
 *
 * @param range of corskit
 * @throws CannotRun where a file cannot be read, or the module with the handler not be parsed
 */
export function makePlan({ folder, manifest, kind }: Project, pages: Pages, range: string): Plan {
  const read = (path: string): string => readText(folder, path);
  const { entry } = kind;
  const text = entry === undefined ? undefined : read(entry);
  const tsconfig = hasFile(folder, "tsconfig.json") ? read("tsconfig.json") : undefined;
  const end = fileEnd(entry, tsconfig !== undefined);
  const shown = importEnd(end, text, tsconfig);
  const policy = posix.join(entry === undefined ? "src" : posix.dirname(entry), `cors${end}`);
  const policyImport = `./cors${shown}`;
  const runner: Runner = "vitest" in { ...manifest.dependencies, ...manifest.devDependencies } ? "vitest" : "node:test";
  // Node.js itself finds no cors.ts by another name.
  const testImport = posix.relative("test", policy).replace(/\.\w+$/, runner === "vitest" ? shown : end);
  const manifestText = read("package.json");
  const changes: Change[] = [
    { path: policy, before: undefined, after: policyModule(pages) },
    { path: `test/cors.test${end}`, before: undefined, after: policyTest(pages, testImport, runner) },
    { path: "package.json", before: manifestText, after: withCorskit(manifestText, range, runner) },
  ];
  if (entry === undefined || text === undefined) {
    const why = `the module with the handler was not found from ${kind.because}`;
    return { project: kind, changes, byHand: { why, lines: wrapByHand(kind.kind, policyImport) } };
  }
  const wrapped = wrapEntry({ kind: kind.kind, file: entry, text, policyImport });
  if ("text" in wrapped) {
    return {
      project: kind,
      changes: [...changes, { path: entry, before: text, after: wrapped.text }],
      byHand: undefined,
    };
  }
  return { project: kind, changes, byHand: { why: wrapped.why, lines: wrapByHand(kind.kind, policyImport) } };
}

function readManifest(folder: string): Manifest {
  const file = join(folder, "package.json");
  try {
    const manifest: unknown = JSON.parse(withoutMark(readFileSync(file, "utf8")));
    if (typeof manifest === "object" && manifest !== null && !Array.isArray(manifest)) return manifest;
    throw new Error("it is no JSON object");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotRun(
      `${file} cannot be read: ${why}`,
      "run it in the folder of a project; corskit init <folder> makes a new one",
    );
  }
}
