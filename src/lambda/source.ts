import type { Decision, RequestFacts } from "../policy/decision.ts";
import type { Fields } from "./fields.ts";

/** An event's request, ready for the Fetch API. */
export interface RequestParts {
  readonly method: string;
  readonly url: string;
  readonly headers: Fields;
  /** What stands in it goes before `headers`. */
  readonly multiValueHeaders?: Fields;
  /** The Cookie header, where events have it apart. */
  readonly cookies?: readonly string[] | null | undefined;
  readonly body: string | null | undefined;
  readonly base64: boolean;
}

/** A response, ready for any event source. */
export interface ResponseParts {
  readonly status: number;
  readonly statusText: string;
  /** Without Set-Cookie. */
  readonly headers: Readonly<Record<string, string>>;
  /** Set-Cookie lines. They cannot be joined. */
  readonly cookies: readonly string[];
  readonly body: string;
  readonly base64: boolean;
}

/** What one kind of event source needs: how to read its events, and which results it takes. */
export interface EventSource<Event = never> {
  /** When it gives up, in milliseconds after it got the request; undefined where the function's timeout counts alone. */
  readonly cap?: number;
  /** Whether a result can be streamed through it. */
  readonly streams?: boolean;
  /** Whether it asks for changes to a response that is there already, so that nothing can be answered. */
  readonly amendsOnly?: boolean;
  /** The most bytes of JSON that it takes as a result. */
  readonly limit: number;
  facts(event: Event): RequestFacts;
  request(event: Event): RequestParts;
  result(event: Event, parts: ResponseParts): object;
  /**
   * A native handler's result with a decision's headers on it, in the handler's own field and case.
   *
   * @throws TypeError where the source would refuse the result
   */
  amend(event: Event, result: unknown, decision: Decision): object | null | undefined;
}

/** Of an invocation's response (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
export const RESPONSE_LIMIT: number = 6 * 1024 * 1024;
