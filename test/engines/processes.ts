import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { within } from "./limit.ts";

/** Far over what a start takes. */
const START_LIMIT_MS = 180_000;

/** A process that ends with this one, whatever way that goes. */
export interface Child {
  readonly process: ChildProcess;
  /** Waits for what shows that it works. @throws Error where it ends instead, or nothing comes in three minutes */
  ready<T>(sign: Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** @throws Error where there is no such program */
export async function start(command: string, args: readonly string[], options: SpawnOptions): Promise<Child> {
  const child = spawn(command, args, options);
  await once(child, "spawn");
  const exited = once(child, "exit");
  const kill = (): void => {
    child.kill("SIGTERM");
  };
  process.on("exit", kill);
  return {
    process: child,
    ready: (sign) => {
      const ended = exited.then(([code]) => {
        throw new Error(`${command} ended with ${code}`);
      });
      return within(START_LIMIT_MS, command, Promise.race([sign, ended]));
    },
    async stop() {
      process.off("exit", kill);
      kill();
      await exited;
    },
  };
}
