import { checkClient, type FunctionOptions } from "./client.ts";
import type { Outcome } from "./outcome.ts";
import { startSandbox, type Sandbox } from "./sandbox.ts";

/** A function under AWS's own runtime client, on this machine. */
export interface LocalFunction {
  /** Of the process that is warm, if there is one. */
  readonly pid: number | undefined;
  /** Runs one event after the other, as Lambda does at a concurrency of 1; a process that has ended is replaced. */
  invoke(event: unknown): Promise<Outcome>;
  close(): Promise<void>;
}

/**
 * A function that runs events one after the other. Nothing is started before the first.
 *
 * @throws Error where the runtime client is not installed
 */
export function localFunction(options: FunctionOptions): LocalFunction {
  checkClient();
  let sandbox: Sandbox | undefined;
  let last: Promise<void> = Promise.resolve();
  let closed = false;

  const warm = async (): Promise<Sandbox> => {
    if (closed) throw new Error("the function is closed");
    if (sandbox === undefined || sandbox.ended !== undefined) sandbox = await startSandbox(options);
    return sandbox;
  };
  return {
    get pid() {
      return sandbox?.ended === undefined ? sandbox?.pid : undefined;
    },
    async invoke(event) {
      const turn = last;
      const over = Promise.withResolvers<void>();
      last = over.promise;
      await turn;
      try {
        const { outcome, done } = await (await warm()).invoke(event);
        void done.then(over.resolve);
        return outcome;
      } catch (error) {
        over.resolve();
        throw error;
      }
    },
    async close() {
      closed = true;
      await sandbox?.close();
    },
  };
}
