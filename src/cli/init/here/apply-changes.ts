import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CannotRun } from "../../cannot-run.ts";
import { writeFiles } from "../write-files.ts";
import type { Change } from "./plan.ts";

/**
 * Writes all changes or none. It does not let go of the thread, so that no signal comes in between.
 *
 * @throws CannotRun where the system refuses
 */
export function applyChanges(folder: string, changes: readonly Change[]): void {
  const added = changes.filter(({ before }) => before === undefined);
  const undoAdded = writeFiles(folder, new Map(added.map(({ path, after }) => [path, after])));
  const edited: Change[] = [];
  try {
    for (const change of changes) {
      if (change.before === undefined) continue;
      edited.push(change);
      writeFileSync(join(folder, change.path), change.after);
    }
  } catch (error) {
    undoAdded();
    for (const { path, before = "" } of edited) writeBack(join(folder, path), before);
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotRun(`the project cannot be changed: ${why}`, "see that its files can be written");
  }
}

/** What cannot be written was not changed either. */
function writeBack(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch {
    // Nothing else can be done.
  }
}
