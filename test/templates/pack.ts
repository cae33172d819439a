import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { need } from "./programs.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** This repository as npm would publish it. */
export interface Packed {
  readonly tarball: string;
  /** The binary of the package. */
  readonly binary: string;
}

/** @param folder an empty one */
export async function pack(folder: string): Promise<Packed> {
  const { out } = await need("npm", ["pack", "--json", "--silent", "--pack-destination", folder], ROOT);
  const [{ filename }] = JSON.parse(out) as [{ filename: string }];
  const tarball = join(folder, filename);
  const unpacked = join(folder, "package");
  await mkdir(unpacked);
  await need("tar", ["xzf", tarball, "--strip-components=1", "-C", unpacked], folder);
  return { tarball, binary: join(unpacked, "dist", "cli", "main.js") };
}
