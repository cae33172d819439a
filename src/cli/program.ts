import { readFileSync } from "node:fs";
import { Command } from "commander";
import { checkCommand } from "./check/command.ts";
import { emitCommand } from "./emit/command.ts";
import { explainCommand } from "./explain/command.ts";
import { initCommand } from "./init/command.ts";
import { lintCommand } from "./lint/command.ts";
import { simulateCommand } from "./simulate/command.ts";
import type { Terminal } from "./terminal.ts";

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

/**
 * The whole command line. It ends the process where it is asked for help, or wrongly.
 *
 * @param terminal what commands write to
 */
export function program(terminal: Terminal): Command {
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
