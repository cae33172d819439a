import { amendResult } from "./amend.ts";
import { EventFacts, type Fields } from "./fields.ts";
import { withReason } from "./reason.ts";
import type { EventSource } from "./source.ts";
import { absoluteUrl, joinQuery } from "./url.ts";

/**
 * A VPC Lattice event of version 2.0
 * (https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html#receive-event-from-service).
 */
export interface LatticeV2Event {
  readonly version?: string | undefined;
  readonly method: string;
  readonly path?: string | undefined;
  readonly headers?: Fields;
  /** As they stood in the URL. */
  readonly queryStringParameters?: Fields;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly requestContext: {
    readonly serviceArn?: string | undefined;
    readonly serviceNetworkArn?: string | undefined;
  };
}

/** What is used of it. */
export type LatticeRequest = Omit<LatticeV2Event, "requestContext">;

function urlOf(event: LatticeRequest): string {
  const [path, ...query] = (event.path ?? "/").split("?");
  return absoluteUrl(event, undefined, path, query.join("?") || joinQuery(event.queryStringParameters));
}

/** What it takes: each header has one value. */
export const results: Pick<EventSource<unknown>, "result" | "amend"> = {
  result: withReason,
  amend: (_event, result, decision) => amendResult(result, decision, "headers", false, true),
};

/** VPC Lattice. */
export const latticeV2: EventSource<LatticeRequest> = {
  facts: (event) => new EventFacts(event, event.method, urlOf),
  ...results,
};
