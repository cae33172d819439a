import { pathToFileURL } from "node:url";
import { CannotRun } from "../cannot-run.ts";

const FIX = "export the policy from a module of its own";

/**
 * Imports a module so that nothing it does meanwhile passes for the command's own: what it prints goes to stderr, since
 * stdout may be a file or JSON; and where it ends the process, the exit code is 2 and stderr says why.
 *
 * @param file absolute
 * @param shown as a person would write it
 * @param timeout in milliseconds
 * @throws CannotRun where it takes longer, and whatever the module throws
 */
export async function importApart(
  file: string,
  shown: string,
  timeout: number,
): Promise<Readonly<Record<string, unknown>>> {
  const { stdout, stderr } = process;
  const { write } = stdout;
  const tell = (code: number): void => {
    // Signals end it too.
    if (code >= 128) return;
    process.exitCode = 2;
    stderr.write(`corskit: ${shown} ended the process while it was imported\n  fix: ${FIX}\n`);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, timeout, new CannotRun(`${shown} was not imported within ${timeout} ms`, FIX));
  });
  // A module that loops would never let a listener run: without one, Ctrl-C and kill end the process by themselves.
  const signals = (["SIGINT", "SIGTERM"] as const).map((name) => ({ name, listeners: process.listeners(name) }));
  for (const { name } of signals) process.removeAllListeners(name);
  stdout.write = stderr.write.bind(stderr);
  // Before whoever tells of an end that nobody else has told of.
  process.prependOnceListener("exit", tell);
  try {
    return await Promise.race([import(pathToFileURL(file).href), limit]);
  } finally {
    clearTimeout(timer);
    process.off("exit", tell);
    stdout.write = write;
    for (const { name, listeners } of signals) for (const listener of listeners) process.on(name, listener);
  }
}
