import type { ErrorOptions } from "../fetch/recover.ts";
import type { Decision, RequestFacts } from "../policy/decision.ts";
import type { Expiry } from "./expiry.ts";
import type { EventSource } from "./source.ts";
import type { LambdaContext, LambdaOptions } from "./types.ts";

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

/** What a result is made for. Without a decision, a response keeps its own headers. */
export type Answered = Pick<Exchange, "source" | "event" | "facts"> & Partial<Exchange>;

/** What an adapter does with events: made once for each handler, so that an event has nothing to make but its own. */
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
  /** The time is up. What it throws is Lambda's to know of. */
  expire?(exchange: Exchange, limit: number): void;
  /** Gets what the handler returned when it was too late. */
  late?(value: Value): void;
}
