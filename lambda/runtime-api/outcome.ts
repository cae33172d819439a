/** What became of one invocation. */
export type Outcome = BufferedOutcome | StreamedOutcome | FailedOutcome;

/** A handler's result, as JSON. */
export interface BufferedOutcome {
  readonly kind: "buffered";
  readonly payload: string;
}

/** A streamed response. Iterating throws a `FunctionError` where the function fails in the middle. */
export interface StreamedOutcome {
  readonly kind: "streamed";
  readonly contentType: string;
  readonly body: AsyncIterable<Uint8Array>;
}

/** A function that failed before it answered anything. */
export interface FailedOutcome {
  readonly kind: "failed";
  readonly error: FunctionError;
}

/** Lambda's own names for what went wrong: `Sandbox.Timedout`, `Runtime.ExitError`, or the error's. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}
