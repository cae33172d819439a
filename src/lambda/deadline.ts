import { isThenable } from "../fetch/after.ts";
import { plainAnswer } from "../fetch/answer.ts";
import type { Expiry } from "./expiry.ts";
import type { LambdaContext, LambdaOptions } from "./types.ts";

/** Longer ones would fire at once (https://developer.mozilla.org/docs/Web/API/Window/setTimeout#maximum_delay_value). */
const LONGEST = 2 ** 31 - 1;

/**
 * How long a handler may take, in milliseconds; Infinity where nothing limits it. The function's timeout is
 * often not the one that binds: behind a gateway that gives up after 30 s, a function of two minutes would
 * leave the answer to the gateway, which sends no policy's headers.
 *
 * @param cap the gateway's, in milliseconds, unless an option says otherwise
 */
export function timeLimit(
  cap: number | undefined,
  event: unknown,
  context: LambdaContext | undefined,
  { deadlineMargin = 500, gatewayTimeout = cap }: LambdaOptions,
): number {
  const least = Math.min(remainingTime(context), gatewayTime(event, gatewayTimeout));
  // Some functions have less time than the margin.
  return least > deadlineMargin ? least - deadlineMargin : least / 2;
}

/** Contexts that are made for a test have no time left, or none at all: Lambda would not have started those. */
function remainingTime(context: LambdaContext | undefined): number {
  const remaining = context?.getRemainingTimeInMillis?.() ?? Number.NaN;
  return remaining > 0 ? remaining : Infinity;
}

/** The gateway's clock runs since it got the request: a cold start is part of it. */
function gatewayTime(event: unknown, timeout: number | undefined): number {
  if (timeout === undefined) return Infinity;
  const { requestContext } = event as {
    readonly requestContext?: { readonly timeEpoch?: unknown; readonly requestTimeEpoch?: unknown };
  };
  const elapsed = Date.now() - Number(requestContext?.timeEpoch ?? requestContext?.requestTimeEpoch);
  // A recorded event, or a clock that is wrong.
  return elapsed > 0 && elapsed < timeout ? timeout - elapsed : timeout;
}

/** Node.js has them, and not every other runtime. */
interface Immediates {
  setImmediate?(call: () => void): unknown;
  clearImmediate?(handle: unknown): void;
}

/** Some work that may take its time, but not for ever. */
export interface Task<Value, Result> {
  readonly run: () => Value | PromiseLike<Value>;
  /** How long it may take from now on, in milliseconds. */
  readonly limit: () => number;
  /** What to take for its value when it is given up. */
  readonly expire: () => Value | PromiseLike<Value>;
  readonly finish: (value: Value) => Result | Promise<Result>;
  /** What becomes of all that is thrown on the way. */
  readonly recover: (thrown: unknown) => Promise<Result>;
}

/**
 * Runs some work, but not for longer than it may take. Work that is given up ends here: whatever it still
 * does, an error of it is nobody's, and must not end the process in the middle of another invocation.
 *
 * One promise for all of it: each more costs as much as the decision.
 */
export function beforeDeadline<Value, Result>(task: Task<Value, Result>): Result | Promise<Result> {
  let running: Value | PromiseLike<Value>;
  try {
    running = task.run();
  } catch (thrown) {
    return task.recover(thrown);
  }
  if (!isThenable(running)) return conclude(task, running);
  const work = running;
  return new Promise((resolve, reject) => {
    const { setImmediate, clearImmediate } = globalThis as Immediates;
    let settled = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const arm = (): void => {
      const limit = settled ? Infinity : task.limit();
      if (limit > LONGEST) return;
      timer = setTimeout(() => {
        // First of all: to abort the work may make it fail at once.
        settled = true;
        console.error(`corskit: not done within ${Math.round(limit)} ms`);
        new Promise<Value>((answer) => answer(task.expire()))
          .then((value) => conclude(task, value), task.recover)
          .then(resolve, reject);
      }, limit);
    };
    // What is done before the event loop turns needs no timer, which costs more than everything else here.
    const soon = setImmediate?.(arm);
    if (soon === undefined) Promise.resolve().then(arm, arm);
    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      if (timer === undefined) clearImmediate?.(soon);
      else clearTimeout(timer);
      return true;
    };
    work.then(
      (value) => settle() && resolve(conclude(task, value)),
      (thrown: unknown) => settle() && resolve(task.recover(thrown)),
    );
  });
}

function conclude<Value, Result>({ finish, recover }: Task<Value, Result>, value: Value): Result | Promise<Result> {
  try {
    const result = finish(value);
    return result instanceof Promise ? result.catch(recover) : result;
  } catch (thrown) {
    return recover(thrown);
  }
}

export function gatewayTimeoutAnswer(): Response {
  return plainAnswer(504, "Gateway Timeout");
}

/**
 * Ends an invocation's time when it is up, for what is answered already, and can only be cut off.
 *
 * @param limit in milliseconds
 */
export async function expireAfter<T>(expiry: Expiry, limit: number, work: () => Promise<T>): Promise<T> {
  const timer = limit <= LONGEST ? setTimeout(() => expiry.expire(timeoutError(limit)), limit) : undefined;
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

export function timeoutError(limit: number): DOMException {
  return new DOMException(`not done within ${Math.round(limit)} ms`, "TimeoutError");
}
