import { mergeVary } from "../fetch/apply.ts";
import type { Decision } from "../policy/decision.ts";
import { checkBody, checkResult, checkStatus, checkValue } from "./check.ts";
import { header, EventFacts } from "./fields.ts";
import { isOwned, isVary } from "./names.ts";
import type { EventSource, ResponseParts } from "./source.ts";
import { absoluteUrl } from "./url.ts";

/** CloudFront's headers: keyed by the name in lower case, one entry per line. */
export type EdgeHeaders = Record<string, { key?: string | undefined; value: string }[]>;

/**
 * A Lambda@Edge event
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html).
 */
export interface EdgeEvent {
  readonly Records: readonly { readonly cf: EdgeRecord }[];
}

interface EdgeRecord {
  readonly config?: { readonly distributionDomainName?: string | undefined; readonly eventType?: string | undefined };
  readonly request: {
    readonly method: string;
    readonly uri?: string | undefined;
    readonly querystring?: string | undefined;
    readonly headers?: Readonly<Record<string, readonly { readonly value: string }[]>> | undefined;
    readonly body?:
      | {
          readonly data?: string | undefined;
          readonly encoding?: string | undefined;
          readonly inputTruncated?: boolean | undefined;
        }
      | undefined;
  };
  /** There for origin-response and viewer-response. */
  readonly response?: object | undefined;
}

/**
 * A generated response
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses-in-requests.html).
 */
export interface EdgeResult {
  status: string;
  statusDescription?: string;
  headers?: EdgeHeaders;
  body?: string;
  bodyEncoding?: "text" | "base64";
}

/**
 * What CloudFront answers 502 for, and what it does not let a function set
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-headers).
 */
const FORBIDDEN =
  /^(connection|content-length|expect|keep-alive|proxy-(authenticate|authorization|connection)|te|trailer|transfer-encoding|upgrade|via|x-accel-.*|x-amz-cf-.*|x-amzn-(auth|cf-.*)|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip)$/;

/** At most what an origin-request function may generate. */
const LIMIT = 1024 * 1024;

function recordOf(event: EdgeEvent): EdgeRecord {
  return (event.Records as readonly [{ readonly cf: EdgeRecord }])[0].cf;
}

function read(event: EdgeEvent, name: string): string | null {
  const own = name === "x-forwarded-proto" ? "cloudfront-forwarded-proto" : name;
  return header(recordOf(event).request.headers, own);
}

function urlOf(event: EdgeEvent): string {
  const { config, request } = recordOf(event);
  return absoluteUrl(event, read, config?.distributionDomainName, request.uri, request.querystring ?? "");
}

/** CloudFront before there is a response: viewer-request and origin-request. */
export const edge: EventSource<EdgeEvent> = {
  limit: LIMIT,
  facts: (event) => new EventFacts(event, recordOf(event).request.method, read, urlOf),
  request(event) {
    const { method, headers, body } = recordOf(event).request;
    if (body?.inputTruncated) throw new RangeError("CloudFront cut the request's body off");
    return {
      method,
      url: urlOf(event),
      headers,
      body: body?.data,
      base64: body?.encoding === "base64",
    };
  },
  result: (_event, parts) => render(parts),
  amend(_event, result, decision) {
    // A function may let the request go on, changed or not.
    if (result === null || result === undefined || "uri" in checkResult(result)) return result as object | null;
    return amendResponse(result as EdgeResult, decision);
  },
};

/** CloudFront once there is a response: origin-response and viewer-response. */
export const edgeResponse: EventSource<EdgeEvent> = {
  ...edge,
  amendsOnly: true,
  amend(event, result, decision) {
    const amended = amendResponse(checkResult<EdgeResult>(result), decision);
    // Afterwards, nothing but headers may change.
    const isOrigin = recordOf(event).config?.eventType === "origin-response";
    if (!isOrigin || decision.status === null) return amended;
    return {
      status: String(decision.status),
      headers: amended.headers,
      body: decision.body ?? "",
      bodyEncoding: "text",
    };
  },
};

function render({ status, statusText, headers, cookies, body, base64 }: ResponseParts): EdgeResult {
  const lines: [string, EdgeHeaders[string]][] = Object.entries(headers)
    .filter(([name]) => !FORBIDDEN.test(name.toLowerCase()))
    .map(([name, value]) => [name.toLowerCase(), [{ key: name, value }]]);
  if (cookies.length > 0) lines.push(["set-cookie", cookies.map((value) => ({ key: "Set-Cookie", value }))]);
  return {
    status: String(status),
    ...(statusText && { statusDescription: statusText }),
    headers: Object.fromEntries(lines),
    body,
    bodyEncoding: base64 ? "base64" : "text",
  };
}

/** @throws TypeError where CloudFront would refuse the result */
function amendResponse(result: EdgeResult, { headers: policy }: Decision): EdgeResult {
  const { status, statusDescription, body, bodyEncoding } = result;
  const headers: EdgeHeaders = {};
  const vary: string[] = [];
  for (const [name, lines] of Object.entries(result.headers ?? {})) {
    const values = lines.map(({ value }) => checkValue(name, value));
    if (isOwned(name)) continue;
    if (isVary(name)) vary.push(...values.map(String));
    if (!isVary(name) || policy["Vary"] === undefined) headers[name] = lines;
  }
  for (const [key, value] of Object.entries(policy)) {
    headers[key.toLowerCase()] = [{ key, value: key === "Vary" ? mergeVary(vary.join(", "), value) : value }];
  }
  return {
    status: checkStatus(status) as string,
    ...(statusDescription !== undefined && { statusDescription }),
    headers,
    ...(body !== undefined && { body: checkBody(body) as string }),
    ...(bodyEncoding !== undefined && { bodyEncoding }),
  };
}
