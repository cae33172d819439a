import { writeFile } from "node:fs/promises";
import { CannotRun } from "../cannot-run.ts";
import { loadConfig } from "../config/load-config.ts";
import { githubAnnotations } from "../report/github.ts";
import { junitXml } from "../report/junit.ts";
import { exitCodeOf } from "../report/severity.ts";
import type { Terminal } from "../terminal.ts";
import { lintForeign } from "./from/lint-foreign.ts";
import { allFindings, type LintedFile } from "./linted.ts";
import type { LintOptions } from "./options.ts";
import { humanReport } from "./report.ts";
import { issueFindings, lintPolicy } from "./rules/lint-policy.ts";
import { inWords } from "./words.ts";
import { printJson } from "../report/printable.ts";

/**
 * @param file undefined for the config of the working directory
 * @returns the exit code
 * @throws CannotRun where the file cannot be read, or has no policy
 */
export async function run(file: string | undefined, options: LintOptions, terminal: Terminal): Promise<0 | 1> {
  const linted = options.from === undefined ? await lintConfig(file) : await lintForeign(needFile(file), options.from);
  const findings = allFindings(linted);
  if (options.junit === "-") terminal.out(junitXml(linted.file, findings));
  else terminal.out(options.json ? printJson(linted) : humanReport(linted, terminal));
  if (options.junit !== undefined && options.junit !== "-") await write(options.junit, junitXml(linted.file, findings));
  // GitHub reads both; JSON and XML stay whole.
  const say = options.json || options.junit === "-" ? terminal.err : terminal.out;
  if (options.github && findings.length > 0) say(githubAnnotations(findings, linted.file));
  return exitCodeOf(findings);
}

async function lintConfig(given: string | undefined): Promise<LintedFile> {
  const { shown, policies, others } = await loadConfig(given, { cwd: process.cwd() });
  return {
    file: shown,
    policies: policies.map(({ name, config, issues }) => ({
      name,
      allows: config === null ? null : inWords(config),
      findings: [...issueFindings(issues), ...(config === null ? [] : lintPolicy(config))],
    })),
    notes: others.map(({ name, why }) => `${name} is ${why}`),
  };
}

function needFile(file: string | undefined): string {
  if (file !== undefined) return file;
  throw new CannotRun("--from reads a file, and none is given", "name it: corskit lint --from express src/server.ts");
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, `${text}\n`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotRun(`the JUnit XML could not be written: ${why}`, "name a file that can be written");
  }
}
