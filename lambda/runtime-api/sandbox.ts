import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { startClient, type FunctionOptions } from "./client.ts";
import { FunctionError, type Outcome } from "./outcome.ts";
import { startRuntimeApi, type Invocation } from "./runtime-api.ts";

/**
 * One process of a function, from its start to its end. Between events it is frozen, as on Lambda: what it
 * left undone goes on with the next one.
 */
export interface Sandbox {
  readonly pid: number | undefined;
  /** Why it has ended; undefined while it lives. */
  readonly ended: FunctionError | undefined;
  /**
   * Runs one event; the next may only follow when it is `done`.
   *
   * @returns the answer, and when the function is through with it
   */
  invoke(event: unknown): Promise<{ readonly outcome: Outcome; readonly done: Promise<void> }>;
  close(): Promise<void>;
}

/** Starts a process. That its module cannot be loaded shows with the first event. */
export async function startSandbox(options: FunctionOptions): Promise<Sandbox> {
  let idle = Promise.withResolvers<(invocation: Invocation) => void>();
  let ended: FunctionError | undefined;
  const death = Promise.withResolvers<FunctionError>();
  let running: { readonly id: string; answer(outcome: Outcome): void } | undefined;

  const end = (error: FunctionError): void => {
    ended ??= error;
    child.kill("SIGKILL");
    death.resolve(ended);
  };
  const api = await startRuntimeApi({
    next(send) {
      child.kill("SIGSTOP");
      idle.resolve(send);
    },
    answered(id, outcome) {
      if (running?.id === id) running.answer(outcome);
    },
    initFailed: end,
  });
  const child = startClient(options, api.address);
  const exit = async (): Promise<void> => {
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    const how = code === null ? `signal: ${signal}` : `exit status ${code}`;
    end(new FunctionError("Runtime.ExitError", `Runtime exited with error: ${how}`));
    await api.close();
  };
  const exited = exit();
  child.once("error", (error) => end(new FunctionError("Runtime.InvalidEntrypoint", String(error))));

  const failed = death.promise.then((error): Outcome => ({ kind: "failed", error }));

  return {
    pid: child.pid,
    get ended() {
      return ended;
    },
    async invoke(event) {
      const send = await Promise.race([idle.promise, death.promise]);
      if (typeof send !== "function") return { outcome: await failed, done: Promise.resolve() };
      idle = Promise.withResolvers();
      const id = randomUUID();
      const timer = setTimeout(() => {
        const seconds = (options.timeout / 1000).toFixed(2);
        end(new FunctionError("Sandbox.Timedout", `${id} Task timed out after ${seconds} seconds`));
      }, options.timeout);
      const answered = Promise.withResolvers<Outcome>();
      running = { id, answer: answered.resolve };
      child.kill("SIGCONT");
      send({ id, event, deadline: Date.now() + options.timeout });

      const outcome = await Promise.race([answered.promise, failed]);
      const done = Promise.withResolvers<void>();
      const finish = (): void => {
        clearTimeout(timer);
        done.resolve();
      };
      if (outcome.kind !== "streamed") {
        finish();
        return { outcome, done: done.promise };
      }
      const body = watch(outcome.body, () => ended, finish);
      return { outcome: { ...outcome, body }, done: done.promise };
    },
    async close() {
      end(new FunctionError("Sandbox.Closed", "the sandbox was closed"));
      await exited;
    },
  };
}

/** A body that says why it was cut off. */
async function* watch(
  body: AsyncIterable<Uint8Array>,
  reason: () => FunctionError | undefined,
  finish: () => void,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } catch (error) {
    if (error instanceof FunctionError) throw error;
    throw reason() ?? new FunctionError("Runtime.TruncatedResponse", String(error));
  } finally {
    finish();
  }
}
