import type { ErrorOptions } from "../fetch/recover.ts";
import type { AlbEvent } from "./alb.ts";
import type { EdgeEvent, EdgeResult } from "./edge.ts";
import type { LatticeV1Event } from "./lattice-v1.ts";
import type { LatticeV2Event } from "./lattice-v2.ts";
import type { HttpEventV1 } from "./payload-v1.ts";
import type { HttpEventV2 } from "./payload-v2.ts";

/** An event of any HTTP event source. Every field that AWS may leave out is optional. */
export type LambdaHttpEvent = HttpEventV2 | HttpEventV1 | AlbEvent | LatticeV2Event | LatticeV1Event | EdgeEvent;

/** What is used of Lambda's context (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html). */
export interface LambdaContext {
  /** Milliseconds until the function's own timeout. Without it, only the gateway's cap counts. */
  getRemainingTimeInMillis?(): number;
}

/** A result with only the fields that its event source takes. */
export interface LambdaResult {
  statusCode: number;
  /** Application Load Balancer and VPC Lattice: `200 OK`. */
  statusDescription?: string;
  headers?: Record<string, string>;
  multiValueHeaders?: Record<string, string[]>;
  /** Set-Cookie lines, where the payload is of version 2.0. */
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}

/** The result that belongs to an event: CloudFront's has a form of its own. */
export type ResultOf<Event> = Event extends { readonly Records: unknown } ? EdgeResult : LambdaResult;

/** How handlers run on Lambda. `onError` and `rethrow` stand before those of the policy's config. */
export interface LambdaOptions extends ErrorOptions {
  /**
   * How long before the deadline to answer 504, in milliseconds, so that the answer still gets through.
   * Half of what there is where that is less. Default 500.
   */
  readonly deadlineMargin?: number | undefined;
  /**
   * When the gateway in front gives up, in milliseconds after it got the request. Default 29 000 behind a
   * REST API, 30 000 behind an HTTP API, none elsewhere
   * (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
   */
  readonly gatewayTimeout?: number | undefined;
}

/** What a Fetch handler gets beside the request; `c.env` in Hono. */
export interface LambdaEnv {
  readonly event: LambdaHttpEvent;
  readonly context: LambdaContext | undefined;
}
