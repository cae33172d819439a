import type { Fields } from "./fields.ts";
import { latticeV2, results, type LatticeRequest } from "./lattice-v2.ts";
import type { EventSource } from "./source.ts";

/**
 * A VPC Lattice event of version 1.0
 * (https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html#receive-event-from-service).
 */
export interface LatticeV1Event {
  readonly method: string;
  /** With the query. */
  readonly raw_path: string;
  readonly headers?: Fields;
  /** Of several values, the last. */
  readonly query_string_parameters?: Fields;
  readonly body?: string | null | undefined;
  readonly is_base64_encoded?: boolean | undefined;
}

const upgrade = (event: LatticeV1Event): LatticeRequest => ({
  method: event.method,
  path: event.raw_path,
  headers: event.headers,
  queryStringParameters: event.query_string_parameters,
  body: event.body,
  isBase64Encoded: event.is_base64_encoded,
});

/** VPC Lattice before its payload had versions: the same with other names. */
export const latticeV1: EventSource<LatticeV1Event> = {
  facts: (event) => latticeV2.facts(upgrade(event)),
  request: upgrade,
  ...results,
};
