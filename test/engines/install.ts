import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { FIREFOX } from "./firefox.ts";

/** Debian's packages and what each of them brings. Chromium comes with npm ci. */
const PACKAGES: Readonly<Record<string, () => boolean>> = {
  "firefox-esr": () => existsSync(FIREFOX),
  "libwebkit2gtk-4.1-0": () => globSync("/usr/lib/*/webkit2gtk-4.1/MiniBrowser").length > 0,
  xvfb: () => existsSync("/usr/bin/Xvfb"),
};

/** Installs the engines that are missing. @throws Error where that cannot be done here */
export function install(): void {
  const missing = Object.keys(PACKAGES).filter((name) => !PACKAGES[name]?.());
  if (missing.length === 0) return;
  const command = ["apt-get", "install", "--yes", "--no-install-recommends", ...missing];
  if (!runs("apt-get", ["--version"])) {
    throw new Error(`No apt-get here. Install what Debian calls ${missing.join(", ")}.`);
  }
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !runs("sudo", ["--non-interactive", "true"])) {
    throw new Error(`Only root may install. Run: sudo ${command.join(" ")}`);
  }
  console.log(`Installing ${missing.join(", ")} ...`);
  run(isRoot ? [] : ["sudo"], ["apt-get", "update"]);
  run(isRoot ? [] : ["sudo"], command);
}

function runs(command: string, args: readonly string[]): boolean {
  return spawnSync(command, [...args], { stdio: "ignore" }).status === 0;
}

function run(prefix: readonly string[], words: readonly string[]): void {
  const [command = "", ...args] = [...prefix, ...words];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status } = spawnSync(command, args, { stdio: "inherit", env });
  if (status !== 0) throw new Error(`${[command, ...args].join(" ")} failed`);
}
