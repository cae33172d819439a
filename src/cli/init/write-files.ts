import { existsSync, lstatSync, mkdirSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CannotRun } from "../cannot-run.ts";
import type { Files } from "./layers.ts";

/** Takes back what was written. Never throws: what cannot be removed stays. */
export type Undo = () => void;

/**
 * Those of the files that are there already, or cannot be for what is in their way: a file where a folder has to
 * be, or a link, which might lead anywhere.
 */
function conflicts(folder: string, paths: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const parts = path.split("/");
    for (const [i] of parts.entries()) {
      const part = parts.slice(0, i + 1).join("/");
      const isLast = i === parts.length - 1;
      const stats = lstatSync(join(folder, part), { throwIfNoEntry: false });
      if (stats === undefined) break;
      if (isLast || !stats.isDirectory()) found.add(part);
      if (!stats.isDirectory()) break;
    }
  }
  return [...found];
}

/**
 * @param paths what is to be written
 * @throws CannotRun where some of it is there already, and names all of that
 */
export function checkFree(folder: string, paths: Iterable<string>): void {
  const found = orCannotRun(() => {
    const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? true;
    return isFolder ? conflicts(folder, paths) : [folder];
  });
  if (found.length === 0) return;
  throw new CannotRun(
    `${found.length === 1 ? "this is" : "these are"} there already, and nothing was written:${list(found)}`,
    "choose another folder, or move them away",
  );
}

/**
 * Writes files that are not there, all or none. It does not let go of the thread, so that no signal comes in between.
 *
 * @param folder made where it is not there
 * @throws CannotRun where something is in the way, and where the system refuses
 */
export function writeFiles(folder: string, files: Files): Undo {
  checkFree(folder, files.keys());
  const made: string[] = [];
  const undo = (): void => {
    for (const path of made.toReversed()) remove(path);
  };
  try {
    orCannotRun(() => {
      for (const [path, text] of files) {
        const file = join(folder, ...path.split("/"));
        makeFolder(dirname(file), made);
        writeFileSync(file, text, { flag: "wx" });
        made.push(file);
      }
    });
  } catch (error) {
    undo();
    throw error;
  }
  return undo;
}

/** The system has its own words for what it refuses. */
function orCannotRun<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotRun(`the project cannot be written: ${why}`, "choose a folder that can be written");
  }
}

/** Makes a folder and those above it, and notes each. Node's own `recursive` never ends where the system has none. */
function makeFolder(folder: string, made: string[]): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder), made);
  mkdirSync(folder);
  made.push(folder);
}

function remove(path: string): void {
  try {
    if (lstatSync(path).isDirectory()) rmdirSync(path);
    else rmSync(path);
  } catch {
    // Somebody has put something in it, or taken it away.
  }
}

function list(paths: readonly string[]): string {
  return paths.map((path) => `\n  ${path}`).join("");
}
