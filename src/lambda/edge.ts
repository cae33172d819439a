import { mergeVary } from "../fetch/apply.ts";
import type { Decision, RequestFacts } from "../policy/decision.ts";
import { checkBody, checkStatus, checkValue, ownFields } from "./check.ts";
import { EventFacts } from "./fields.ts";
import { isOwned } from "./names.ts";
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
  /^(connection|content-length|expect|keep-alive|proxy-(authenticate|authorization|connection)|te|trailer|transfer-encoding|upgrade|via|x-(accel-.*|amz-cf-.*|amzn-(auth|cf-.*)|cache|edge-.*|forwarded-proto|real-ip))$/i;

function recordOf(event: EdgeEvent): EdgeRecord {
  return (event.Records as readonly [{ readonly cf: EdgeRecord }])[0].cf;
}

const factsOf = (event: EdgeEvent): RequestFacts => {
  const { config, request } = recordOf(event);
  const { method, uri, querystring = "", headers } = request;
  // By the headers that the handler's Request has, and no others.
  return new EventFacts({ headers }, method, (own) =>
    absoluteUrl(own, config?.distributionDomainName, uri, querystring, "cloudfront-forwarded-proto"),
  );
};

/** CloudFront before there is a response: viewer-request and origin-request. */
export const edge: EventSource<EdgeEvent> = {
  // What an origin-request function may generate.
  limit: 1024 * 1024,
  facts: factsOf,
  request(event) {
    const { headers, body } = recordOf(event).request;
    if (body?.inputTruncated) throw new RangeError("CloudFront cut the request's body off");
    return { headers, body: body?.data, isBase64Encoded: body?.encoding === "base64" };
  },
  result: render,
  amend(_event, result, decision) {
    // A function may let the request go on, changed or not.
    if (result === null || result === undefined || "uri" in ownFields(result)) return result as object | null;
    return amendResponse(result, decision);
  },
};

/** CloudFront once there is a response, so that nothing can be answered: origin-response and viewer-response. */
export const edgeResponse: EventSource<EdgeEvent> = {
  ...edge,
  amend(event, result, decision) {
    const amended = amendResponse(result, decision);
    // Afterwards, nothing but headers may change.
    const isOrigin = recordOf(event).config?.eventType === "origin-response";
    if (!isOrigin || !decision?.status) return amended;
    return {
      status: String(decision.status),
      headers: amended.headers,
      body: decision.body ?? "",
      bodyEncoding: "text",
    };
  },
};

function render({ statusCode, statusText, headers, cookies, body, isBase64Encoded }: ResponseParts): EdgeResult {
  const lines: EdgeHeaders = {};
  for (const [name, value] of Object.entries(headers)) if (!FORBIDDEN.test(name)) lines[name] = [{ key: name, value }];
  lines["Set-Cookie"] = cookies.map((value) => ({ key: "Set-Cookie", value }));
  return {
    status: String(statusCode),
    ...(statusText && { statusDescription: statusText }),
    headers: lines,
    body,
    bodyEncoding: isBase64Encoded ? "base64" : "text",
  };
}

/** @throws TypeError where CloudFront would refuse the result */
function amendResponse(result: unknown, decision: Decision | undefined): EdgeResult {
  const { status, statusDescription, headers: fields, body, bodyEncoding } = ownFields<EdgeResult>(result);
  const policy = decision?.headers;
  // Without a prototype, whose members would be lines.
  const headers = Object.create(null) as EdgeHeaders;
  for (const [name, lines] of Object.entries(fields ?? {})) {
    for (const given of lines) {
      const { key = name, value } = ownFields<typeof given>(given);
      const line = { key, value: String(checkValue(key, value)) };
      if (!policy || !isOwned(key)) (headers[key.toLowerCase()] ??= []).push(line);
    }
  }
  for (const [key, value] of Object.entries(policy ?? {})) {
    const vary = headers["vary"]?.map((line) => line.value).join(", ");
    headers[key.toLowerCase()] = [{ key, value: key === "Vary" ? mergeVary(vary, value) : value }];
  }
  return {
    status: String(checkStatus(status, result)),
    ...(statusDescription !== undefined && { statusDescription: checkValue("statusDescription", statusDescription) }),
    headers,
    ...(body !== undefined && { body: checkBody(body) as string }),
    ...(bodyEncoding !== undefined && { bodyEncoding }),
  };
}
