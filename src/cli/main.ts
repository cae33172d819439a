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
 * and becomes known by a line in program.ts.
 */
import { CannotRun } from "./cannot-run.ts";
import { program } from "./program.ts";
import { printable } from "./report/printable.ts";
import { openTerminal } from "./terminal.ts";

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
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever reads may have enough, as `head` does. The exit code tells of the work all the same.
  if (error.code !== "EPIPE") throw error;
});
// What is said beside the output may go unread.
process.stderr.on("error", () => {});

/** Values of a message may be a server's or a file's. */
function tell(error: unknown): void {
  const { bold, red } = terminal.errColors;
  terminal.err(`${red(bold("corskit:"))} ${printable(textOf(error))}`);
}
function textOf(error: unknown): string {
  try {
    if (error instanceof CannotRun) return `${error.message}\n  fix: ${error.fix}`;
    return String(error instanceof Error ? error.stack : error);
  } catch {
    // What a module throws may itself throw at who looks at it.
    return "an error that cannot be printed";
  }
}
// A module that was imported may leave something behind that fails later: Node's own exit code 1 would be findings.
process.on("uncaughtException", (error) => {
  tell(error);
  process.exit(2);
});

try {
  await program(terminal).parseAsync();
} catch (error) {
  tell(error);
  process.exitCode = 2;
} finally {
  terminal.endProgress();
}
