import { cp, mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Packed } from "./pack.ts";
import { need } from "./programs.ts";

const SOURCE = fileURLToPath(new URL("../../create-corskit", import.meta.url));

/** `npm create corskit` is `corskit init` of the package that it depends on. */
export async function tryCreate({ binary }: Packed, folder: string): Promise<void> {
  const modules = join(folder, "node_modules");
  await mkdir(modules, { recursive: true });
  await cp(SOURCE, join(modules, "create-corskit"), { recursive: true });
  await symlink(join(dirname(binary), "..", ".."), join(modules, "corskit"), "dir");
  const flags = ["--template", "worker", "--origins", "https://shop.example.org", "--dry-run"];
  const { out } = await need(process.execPath, [join(modules, "create-corskit/create.js"), "a-name", ...flags], folder);
  if (!out.includes("Would be written to a-name\n")) throw new Error(out);
}
