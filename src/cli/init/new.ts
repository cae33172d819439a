import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { CannotRun } from "../cannot-run.ts";
import type { Terminal } from "../terminal.ts";
import { answersOf, asked } from "./answers.ts";
import type { InitOptions } from "./options.ts";
import { ownRange } from "./package-root.ts";
import { runProgram } from "./processes.ts";
import { makeProject } from "./project.ts";
import { projectName } from "./project-name.ts";
import { report, type Made } from "./report.ts";
import { checkFree, writeFiles } from "./write-files.ts";

/** What npm and git put beside the files. */
const LOCK = "package-lock.json";
const MODULES = "node_modules";

/**
 * `corskit init [folder]`: a new project.
 *
 * @throws CannotRun
 * @throws Cancelled
 */
export async function runNew(given: string | undefined, options: InitOptions, terminal: Terminal): Promise<void> {
  const { folder, variant, ...pages } = await answersOf(given, options, asked(options, terminal));
  const target = resolve(folder);
  const name = projectName(target);
  const project = makeProject({ variant, name, corskit: options.corskit ?? ownRange(), ...pages });
  const made: Made = { ...project, folder, name, variant, written: options.dryRun !== true, installed: false };
  checkFree(target, [...project.files.keys(), LOCK, MODULES]);
  if (options.dryRun === true) {
    report(made, options, terminal);
    return;
  }

  const undoFiles = writeFiles(target, project.files);
  let hasGit = false;
  // Whoever cancels finds nothing left behind.
  const undo = (): void => {
    for (const path of [LOCK, MODULES, ...(hasGit ? [".git"] : [])]) {
      rmSync(join(target, path), { recursive: true, force: true, maxRetries: 5 });
    }
    undoFiles();
  };
  process.once("exit", undo);
  // Nor does whoever closes the terminal: npm would go on by itself.
  const hangUp = (): void => process.exit(129);
  process.once("SIGHUP", hangUp);
  const keep = (): void => {
    process.off("exit", undo);
    process.off("SIGHUP", hangUp);
  };
  if (options.git && !(await isInRepository(target))) {
    hasGit = true;
    await runProgram("git", ["init", "--quiet", "--initial-branch=main"], target);
  }
  if (options.install) await install(target, terminal).finally(keep);
  keep();
  report({ ...made, installed: options.install }, options, terminal);
}

/** True also where there is no git: then there is nothing to do. */
async function isInRepository(folder: string): Promise<boolean> {
  const { code } = await runProgram("git", ["rev-parse", "--is-inside-work-tree"], folder);
  return code === 0 || code === null;
}

async function install(folder: string, { progress }: Terminal): Promise<void> {
  const begun = Date.now();
  const show = (): void => progress(`npm install  ${Math.round((Date.now() - begun) / 1000)} s`);
  show();
  const timer = setInterval(show, 1000);
  try {
    const { code, printed } = await runProgram("npm", ["install", "--no-audit", "--no-fund"], folder);
    if (code === 0) return;
    throw new CannotRun(
      `the project is in ${folder}, but npm install failed\n${printed.trimEnd()}`,
      "mend that, and run npm install there",
    );
  } finally {
    clearInterval(timer);
  }
}
