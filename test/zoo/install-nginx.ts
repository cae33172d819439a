// Puts Debian's nginx where the zoo finds it, without installing it: node test/zoo/install-nginx.ts
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const INSTALLED = "/usr/sbin/nginx";
const FOLDER = join(tmpdir(), "corskit-nginx");
const UNPACKED = join(FOLDER, "usr", "sbin", "nginx");

/**
 * The nginx of this machine, or else one that is unpacked into a folder of its own: no service is started,
 * and nobody has to be root where the lists of packages are there.
 *
 * @returns the path of the binary
 * @throws Error where it cannot be had
 */
export function installNginx(): string {
  const found = [INSTALLED, UNPACKED].find((path) => existsSync(path));
  if (found !== undefined) return found;
  const staging = mkdtempSync(`${FOLDER}-`);
  try {
    if (!runs(["apt-get", "download", "nginx"], staging)) {
      const isRoot = process.getuid?.() === 0;
      runs([...(isRoot ? [] : ["sudo", "--non-interactive"]), "apt-get", "update"], staging);
      if (!runs(["apt-get", "download", "nginx"], staging)) {
        throw new Error("apt-get has no nginx here. Install what Debian calls nginx-light.");
      }
    }
    const [file = ""] = globSync("nginx_*.deb", { cwd: staging });
    if (!runs(["dpkg", "-x", file, "."], staging)) throw new Error(`dpkg does not unpack ${file}`);
    if (!runs([join(staging, "usr", "sbin", "nginx"), "-v"], staging)) {
      throw new Error("nginx lacks a library here. Install what Debian calls nginx-light.");
    }
    // Somebody else may have been faster.
    if (!existsSync(UNPACKED)) renameSync(staging, FOLDER);
    return UNPACKED;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function runs([command = "", ...args]: readonly string[], cwd: string): boolean {
  return spawnSync(command, args, { cwd, stdio: "ignore", timeout: 120_000 }).status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(installNginx());
