import type { Terminal } from "../terminal.ts";

/**
 * Runs a command that imports a module of somebody's, and ends the process with its result, whatever the module does
 * meanwhile or has left behind: a timer or a server keeps nothing alive, and a `process.exit(0)` of its own is no
 * success.
 *
 * @param run comes to the exit code; what it throws is told, with exit code 2
 */
export async function runToEnd(run: () => Promise<number>, { err }: Pick<Terminal, "err">): Promise<void> {
  let result: number | undefined;
  process.on("exit", () => {
    const { exitCode = 0 } = process;
    // 2 has been told of; signals end it too.
    if (exitCode === 2 || Number(exitCode) >= 128) return;
    if (result === undefined) {
      err(
        "corskit: the process was ended from within, by a module that was imported\n  fix: export the policy from a module of its own",
      );
    }
    process.exitCode = result ?? 2;
  });
  try {
    result = await run();
    process.exitCode = result;
  } catch (error) {
    result = 2;
    throw error;
  } finally {
    // What is said is said first.
    setImmediate(() => process.stdout.write("", () => process.exit()));
  }
}
