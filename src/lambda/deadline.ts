import { isThenable } from "../fetch/after.ts";
import { plainAnswer } from "../fetch/answer.ts";
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

/**
 * Runs some work, but not for longer than it may take. Work that is given up ends here: whatever it still
 * does, an error of it is nobody's, and must not end the process in the middle of another invocation.
 *
 * @param limit in milliseconds
 * @param expire what to answer then
 */
export function beforeDeadline<T>(
  work: () => T | PromiseLike<T>,
  limit: number,
  expire: () => T | PromiseLike<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const running = work();
    if (!isThenable(running)) {
      resolve(running);
      return;
    }
    let settled = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle =
      <V>(conclude: (value: V) => void) =>
      (value: V): void => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        conclude(value);
      };
    running.then(settle(resolve), settle(reject));
    const arm = (): void => {
      if (settled || limit > LONGEST) return;
      timer = setTimeout(() => {
        // First of all: to abort the work may make it fail at once.
        settled = true;
        console.error(`corskit: not done within ${Math.round(limit)} ms`);
        new Promise<T>((expired) => expired(expire())).then(resolve, reject);
      }, limit);
    };
    // What is done by then needs no timer, which costs more than everything else here.
    Promise.resolve().then(arm, arm);
  });
}

export function gatewayTimeoutAnswer(): Response {
  return plainAnswer(504, "Gateway Timeout");
}

/**
 * Aborts when time is up, for what is answered already, and can only be cut off.
 *
 * @param limit in milliseconds
 */
export async function abortAfter<T>(controller: AbortController, limit: number, work: () => Promise<T>): Promise<T> {
  const expire = (): void => controller.abort(timeoutError(limit));
  const timer = limit <= LONGEST ? setTimeout(expire, limit) : undefined;
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

export function timeoutError(limit: number): DOMException {
  return new DOMException(`not done within ${Math.round(limit)} ms`, "TimeoutError");
}
