import { amendResult } from "./amend.ts";
import { EventFacts, type Fields } from "./fields.ts";
import type { EventSource } from "./source.ts";
import { absoluteUrl, encodeQuery } from "./url.ts";

/**
 * A REST API's event, and an HTTP API's of payload version 1.0
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format).
 */
export interface HttpEventV1 {
  readonly version?: string | undefined;
  readonly httpMethod: string;
  /** Without the stage. */
  readonly path?: string | null | undefined;
  readonly headers?: Fields;
  readonly multiValueHeaders?: Fields;
  /** Decoded. Of several values, the last. */
  readonly queryStringParameters?: Fields;
  /** Decoded. */
  readonly multiValueQueryStringParameters?: Fields;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly requestContext?:
    | { readonly domainName?: string | undefined; readonly requestTimeEpoch?: number | undefined }
    | null
    | undefined;
}

const urlOf = (event: HttpEventV1): string =>
  absoluteUrl(
    event,
    event.requestContext?.domainName,
    event.path,
    encodeQuery(event.queryStringParameters, event.multiValueQueryStringParameters),
  );

/** Only an HTTP API's events have a version. It does not stream. */
const isHttpApi = ({ version }: HttpEventV1): boolean => version === "1.0";

/** A REST API, or an HTTP API whose payload is of version 1.0. */
export const payloadV1: EventSource<HttpEventV1> = {
  cap: (event) => (isHttpApi(event) ? 30_000 : 29_000),
  streams: (event) => !isHttpApi(event),
  facts: (event) => new EventFacts(event, event.httpMethod, urlOf),
  amend: (_event, result, decision) => amendResult(result, decision, "either"),
};
