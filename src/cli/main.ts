#!/usr/bin/env node
/**
 * The binary `corskit`.
 *
 * A command is a folder. Its `command.ts` says what it is called and takes (`xCommand(terminal): Command`) and
 * imports nothing heavy, since all of them are loaded to print `--help`. The action imports `run.ts` when it is
 * called and sets `process.exitCode` to what `run` returns:
 *
 *     .action(async (files: string[], options: Options) => {
 *       const { run } = await import("./run.ts");
 *       process.exitCode = await run(files, options, terminal);
 *     });
 *
 * 0: fine; 1: there are findings; 2: it could not run. `run` throws CannotRun for the last, commander exits so
 * for options that are not there. A command writes through the Terminal alone, shows findings through report/,
 * and becomes known by a line in COMMANDS.
 */
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { CannotRun } from "./cannot-run.ts";
import { checkCommand } from "./check/command.ts";
import { emitCommand } from "./emit/command.ts";
import { explainCommand } from "./explain/command.ts";
import { initCommand } from "./init/command.ts";
import { lintCommand } from "./lint/command.ts";
import { simulateCommand } from "./simulate/command.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

const COMMANDS: readonly ((terminal: Terminal) => Command)[] = [
  checkCommand,
  emitCommand,
  explainCommand,
  initCommand,
  lintCommand,
  simulateCommand,
];

/** The package's, which lies at the same distance from here and from the built file. */
function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return (manifest as { version: string }).version;
}

function program(terminal: Terminal): Command {
  const root = new Command("corskit")
    .description("CORS, checked and explained.")
    .version(version())
    // Help that was not asked for is an error to commander, and 1 is taken.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .configureOutput({ getOutHasColors: () => false, getErrHasColors: () => false })
    .showHelpAfterError("(corskit help <command> shows what it takes)");
  for (const make of COMMANDS) root.addCommand(make(terminal));
  inherit(root);
  return root;
}

/** Commands that were made apart from their parent have no settings of it yet. */
function inherit(parent: Command): void {
  for (const command of parent.commands) inherit(command.copyInheritedSettings(parent));
}

const terminal = openTerminal(process);
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.once(signal, () => {
    terminal.endProgress();
    process.exit(code);
  });
}
// Whoever reads may have enough, as `head` does.
process.stdout.on("error", () => process.exit());

try {
  await program(terminal).parseAsync();
} catch (error) {
  const { bold, red } = terminal.errColors;
  const known = error instanceof CannotRun;
  const text = known ? `${error.message}\n  fix: ${error.fix}` : error instanceof Error ? error.stack : String(error);
  terminal.err(`${red(bold("corskit:"))} ${text}`);
  process.exitCode = 2;
} finally {
  terminal.endProgress();
}
