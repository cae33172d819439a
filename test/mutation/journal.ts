// What a run has found out so far, so that it can go on where it was ended.
import { existsSync, readFileSync } from "node:fs";

/** What stands in a file of src, and what Stryker puts in its place. */
export interface Mutant {
  readonly id: string;
  /** Below src. */
  readonly file: string;
  readonly line: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
}

/** A mutant that was tried in a test file; or a fault of the run itself, or how long it took. */
export interface Entry {
  readonly id?: string;
  readonly testFile?: string;
  /** The test that failed, if one did. */
  readonly by?: string;
  readonly fault?: string;
  readonly seconds?: number;
}

/** Where a folder's mutants are kept: in node_modules, where neither tsc nor the linter looks. */
export function reportOf(folder: string): URL {
  return new URL(`node_modules/.mutants/${folder}/`, import.meta.url);
}

/** An entry as JSON a line. */
export function journalOf(folder: string): URL {
  return new URL("journal.jsonl", reportOf(folder));
}

/** The entry that is being tried. */
export function underWay(folder: string): URL {
  return new URL("now.json", reportOf(folder));
}

export function readMutants(folder: string): readonly Mutant[] {
  return JSON.parse(readFileSync(new URL("mutants.json", reportOf(folder)), "utf8"));
}

export function readJournal(folder: string): readonly Entry[] {
  if (!existsSync(journalOf(folder))) return [];
  const lines = readFileSync(journalOf(folder), "utf8").split("\n");
  return lines.filter(Boolean).map((line): Entry => JSON.parse(line));
}

/** What a mutant is known by while lines move: the two texts on one line. */
export function keyOf({ original, replacement }: Mutant): string {
  return [original, replacement].map((text) => text.replace(/\s+/g, " ")).join(" → ");
}
