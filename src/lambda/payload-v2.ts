import { amendResult, type NativeResult } from "./amend.ts";
import { EventFacts, type Fields } from "./fields.ts";
import type { EventSource } from "./source.ts";
import { absoluteUrl, encodeQuery } from "./url.ts";

/**
 * An event of payload version 2.0, of an HTTP API
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html)
 * or a Function URL (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads).
 */
export interface HttpEventV2 {
  readonly version?: string | undefined;
  readonly routeKey?: string | undefined;
  /** With the stage, unless that is `$default`. */
  readonly rawPath?: string | undefined;
  readonly rawQueryString?: string | undefined;
  /** The Cookie header, apart. */
  readonly cookies?: readonly string[] | null | undefined;
  /** Names in lower case; several values joined with commas. */
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  /** Decoded, several values joined with commas: not used where there is a rawQueryString. */
  readonly queryStringParameters?: Fields;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly requestContext: {
    readonly http: { readonly method: string; readonly path?: string | undefined };
    readonly apiId?: string | undefined;
    readonly domainName?: string | undefined;
    readonly stage?: string | undefined;
    readonly routeKey?: string | undefined;
    readonly timeEpoch?: number | undefined;
  };
}

function urlOf(event: HttpEventV2): string {
  const { rawPath, rawQueryString, requestContext } = event;
  const raw = rawQueryString ?? encodeQuery(event.queryStringParameters);
  const path = withoutStage(rawPath ?? requestContext.http.path ?? "/", requestContext.stage);
  return absoluteUrl(event, requestContext.domainName, path, raw.replace(/^\?/, ""));
}

/** Routes and policies are written without the stage, as a REST API's paths are. */
function withoutStage(path: string, stage: string | undefined): string {
  if (stage === undefined || stage === "$default") return path;
  return `${path}/`.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;
}

/** An HTTP API whose payload is of version 2.0, or a Lambda Function URL. */
export const payloadV2: EventSource<HttpEventV2> = {
  cap: (event) => (isHttpApi(event) ? 30_000 : undefined),
  streams: (event) => !isHttpApi(event),
  facts: (event) => new EventFacts(event, event.requestContext.http.method, urlOf),
  amend: (_event, result, decision) => amendResult(structured(result), decision, "headers", true),
};

/**
 * Whether an HTTP API made the event: it gives up, and does not stream. Function URLs have hosts of their own, and neither routes nor stages;
 * what cannot be told is taken for one, since emulators make such events.
 */
function isHttpApi({ routeKey, requestContext }: HttpEventV2): boolean {
  const { domainName = "", apiId = "", stage = "$default" } = requestContext;
  // Not by a method of its own: emulators make it null.
  if (/\.lambda-url\./.test(domainName)) return false;
  const route = routeKey ?? requestContext.routeKey ?? "$default";
  return (
    /\.execute-api\./.test(domainName) || stage !== "$default" || route !== "$default" || /^[a-z\d]{10}$/.test(apiId)
  );
}

/**
 * Without a statusCode, the whole result is the body. With headers put on, it would no longer be.
 *
 * @throws TypeError where JSON cannot carry it
 */
function structured(result: unknown): NativeResult {
  const { statusCode } = (result ?? {}) as NativeResult;
  if (statusCode !== undefined && statusCode !== null) return result as NativeResult;
  return {
    statusCode: 200,
    headers: { "Content-Type": "application/json" },
    body: typeof result === "string" ? result : (JSON.stringify(result) ?? "null"),
    isBase64Encoded: false,
  };
}
