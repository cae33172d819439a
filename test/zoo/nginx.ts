import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { closeServer } from "../support/close-server.ts";
import { type Stall, type Start, PAGE } from "./animal.ts";
import { installNginx } from "./install-nginx.ts";

/** What people write into nginx.conf. */
export interface NginxConfig {
  /** Beside the server: maps. */
  readonly http?: string;
  /** In the server. `http://backend` is a server that sends CORS headers of its own. */
  readonly server: string;
}

const running = new Set<ChildProcess>();
// A suite that fails before its hooks run must not leave them behind.
process.once("exit", () => running.forEach((child) => child.kill()));

/** Debian's nginx, in the foreground and as one process. */
export function nginx(config: NginxConfig): Start {
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), "corskit-zoo-"));
    const backend = await startBackend(join(folder, "backend"));
    await mkdir(join(folder, "site"));
    await writeFile(join(folder, "site", "data.json"), '{"rides":[]}');
    const close = async (): Promise<void> => {
      await backend.close();
      await rm(folder, { recursive: true, force: true });
    };
    try {
      const server = await runNginx(folder, oneServer(config, folder));
      return {
        address: { path: join(folder, "nginx") },
        speaks: "plain",
        async close() {
          await server.close();
          await close();
        },
      };
    } catch (error) {
      await close();
      throw error;
    }
  };
}

/**
 * Debian's nginx, in the foreground and as one process.
 *
 * @param folder for its files; it stays
 * @param http what stands in `http`
 * @throws Error where it does not start, with what it says
 */
export async function runNginx(folder: string, http: string): Promise<Pick<Stall, "close">> {
  const file = join(folder, "nginx.conf");
  await writeFile(file, wholeConfig(http, folder));
  const child = spawn(installNginx(), ["-p", folder, "-c", file, "-e", "stderr"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  running.add(child);
  const exited = once(child, "exit");
  const close = async (): Promise<void> => {
    running.delete(child);
    // It looks for a SIGTERM after events only: one that comes before its first wait is never seen.
    child.kill("SIGKILL");
    await exited;
  };
  try {
    await started(child.stderr);
    child.stderr.resume();
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** It names itself when it has bound its sockets. */
async function started(stderr: NodeJS.ReadableStream): Promise<void> {
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    said.push(line);
    if (/\[notice\].*: nginx\//.test(line)) return;
  }
  throw new Error(`nginx does not start: ${said.join("\n")}`);
}

function oneServer({ http = "", server }: NginxConfig, folder: string): string {
  return `
  upstream backend { server unix:${folder}/backend; }
  ${http}
  server {
    listen unix:${folder}/nginx; root ${folder}/site;
    ${server}
  }`;
}

function wholeConfig(http: string, folder: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
daemon off; master_process off; pid ${folder}/pid; error_log stderr notice;
events {}
http {
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(" ")}
  access_log off; default_type application/json;
  ${http}
}`;
}

async function startBackend(path: string): Promise<Pick<Stall, "close">> {
  const server = createServer((_, response) => {
    response.setHeader("Access-Control-Allow-Origin", PAGE);
    response.end("{}");
  });
  server.listen(path);
  await once(server, "listening");
  return {
    close: () => closeServer(server),
  };
}
