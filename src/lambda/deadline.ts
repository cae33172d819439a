import { newAnswer } from "../fetch/answer.ts";
import type { Expiry } from "./expiry.ts";
import type { LambdaContext, LambdaOptions } from "./types.ts";

/** Eleven days. 25 would fire at once (https://developer.mozilla.org/docs/Web/API/Window/setTimeout#maximum_delay_value). */
export const LONGEST: number = 1e9;

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
  { deadlineMargin = 500, gatewayTimeout = cap ?? Infinity }: LambdaOptions,
): number {
  const least = Math.min(remainingTime(context), gatewayTime(event, gatewayTimeout));
  // Some functions have less time than the margin.
  return least > deadlineMargin ? least - deadlineMargin : least / 2;
}

/** Contexts that are made for a test have no time left, or none at all: Lambda would not have started those. */
function remainingTime(context: LambdaContext | undefined): number {
  const remaining = context?.getRemainingTimeInMillis?.() ?? 0;
  return remaining > 0 ? remaining : Infinity;
}

/** The gateway's clock runs since it got the request: a cold start is part of it. */
function gatewayTime(event: unknown, timeout: number): number {
  const { requestContext } = event as {
    readonly requestContext?: { readonly timeEpoch?: unknown; readonly requestTimeEpoch?: unknown };
  };
  const elapsed = Date.now() - Number(requestContext?.timeEpoch ?? requestContext?.requestTimeEpoch);
  // A recorded event, or a clock that is wrong.
  return elapsed > 0 && elapsed < timeout ? timeout - elapsed : timeout;
}

export function gatewayTimeoutAnswer(): Response {
  return newAnswer(504, "Gateway Timeout");
}

/**
 * Ends an invocation's time when it is up, for what is answered already, and can only be cut off.
 *
 * @param limit in milliseconds
 */
export async function expireAfter<T>(expiry: Expiry | undefined, limit: number, work: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => expiry?.expire(timeoutError(limit)), Math.min(limit, LONGEST));
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

export function timeoutError(limit: number): DOMException {
  return new DOMException(`not done within ${Math.round(limit)} ms`, "TimeoutError");
}
