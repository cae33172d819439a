import { spawn } from "node:child_process";
import { once } from "node:events";

/** What came of a program. */
export interface Ended {
  /** Null where it could not be started. */
  readonly code: number | null;
  /** The end of what it printed. */
  readonly printed: string;
}

const KEPT = 4000;

/** npm is a script there, which only a shell starts. */
const IS_WINDOWS = process.platform === "win32";

/**
 * Runs a program to its end, without input. Where this process ends first, it goes too, with all that it has started.
 */
export async function runProgram(name: string, args: readonly string[], cwd: string): Promise<Ended> {
  const child = spawn(name, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    shell: IS_WINDOWS,
    // A group of its own, to be ended as one.
    detached: !IS_WINDOWS,
  });
  const end = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(IS_WINDOWS ? child.pid : -child.pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  };
  process.once("exit", end);
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (printed = (printed + text).slice(-KEPT)));
  }
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return { code, printed };
  } catch (error) {
    return { code: null, printed: String(error) };
  } finally {
    process.off("exit", end);
  }
}
