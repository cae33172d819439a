import { alb } from "./alb.ts";
import { ownFields } from "./check.ts";
import { edge, edgeResponse } from "./edge.ts";
import { latticeV1 } from "./lattice-v1.ts";
import { latticeV2 } from "./lattice-v2.ts";
import { payloadV1 } from "./payload-v1.ts";
import { payloadV2 } from "./payload-v2.ts";
import type { EventSource } from "./source.ts";

interface CloudFrontRecord {
  readonly request?: unknown;
  readonly response?: unknown;
}

/** The fields that tell event sources apart. */
interface Clues {
  readonly type?: unknown;
  readonly httpMethod?: unknown;
  readonly path?: unknown;
  readonly method?: unknown;
  readonly raw_path?: unknown;
  readonly Records?: readonly ({ readonly cf?: CloudFrontRecord } | null)[];
  readonly requestContext?: {
    readonly connectionId?: unknown;
    readonly elb?: unknown;
    readonly http?: unknown;
    readonly serviceArn?: unknown;
    readonly serviceNetworkArn?: unknown;
  } | null;
}

// What pollutes Object.prototype is nothing that a source takes.
for (const source of [alb, edge, edgeResponse, latticeV1, latticeV2, payloadV1, payloadV2]) {
  Object.setPrototypeOf(source, null);
}

/** The source of an HTTP event; undefined for every other event. */
export function sourceOf(event: unknown): EventSource | undefined {
  if (typeof event !== "object" || event === null) return undefined;
  const clues = ownFields<Clues>(event);
  const context = ownFields<NonNullable<Clues["requestContext"]>>(clues.requestContext);
  // An authorizer gets the whole request too, but answers with a policy document
  // (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).
  if (clues.type === "REQUEST") return undefined;
  // A WebSocket API's event: there is nothing to read for a page.
  if (context.connectionId) return undefined;
  if (context.elb) return alb;
  if (context.http) return payloadV2;
  if (context.serviceArn || context.serviceNetworkArn) return latticeV2;
  if (typeof clues.httpMethod === "string" && (clues.requestContext || typeof clues.path === "string")) {
    return payloadV1;
  }
  if (typeof clues.raw_path === "string" && typeof clues.method === "string") return latticeV1;
  const record = ownFields<CloudFrontRecord>(clues.Records?.[0]?.cf);
  if (record.request) return record.response ? edgeResponse : edge;
  return undefined;
}

/**
 * The source of an event that asks for an answer.
 *
 * @throws TypeError for any other event: answering it with a response would lose it
 */
export function httpSourceOf(event: unknown): EventSource {
  const source = sourceOf(event);
  if (source && source !== edgeResponse) return source;
  throw new TypeError("corskit: this is no HTTP request of a source that corskit knows");
}
