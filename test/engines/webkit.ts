import { execFile } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { playAll, type Player } from "./batches.ts";
import type { EngineOptions } from "./chromium.ts";
import { Closers } from "./closers.ts";
import type { Desk } from "./desk.ts";
import { start, type Child } from "./processes.ts";
import type { Engine } from "./scenario.ts";
import { startServer } from "./server.ts";
import { WebkitLog } from "./webkit-log.ts";

/**
 * MiniBrowser without WebDriver: under automation, as in any private session, WebKit keeps its console's texts
 * to itself. So the page is not called into but asks for its work.
 */
export function openWebkit({ control = false }: EngineOptions = {}): Promise<Engine> {
  return Closers.opening(async (closers) => {
    const folder = await mkdtemp(join(tmpdir(), "corskit-webkit-"));
    closers.add(() => rm(folder, { recursive: true, force: true }));
    const server = await startServer();
    closers.add(() => server.close());
    const display = await openDisplay(closers);
    const version = await versionOf(display);
    const browser = await startBrowser(server.startWorking, folder, display, control);
    closers.add(() => browser.stop());
    const log = new WebkitLog();
    if (browser.process.stdout) createInterface(browser.process.stdout).on("line", (line) => log.read(line));
    await browser.ready(server.desk.asked());
    const player = playerOf(server.desk, log);
    return {
      name: "webkit",
      version,
      port: server.port,
      run: (scenarios, progress) => playAll(player, server, scenarios, progress),
      close: () => closers.close(),
    };
  });
}

function playerOf(desk: Desk, log: WebkitLog): Player {
  return {
    async play(json) {
      log.clear();
      const ended = log.ended();
      const result = await desk.give(json);
      await ended;
      return result;
    },
    said: (id, step) => log.said(id, step),
  };
}

/** @returns the name of a display that nobody sees; without any, WebKit does not start */
export async function openDisplay(closers: Closers): Promise<string> {
  const xvfb = await start("Xvfb", ["-displayfd", "3", "-nolisten", "tcp", "-screen", "0", "800x600x24"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  closers.add(() => xvfb.stop());
  const [number] = await xvfb.ready(once(xvfb.process.stdio[3] as Readable, "data"));
  return `:${String(number).trim()}`;
}

/** MiniBrowser, on a page. @param folder where it keeps what it keeps */
export function startBrowser(url: string, folder: string, display: string, control: boolean): Promise<Child> {
  const args = [
    // As Safari has it: third-party cookies are blocked.
    "--enable-itp=true",
    "--enable-write-console-messages-to-stdout=true",
    `--disable-web-security=${control}`,
    url,
  ];
  // To a terminal, else the texts stay in a buffer until the browser ends.
  const command = [miniBrowser(), ...args].map((arg) => `'${arg}'`).join(" ");
  return start("script", ["--quiet", "--return", "--command", `exec ${command}`, "/dev/null"], {
    stdio: ["ignore", "pipe", "ignore"],
    env: {
      ...process.env,
      DISPLAY: display,
      // Nothing of the user's, and nothing left behind.
      HOME: folder,
      XDG_CACHE_HOME: join(folder, "cache"),
      XDG_CONFIG_HOME: join(folder, "config"),
      XDG_DATA_HOME: join(folder, "data"),
    },
  });
}

async function versionOf(display: string): Promise<string> {
  const env = { ...process.env, DISPLAY: display };
  const { stdout } = await promisify(execFile)(miniBrowser(), ["--version"], { env });
  return stdout.trim().replace(/^\D+/, "");
}

/** @throws Error where WebKitGTK is not installed */
export function miniBrowser(): string {
  const [path] = globSync("/usr/lib/*/webkit2gtk-4.1/MiniBrowser");
  if (path === undefined) throw new Error("there is no MiniBrowser of WebKitGTK");
  return path;
}
