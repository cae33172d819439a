import { readFile } from "node:fs/promises";
import { basename, extname, isAbsolute, relative, resolve } from "node:path";
import type { CorsConfigIssue } from "../../index.ts";
import { CannotRun } from "../cannot-run.ts";
import { CONFIG_NAMES, findConfig } from "./find-config.ts";
import { importApart } from "./import-apart.ts";
import { issuesOf, policiesIn, type LoadedPolicy, type NoPolicy } from "./policies.ts";
import { place, positionInStack, positionOf } from "./position.ts";
import { syntaxFault } from "./syntax-fault.ts";

/** A file and the policies that it has: at least one. */
export interface LoadedConfig {
  /** Absolute. */
  readonly file: string;
  /** As a person in `cwd` would write it. */
  readonly shown: string;
  readonly policies: readonly LoadedPolicy[];
  /** What else it exports. */
  readonly others: readonly NoPolicy[];
}

export interface LoadOptions {
  /** Where relative paths begin, and the search for a config. */
  readonly cwd: string;
  /** How long the module may take to be imported, in milliseconds. Default 10000. */
  readonly timeout?: number;
}

const FIX = "export a policy that can be made";

const ENDINGS = CONFIG_NAMES.map((name) => extname(name));

/**
 * Reads the policies of a config file: `cors.config.ts`, `.js`, `.mjs` or `.json`, or of any module that exports a
 * config or a policy. Modules are imported, and so run. A CorsConfigError that one throws meanwhile is no failure:
 * its issues are those of a policy without a name.
 *
 * @param given the file; undefined looks for one
 * @throws CannotRun where there is no file, or it cannot be read, says where, or has no policy
 */
export async function loadConfig(given: string | undefined, options: LoadOptions): Promise<LoadedConfig> {
  const { cwd } = options;
  const file = given === undefined ? findConfig(cwd) : resolve(cwd, given);
  if (file === undefined) {
    throw new CannotRun(
      `there is no cors.config${ENDINGS.slice(0, -1).join(", ")} or ${ENDINGS.at(-1)} in ${cwd}, nor above it up to the package's root`,
      "name the file that has the policy, such as src/cors.ts",
    );
  }
  const shown = relative(cwd, file) || file;
  const read = extname(file) === ".json" ? await readJson(file, shown) : await importModule(file, shown, options);
  if ("issues" in read) {
    return { file, shown, policies: [{ name: "", config: null, issues: read.issues }], others: [] };
  }
  const { policies, others } = policiesIn(read.exports);
  if (policies.length === 0) {
    const what = others.map(({ name, why }) => `${name || "the file"} is ${why}`).join("; ");
    throw new CannotRun(
      `${shown} has no policy${what === "" ? ": it exports nothing" : `: ${what}`}`,
      'export one: export const policy = cors({ allowOrigins: ["https://app.example.com"] })',
    );
  }
  return { file, shown, policies, others };
}

type Exports = Readonly<Record<string, unknown>>;
type Read = { readonly exports: Exports } | { readonly issues: readonly CorsConfigIssue[] };

async function readJson(file: string, shown: string): Promise<Read> {
  const text = (await readText(file, shown)).replace(/^\ufeff/, "");
  try {
    return { exports: { "": JSON.parse(text) as unknown } };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
    const what = message.split(/ (?:in JSON )?at position/)[0] ?? message;
    throw new CannotRun(`${place(shown, positionOf(text, at))}: ${what}`, "mend the JSON there");
  }
}

async function readText(file: string, shown: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const why =
      { ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "it may not be read" }[code] ??
      (error instanceof Error ? error.message : String(error));
    throw new CannotRun(`${shown} cannot be read: ${why}`, "name a file that has a policy");
  }
}

async function importModule(file: string, shown: string, { timeout = 10_000 }: LoadOptions): Promise<Read> {
  const text = await readText(file, shown);
  if (/\.[cm]?ts$/.test(file)) needTypeStripping(shown);
  try {
    return { exports: withoutRepetition(await importApart(file, shown, timeout)) };
  } catch (error) {
    return thrown(error, file, shown, text);
  }
}

/** @throws CannotRun where what a module threw is no CorsConfigError */
function thrown(error: unknown, file: string, shown: string, text: string): Read {
  let fault: CannotRun;
  try {
    const issues = issuesOf(error);
    if (issues !== undefined) return { issues };
    fault = error instanceof CannotRun ? error : moduleFault(error, file, shown, text);
  } catch {
    // It may itself throw at who looks at it.
    fault = new CannotRun(`${shown} throws what cannot be printed while it is imported`, FIX);
  }
  throw fault;
}

/** Node says so itself (https://nodejs.org/api/process.html#processfeaturestypescript); older ones do not know the question. */
function needTypeStripping(shown: string): void {
  if (process.features.typescript) return;
  throw new CannotRun(
    `${shown} is TypeScript, which Node.js ${process.versions.node} does not read`,
    "use Node.js 22.18 or later, or lint a .js, .mjs or .json file",
  );
}

/** What Node adds to the exports of CommonJS modules would be told twice. */
function withoutRepetition(module: Exports): Exports {
  const { default: main, "module.exports": _, ...named } = module;
  const repeats =
    typeof main === "object" &&
    main !== null &&
    Object.entries(main).every(([name, value]) => named[name] === value) &&
    Object.keys(named).length > 0;
  return repeats || !("default" in module) ? named : { ...named, default: main };
}

function moduleFault(error: unknown, file: string, shown: string, text: string): CannotRun {
  if (!(error instanceof Error)) {
    return new CannotRun(`${shown} throws ${error === null ? "null" : typeof error} while it is imported`, FIX);
  }
  const [message = ""] = String(error.message).split("\n");
  const isSyntax = error instanceof SyntaxError;
  const position = positionInStack(String(error.stack), file) ?? (isSyntax ? syntaxFault(text) : undefined);
  const [, missing] = /^Cannot find (?:package|module) '([^']+)'/.exec(message) ?? [];
  if (missing !== undefined) {
    // A bundler finds it: what is imported so in TypeScript rarely has one.
    const ending = isAbsolute(missing) && extname(missing) === "";
    const why = ending ? `: Node.js needs the file's ending too, as in ./${basename(missing)}.ts` : "";
    return new CannotRun(
      `${shown} imports ${missing}, which is not there${why}`,
      "install it, or mend the import's path",
    );
  }
  if ("code" in error && error.code === "ERR_UNKNOWN_FILE_EXTENSION" && message.endsWith(file)) {
    return new CannotRun(
      `${shown} is neither a module nor JSON`,
      "name a .ts, .js, .mjs or .json file; corskit lint --from reads other tools' configuration",
    );
  }
  const where = place(shown, position);
  if (isSyntax) {
    const inOther = position === undefined ? " (in a module that it imports)" : "";
    const fix =
      "code" in error && error.code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX"
        ? "write it in TypeScript whose types can be erased"
        : "mend the syntax there";
    return new CannotRun(`${where}: ${message}${inOther}`, fix);
  }
  return new CannotRun(`${where} throws ${error.name} while it is imported: ${message}`, FIX);
}
