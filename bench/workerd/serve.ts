import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const COMPATIBILITY_DATE = "2026-10-20";

/** One workerd process with a socket for each worker. */
export interface Workerd {
  /** By the worker's name. */
  readonly urls: ReadonlyMap<string, string>;
  readonly pid: number;
  /** Where its inspector listens, with {@link Options.inspects}. */
  readonly inspector: number;
  close(): void;
}

interface Options {
  /** Listens for a debugger too. Default false. */
  readonly inspects?: boolean;
  /** Is given what workerd and the workers print to stderr; otherwise it goes to that of this process. */
  readonly onError?: (text: string) => void;
}

/** workerd comes with miniflare; wrangler runs the same one. */
function binary(): string {
  const miniflare = createRequire(import.meta.url).resolve("miniflare");
  return createRequire(miniflare).resolve("workerd/bin/workerd");
}

/** A worker's code in one file. */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker"],
    external: ["cloudflare:workers", "node:*"],
    write: false,
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}

/** @param workers their code, by name. One called "upstream" answers what the others fetch, and is their cache. */
export async function startWorkerd(
  workers: Readonly<Record<string, string>>,
  { inspects = false, onError }: Options = {},
): Promise<Workerd> {
  const folder = mkdtempSync(join(tmpdir(), "corskit-bench-"));
  const names = Object.keys(workers);
  for (const name of names) writeFileSync(join(folder, `${name}.js`), workers[name] ?? "");
  writeFileSync(join(folder, "config.capnp"), configOf(names));
  // Not `workerd` itself, which is a script: it would be ended, and the process that it started would stay.
  const flags = inspects ? ["--inspector-addr=127.0.0.1:0"] : [];
  const child = spawn(binary(), ["serve", join(folder, "config.capnp"), "--control-fd=3", ...flags], {
    stdio: ["ignore", onError === undefined ? "inherit" : "ignore", onError === undefined ? "inherit" : "pipe", "pipe"],
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => onError?.(text));
  const close = (): void => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const ports = await portsOf(child, inspects ? [...names, INSPECTOR] : names);
    const urls = new Map(names.map((name) => [name, `http://127.0.0.1:${ports.get(name)}/`]));
    return { urls, pid: child.pid ?? 0, inspector: ports.get(INSPECTOR) ?? 0, close };
  } catch (error) {
    close();
    throw error;
  }
}

function configOf(names: readonly string[]): string {
  const outbound = names.includes("upstream") ? 'globalOutbound = "upstream", cacheApiOutbound = "upstream",' : "";
  const list = (line: (name: string) => string): string => names.map(line).join(",\n    ");
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ${list((name) => `(name = "${name}", worker = .${name})`)}
  ],
  sockets = [
    ${list((name) => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`)}
  ]
);
${names
  .map(
    (name) => `
const ${name} :Workerd.Worker = (
  modules = [(name = "${name}.js", esModule = embed "${name}.js")],
  compatibilityDate = "${COMPATIBILITY_DATE}",
  ${name === "upstream" ? "" : outbound}
);
`,
  )
  .join("")}`;
}

const INSPECTOR = "inspector";

/** workerd tells where it listens, a line of JSON for each socket. */
async function portsOf(child: ChildProcess, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const ports = new Map<string, number>();
  let text = "";
  const control = child.stdio[3] as Readable;
  for await (const chunk of control.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      const { event, socket, port } = JSON.parse(line) as { event: string; socket: string; port: number };
      if (event === "listen") ports.set(socket, port);
      if (event === "listen-inspector") ports.set(INSPECTOR, port);
    }
    if (ports.size === names.length) return ports;
  }
  throw new Error("workerd ended before it listened; what it said stands above");
}
