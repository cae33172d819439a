import { readFile, writeFile } from "node:fs/promises";
import { createTwoFilesPatch } from "diff";
import { EmitError, type Emission } from "../../emit/index.ts";
import { CannotRun } from "../cannot-run.ts";
import { loadConfig } from "../config/load-config.ts";
import { humanFindings } from "../report/human.ts";
import { paintPatch } from "../report/patch.ts";
import { wrap } from "../report/wrap.ts";
import type { Terminal } from "../terminal.ts";
import { choosePolicy } from "./choose-policy.ts";
import type { EmitCommandOptions } from "./command.ts";
import { EMITTERS } from "../../emit/emitters.ts";
import { toFinding } from "./issue-finding.ts";
import { markers, placed } from "./place.ts";
import type { TargetName } from "../../emit/targets.ts";
import { printJson } from "../report/printable.ts";

/** What is emitted for. */
export interface EmitTarget {
  readonly target: TargetName;
  /** The target's own options as they were given: ` --part http`. */
  readonly flags: string;
}

/** That differ, and are shown: the time to find them grows with their square. */
const MOST_LINES = 2000;

/**
 * @param file undefined for the config of the working directory
 * @returns the exit code
 * @throws CannotRun where a file cannot be read or written, or has no policy
 */
export async function run(
  { target, flags }: EmitTarget,
  file: string | undefined,
  options: EmitCommandOptions,
  terminal: Terminal,
): Promise<0 | 1> {
  const { config, source } = choosePolicy(await loadConfig(file, { cwd: process.cwd() }), options.policy);
  let emission: Emission;
  try {
    emission = EMITTERS[target](config, { ...options, source: source + flags });
  } catch (error) {
    if (!(error instanceof EmitError)) throw error;
    if (options.json) terminal.out(printJson({ target, refused: error.issues }));
    else terminal.err(humanFindings(error.issues.map(toFinding("error")), onStderr(terminal)));
    return 1;
  }
  const { output, lost, owner } = emission;
  if (options.json) {
    terminal.out(printJson({ target, ...emission }));
  } else {
    if (lost.length > 0) terminal.err(`${humanFindings(lost.map(toFinding("warning")), onStderr(terminal))}\n`);
    terminal.err(wrap(owner, terminal.width, "owner  "));
  }
  if (options.check !== undefined) return check(target, options.check, output, terminal);
  if (options.out !== undefined) await write(options.out, output);
  else if (options.into !== undefined) await writeInto(target, options.into, output);
  else if (!options.json) terminal.out(output.trimEnd());
  return 0;
}

function onStderr({ errColors, width }: Terminal): Pick<Terminal, "colors" | "width"> {
  return { colors: errColors, width };
}

async function writeInto(target: string, file: string, output: string): Promise<void> {
  const text = await read(file);
  const whole = placed({ file, text, target }, output);
  if (whole === undefined) {
    // JSON has no comments, and so no markers.
    const fix = output.startsWith("{")
      ? "name a JSON file with an object, {} at least, or write it whole: --out"
      : `write these two lines where it belongs:\n${markers(target)}`;
    throw new CannotRun(`${file} has no place for it`, fix);
  }
  if (whole !== text) await write(file, whole);
}

async function check(target: string, file: string, output: string, terminal: Terminal): Promise<0 | 1> {
  const text = await read(file);
  const wanted = placed({ file, text, target }, output) ?? output;
  // Version control changes line ends.
  if (text.replaceAll("\r\n", "\n").trimEnd() === wanted.replaceAll("\r\n", "\n").trimEnd()) {
    terminal.err(`${file} says what the policy says`);
    return 0;
  }
  const patch = createTwoFilesPatch(file, `${file}, by the policy`, text, wanted, undefined, undefined, {
    maxEditLength: MOST_LINES,
  });
  terminal.err(patch === undefined ? `more than ${MOST_LINES} lines differ` : paintPatch(patch, terminal.errColors));
  terminal.err(`${terminal.errColors.red("drifted")}  ${file} does not say what the policy says`);
  const isPart = placed({ file, text, target }, output) !== undefined;
  terminal.err(`  fix    run the same with ${isPart ? "--into" : "--out"} in the place of --check`);
  return 1;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new CannotRun(`${file} cannot be read: ${whyOf(error)}`, "name a file that is there, or write it: --out");
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new CannotRun(`${file} cannot be written: ${whyOf(error)}`, "name a file that can be written");
  }
}

function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
