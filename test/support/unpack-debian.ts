import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A server that Debian has. */
export interface DebianServer {
  /** The name of the package. */
  readonly name: string;
  /** The binary's path in it, and on a machine where it is installed. */
  readonly program: string;
  /** What shows that it runs, such as `-v`. */
  readonly version: string;
  /** What people install instead where that fails. */
  readonly otherwise: string;
}

/**
 * The server of this machine, or else one that is unpacked into a folder of its own: no service is started,
 * and nobody has to be root where the lists of packages are there.
 *
 * @returns the path of the binary
 * @throws Error where it cannot be had
 */
export function unpackDebian({ name, program, version, otherwise }: DebianServer): string {
  const folder = join(tmpdir(), `corskit-${name}`);
  const unpacked = join(folder, program);
  const found = [`/${program}`, unpacked].find((path) => existsSync(path));
  if (found !== undefined) return found;
  const staging = mkdtempSync(`${folder}-`);
  try {
    if (!runs(["apt-get", "download", name], staging)) {
      const isRoot = process.getuid?.() === 0;
      runs([...(isRoot ? [] : ["sudo", "--non-interactive"]), "apt-get", "update"], staging);
      if (!runs(["apt-get", "download", name], staging)) {
        throw new Error(`apt-get has no ${name} here. ${otherwise}`);
      }
    }
    const [file = ""] = globSync(`${name}_*.deb`, { cwd: staging });
    if (!runs(["dpkg", "-x", file, "."], staging)) throw new Error(`dpkg does not unpack ${file}`);
    if (!runs([join(staging, program), version], staging)) {
      throw new Error(`${name} lacks a library here. ${otherwise}`);
    }
    // Somebody else may have been faster.
    if (!existsSync(unpacked)) renameSync(staging, folder);
    return unpacked;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function runs([command = "", ...args]: readonly string[], cwd: string): boolean {
  return spawnSync(command, args, { cwd, stdio: "ignore", timeout: 120_000 }).status === 0;
}
