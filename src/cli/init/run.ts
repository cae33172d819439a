import type { Terminal } from "../terminal.ts";
import { Cancelled } from "./ask.ts";
import { runHere } from "./here/run.ts";
import { runNew } from "./new.ts";
import type { InitOptions } from "./options.ts";

/**
 * @param folder undefined where none was named
 * @returns the exit code
 * @throws CannotRun
 */
export async function run(folder: string | undefined, options: InitOptions, terminal: Terminal): Promise<0 | 130> {
  try {
    await (options.here === true ? runHere(folder ?? ".", options, terminal) : runNew(folder, options, terminal));
    return 0;
  } catch (error) {
    if (error instanceof Cancelled) return 130;
    throw error;
  }
}
