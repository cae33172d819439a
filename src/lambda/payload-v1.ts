import { amendResult, type NativeResult, type ResultShape } from "./amend.ts";
import { headerOf, requestParts } from "./both-fields.ts";
import { checkResult } from "./check.ts";
import { EventFacts, type Fields } from "./fields.ts";
import { renderMulti, renderSingle } from "./render.ts";
import { RESPONSE_LIMIT, type EventSource } from "./source.ts";
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

const SHAPE: ResultShape = { field: "either" };

const urlOf = (event: HttpEventV1): string =>
  absoluteUrl(
    event,
    headerOf,
    event.requestContext?.domainName,
    event.path,
    encodeQuery(event.queryStringParameters, event.multiValueQueryStringParameters),
  );

/** A REST API. */
export const restApi: EventSource<HttpEventV1> = {
  cap: 29_000,
  streams: true,
  limit: RESPONSE_LIMIT,
  facts: (event) => new EventFacts(event, event.httpMethod, headerOf, urlOf),
  request: (event) => requestParts(event, urlOf(event)),
  result: (_event, parts) => (parts.cookies.length > 1 ? renderMulti(parts) : renderSingle(parts)),
  amend: (_event, result, decision) => amendResult(checkResult<NativeResult>(result), decision, SHAPE),
};

/** An HTTP API whose payload is of version 1.0. */
export const httpApiV1: EventSource<HttpEventV1> = { ...restApi, cap: 30_000, streams: false };
