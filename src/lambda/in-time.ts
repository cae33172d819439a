import { isThenable } from "../fetch/after.ts";
import { gatewayTimeoutAnswer, LONGEST, timeLimit } from "./deadline.ts";
import type { Exchange } from "./exchange.ts";
import type { LambdaOptions } from "./types.ts";

/** What an adapter does with an event: the same for all of them, so that an invocation has nothing to make but itself. */
export interface Task<Value, Result> {
  readonly options: LambdaOptions;
  /** Whether the gateway is content with a beginning, so that its cap does not count. */
  readonly streams?: boolean;
  /** Sends the policy's own answer. */
  answer(exchange: Exchange): Result | Promise<Result>;
  run(exchange: Exchange): Value | PromiseLike<Value>;
  /** Sends what the handler returned, or the Response that takes its place. */
  finish(exchange: Exchange, value: Value | Response): Result | Promise<Result>;
  /** Sends what becomes of all that is thrown on the way; rejects where Lambda is to know of it. */
  recover(exchange: Exchange, thrown: unknown): Promise<Result>;
  /** The time is up. What it throws is recovered from. */
  expire?(exchange: Exchange, limit: number): void;
  /** Gets what the handler returned when it was too late. */
  late?(value: Value): void;
}

/** Node.js has them, and not every other runtime. */
interface Immediates {
  setImmediate?(call: (run: Run) => void, run: Run): unknown;
  clearImmediate?(handle: unknown): void;
}

/** Runs a task, but not for longer than the event's time, and answers 504 then. */
export function inTime<Value, Result>(task: Task<Value, Result>, exchange: Exchange): Promise<Result> {
  return new Promise((resolve) => {
    new Invocation(task, exchange, resolve).start();
  });
}

interface Run {
  arm(): void;
  expire(limit: number): void;
}

/**
 * One run of a task. What is given up ends here: whatever it still does, an error of it is nobody's, and must not end
 * the process in the middle of another invocation.
 */
class Invocation<Value, Result> implements Run {
  readonly #task: Task<Value, Result>;
  readonly #exchange: Exchange;
  readonly #resolve: (result: Result | Promise<Result>) => void;
  #isOver = false;
  #soon: unknown;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(task: Task<Value, Result>, exchange: Exchange, resolve: (result: Result | PromiseLike<Result>) => void) {
    this.#task = task;
    this.#exchange = exchange;
    this.#resolve = resolve;
  }

  start(): void {
    try {
      const value = this.#task.run(this.#exchange);
      if (!isThenable(value)) this.#finish(value);
      else
        value.then(
          (settled) => this.#finish(settled),
          (thrown: unknown) => this.#recover(thrown),
        );
    } catch (thrown) {
      this.#recover(thrown);
    }
    if (this.#isOver) return;
    // What is done before the event loop turns needs no timer, which costs more than everything else here.
    const { setImmediate } = globalThis as Immediates;
    if (setImmediate) this.#soon = setImmediate(arm, this);
    else this.arm();
  }

  arm(): void {
    const { source, event, context } = this.#exchange;
    const { streams, options } = this.#task;
    const limit = timeLimit(streams ? undefined : source.cap?.(event as never), event, context, options);
    if (limit <= LONGEST) this.#timer = setTimeout(expire, limit, this, limit);
  }

  expire(limit: number): void {
    console.error(`corskit: not done within ${Math.round(limit)} ms`);
    const task = this.#task;
    const exchange = this.#exchange;
    // First of all: to abort the work may make it fail at once.
    this.#isOver = true;
    const answering = new Promise<Result>((answer) => {
      task.expire?.(exchange, limit);
      answer(task.finish(exchange, gatewayTimeoutAnswer()));
    });
    this.#resolve(answering.catch((thrown: unknown) => task.recover(exchange, thrown)));
  }

  #finish(value: Value): void {
    try {
      if (this.#isOver) return this.#task.late?.(value);
      const result = this.#task.finish(this.#exchange, value);
      if (!(result instanceof Promise)) return this.#settle(result);
      result.then(
        (done) => this.#settle(done),
        (thrown: unknown) => this.#recover(thrown),
      );
    } catch (thrown) {
      this.#recover(thrown);
    }
  }

  #recover(thrown: unknown): void {
    if (this.#isOver) return;
    const recovered = this.#task.recover(this.#exchange, thrown);
    recovered.then(
      () => this.#settle(recovered),
      () => this.#settle(recovered),
    );
  }

  #settle(result: Result | Promise<Result>): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    else if (this.#soon !== undefined) (globalThis as Immediates).clearImmediate?.(this.#soon);
    this.#isOver = true;
    this.#resolve(result);
  }
}

const arm = (run: Run): void => run.arm();
const expire = (run: Run, limit: number): void => run.expire(limit);
