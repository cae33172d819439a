import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { localFunction, NODE_22 } from "../../lambda/runtime-api/index.ts";
import type { Project } from "./package-of.ts";
import type { Result } from "./run-cases.ts";

/** What the cases are drawn from. */
export interface Draw {
  readonly seed: number;
  readonly runs: number;
}

/** A runtime that runs the cases. */
export interface Host {
  readonly name: string;
  /** Its version, as it says itself. */
  readonly version: () => Promise<string>;
  readonly run: (project: Project, draw: Draw) => Promise<readonly Result[]>;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const own = (name: string): string => path(`node_modules/.bin/${name}`);
const NODE_24 = path("../../node_modules/node/bin/node");

/** Longer than the slowest takes on a busy machine, in milliseconds. */
const LIMIT = 600_000;

export const HOSTS: readonly Host[] = [
  commandLine("Node.js 20", own("node")),
  commandLine("Node.js 22", NODE_22),
  commandLine("Node.js 24", NODE_24),
  commandLine("Bun", own("bun")),
  commandLine("Deno", own("deno"), ["run", "--allow-all"]),
  { name: "workerd", version: versionOfWorkerd, run: inWorkerd },
  lambda("AWS Lambda, Node.js 22", NODE_22),
  lambda("AWS Lambda, Node.js 24", NODE_24),
];

/** A runtime that is started with a file. */
function commandLine(name: string, binary: string, args: readonly string[] = []): Host {
  const say = async (...all: readonly string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(binary, all, { timeout: LIMIT, maxBuffer: 1e8 });
    return stdout;
  };
  return {
    name,
    version: async () => /\d+\.\d+\.\d+/.exec(await say("--version"))?.[0] ?? "",
    run: async ({ module }, draw) => {
      const program = new URL("program.mjs", `file://${dirname(module)}/`);
      const printed = await say(...args, fileURLToPath(program), JSON.stringify(draw));
      return JSON.parse(printed.trimEnd().split("\n").at(-1) ?? "") as Result[];
    },
  };
}

async function versionOfWorkerd(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(path("../../node_modules/workerd/package.json"), "utf8"));
  return (manifest as { version: string }).version;
}

async function inWorkerd({ worker }: Project, draw: Draw): Promise<readonly Result[]> {
  const script = await readFile(worker, "utf8");
  const options = { modules: true, script, compatibilityDate: "2026-10-20", handleStructuredLogs: () => {} };
  const miniflare = new Miniflare(convertV4MiniflareOptions(options));
  try {
    const response = await miniflare.dispatchFetch("http://cases/", { method: "POST", body: JSON.stringify(draw) });
    return (await response.json()) as Result[];
  } finally {
    await miniflare.dispose();
  }
}

/** AWS's own runtime client. */
function lambda(name: string, node: string): Host {
  return {
    name,
    version: commandLine(name, node).version,
    run: async ({ module: file }, draw) => {
      const log: string[] = [];
      const options = { file, exportName: "handler", timeout: LIMIT, node, log: (text: string) => void log.push(text) };
      const started = localFunction(options);
      try {
        const outcome = await started.invoke(draw);
        if (outcome.kind !== "buffered") throw new Error(`${name}: ${outcome.kind}\n${log.join("")}`);
        return JSON.parse(outcome.payload) as Result[];
      } finally {
        await started.close();
      }
    },
  };
}
