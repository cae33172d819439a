// Which mutants may live, and why.
import { readFileSync } from "node:fs";
import { keyOf, type Mutant } from "./journal.ts";

/** Mutants of one file that live for one reason. */
interface Group {
  readonly file: string;
  readonly why: string;
  /** By their `keyOf`. */
  readonly mutants: readonly string[];
}

const GROUPS: readonly Group[] = JSON.parse(readFileSync(new URL("survivors.json", import.meta.url), "utf8"));

/** Texts and tables that another suite holds, which is not run here. docs/mutation.md says which. */
const UNTRIED: readonly { readonly files: RegExp; readonly mutators: RegExp }[] = [
  {
    files: /^browser\/(messages|other-messages|legacy-messages|net-errors|variants|placeholders)\.ts$/,
    mutators: /^(StringLiteral|ArrayDeclaration|ObjectLiteral)$/,
  },
  { files: /^browser\/(catalogue|topics|fill-known)\.ts$/, mutators: /^StringLiteral$/ },
  { files: /^policy\/explain-by-build\.ts$/, mutators: /./ },
];

/** Whether a mutant is tried. */
export function isTried({ file, mutator }: Mutant): boolean {
  return !UNTRIED.some(({ files, mutators }) => files.test(file) && mutators.test(mutator));
}

/** Whether it is known that a mutant lives, and why. */
export function listed(mutant: Mutant): boolean {
  return GROUPS.some(({ file, mutants }) => file === mutant.file && mutants.includes(keyOf(mutant)));
}

/** @returns what is listed of a folder, and no mutant that lives answers to: it was killed, or its code is gone */
export function outdated(folder: string, living: readonly Mutant[]): readonly string[] {
  const alive = new Set(living.map((mutant) => `${mutant.file}: ${keyOf(mutant)}`));
  return GROUPS.filter(({ file }) => file.startsWith(`${folder}/`))
    .flatMap(({ file, mutants }) => mutants.map((mutant) => `${file}: ${mutant}`))
    .filter((entry) => !alive.has(entry));
}

/** The rows of docs/mutation.md. */
export function survivorRows(): readonly string[] {
  return GROUPS.map(({ file, why, mutants }) => `| ${file} | ${mutants.length} | ${why} |`);
}
