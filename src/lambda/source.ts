import type { Decision, RequestFacts } from "../policy/decision.ts";
import type { Fields } from "./fields.ts";

/** What a Request is made of, beside its method and URL. Most events have it just so. */
export interface RequestParts {
  readonly headers?: Fields;
  /** What stands in it goes before `headers`. */
  readonly multiValueHeaders?: Fields;
  /** The Cookie header, where events have it apart. */
  readonly cookies?: readonly string[] | null | undefined;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
}

/** A response, ready for any event source. */
export interface ResponseParts {
  readonly statusCode: number;
  readonly statusText: string;
  /** Without Set-Cookie. */
  readonly headers: Readonly<Record<string, string>>;
  /** Set-Cookie lines. They cannot be joined. */
  readonly cookies: readonly string[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** What one kind of event source needs: how to read its events, and which results it takes. */
export interface EventSource<Event = never> {
  /** The most bytes of JSON that it takes as a result, where that is less than Lambda's own limit. */
  readonly limit?: number;
  /** When it gives up, in milliseconds after it got the request; without it, the function's timeout counts alone. */
  cap?(event: Event): number | undefined;
  /** Whether a result can be streamed through it. */
  streams?(event: Event): boolean;
  facts(event: Event): RequestFacts;
  /** Where the event is not itself of this form. */
  request?(event: Event): RequestParts;
  /** A response as a native handler would return it, where that is of another form. */
  result?(parts: ResponseParts): object;
  /**
   * A native handler's result with a decision's headers on it, in the handler's own field and case.
   *
   * @param decision undefined where the result is to keep its own headers, all of them
   * @throws TypeError where the source would refuse the result
   */
  amend(event: Event, result: unknown, decision: Decision | undefined): object | null | undefined;
}
