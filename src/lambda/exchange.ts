import { isThenable } from "../fetch/after.ts";
import type { ErrorOptions } from "../fetch/recover.ts";
import type { AnyServer } from "../fetch/serve.ts";
import type { Decision, RequestFacts } from "../policy/decision.ts";
import type { Expiry } from "./expiry.ts";
import { inTime, type Task } from "./in-time.ts";
import type { EventSource } from "./source.ts";
import type { LambdaContext } from "./types.ts";

/** One HTTP event on its way. */
export interface Exchange {
  readonly source: EventSource;
  readonly event: unknown;
  readonly context: LambdaContext | undefined;
  /** What the caller passed besides: middy passes a signal. */
  readonly rest: readonly unknown[];
  readonly facts: RequestFacts;
  /** What becomes of errors, as the policy has it. */
  readonly errors: ErrorOptions;
  readonly decision: Decision;
  /** The end of its time, where somebody may ask for it. */
  expiry: Expiry | undefined;
}

/** Answers an event by the policy, or by the handler, in time. */
export function serveEvent<Value, Result>(
  server: AnyServer,
  source: EventSource,
  task: Task<Value, Result>,
  event: unknown,
  context: unknown,
  rest: readonly unknown[] = [],
): Result | Promise<Result> {
  const facts = source.facts(event as never);
  // As of now: a policy may be replaced while the handler runs.
  const errors = server.errorsFor(facts);
  const proceed = (decision: Decision): Result | Promise<Result> => {
    if (decision.status !== null && !source.amendsOnly) return task.answer(exchange(decision));
    return inTime(task, exchange(decision));
  };
  const exchange = (decision: Decision): Exchange => ({
    source,
    event,
    context: context as LambdaContext | undefined,
    rest,
    facts,
    errors,
    decision,
    expiry: undefined,
  });
  const decision = server.decide(facts);
  return isThenable(decision) ? decision.then(proceed) : proceed(decision);
}
