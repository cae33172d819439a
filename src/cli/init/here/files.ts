import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CannotRun } from "../../cannot-run.ts";

/** Whether a project has a file of that path; a folder of that name is none. */
export function hasFile(folder: string, path: string): boolean {
  const file = join(folder, path);
  return existsSync(file) && statSync(file).isFile();
}

/**
 * The text of a project's file.
 *
 * @throws CannotRun where it cannot be read
 */
export function readText(folder: string, path: string): string {
  try {
    return readFileSync(join(folder, path), "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotRun(`${path} cannot be read: ${why}`, "see that it can be, and run it again");
  }
}
