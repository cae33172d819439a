/** Events as AWS documents them, made of a request on the wire. */

/** A request as it is on the wire, before a gateway makes an event of it. */
export interface WireRequest {
  readonly method: string;
  /** As in a URL's path, encoded. */
  readonly path: string;
  /** As in a URL, encoded, without its `?`. */
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
}

const TEXT = /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded)|[^;]*\+(json|xml))/i;

function lastValues(headers: WireRequest["headers"]): Record<string, string> {
  return Object.fromEntries(headers);
}

function joined(headers: WireRequest["headers"], separator = ","): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of headers) all[name] = all[name] === undefined ? value : all[name] + separator + value;
  return all;
}

function lists(pairs: Iterable<readonly [string, string]>): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const [name, value] of pairs) (all[name] ??= []).push(value);
  return all;
}

/** Text where the type says so, as load balancers and gateways do it; Base64 otherwise. */
function encode({ headers, body }: WireRequest): { body: string | null; isBase64Encoded: boolean } {
  if (body === undefined) return { body: null, isBase64Encoded: false };
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  const text = TEXT.test(type);
  return { body: Buffer.from(body).toString(text ? "utf8" : "base64"), isBase64Encoded: !text };
}

const rawPairs = (query: string): [string, string][] =>
  query === ""
    ? []
    : query.split("&").map((pair) => {
        const at = pair.indexOf("=");
        return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
      });

const decodedPairs = (query: string): [string, string][] => [...new URLSearchParams(query)];

const orNull = <T extends object>(record: T): T | null => (Object.keys(record).length > 0 ? record : null);

const hostOf = ({ headers }: WireRequest): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === "host")?.[1];

function payloadV2(request: WireRequest, context: Record<string, unknown>): object {
  const lower = request.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const cookies = lower.filter(([name]) => name === "cookie").flatMap(([, value]) => value.split("; "));
  const { body, isBase64Encoded } = encode(request);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: request.path,
    rawQueryString: request.query,
    ...(cookies.length > 0 && { cookies }),
    headers: joined(lower.filter(([name]) => name !== "cookie")),
    ...(request.query && { queryStringParameters: joined(decodedPairs(request.query)) }),
    requestContext: {
      accountId: "123456789012",
      http: {
        method: request.method,
        path: request.path,
        protocol: "HTTP/1.1",
        sourceIp: "192.0.2.1",
        userAgent: "agent",
      },
      requestId: "id",
      routeKey: "$default",
      stage: "$default",
      time: "12/Mar/2020:19:03:58 +0000",
      timeEpoch: 1583348638390,
      ...context,
    },
    ...(body !== null && { body }),
    isBase64Encoded,
  };
}

export function payloadV1(request: WireRequest): object {
  const decoded = decodedPairs(request.query);
  return {
    resource: "/{proxy+}",
    path: request.path,
    httpMethod: request.method,
    headers: orNull(lastValues(request.headers)),
    multiValueHeaders: orNull(lists(request.headers)),
    queryStringParameters: orNull(Object.fromEntries(decoded)),
    multiValueQueryStringParameters: orNull(lists(decoded)),
    requestContext: {
      accountId: "123456789012",
      apiId: "abcdefghij",
      domainName: hostOf(request),
      domainPrefix: "abcdefghij",
      extendedRequestId: "request-id",
      httpMethod: request.method,
      identity: { sourceIp: "192.0.2.1", userAgent: "agent" },
      path: `/prod${request.path}`,
      protocol: "HTTP/1.1",
      requestId: "id",
      requestTime: "04/Mar/2020:19:15:17 +0000",
      requestTimeEpoch: 1583349317135,
      resourceId: null,
      resourcePath: "/{proxy+}",
      stage: "prod",
    },
    pathParameters: null,
    stageVariables: null,
    ...encode(request),
  };
}

export function albEvent(request: WireRequest): { single: object; multi: object } {
  const { body, isBase64Encoded } = encode(request);
  const common = {
    requestContext: {
      elb: {
        targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/lambda/49e9d65c45c6791a",
      },
    },
    httpMethod: request.method,
    path: request.path,
    body: body ?? "",
    isBase64Encoded,
  };
  const lower = request.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const raw = rawPairs(request.query);
  return {
    single: { ...common, headers: lastValues(lower), queryStringParameters: Object.fromEntries(raw) },
    multi: { ...common, multiValueHeaders: lists(lower), multiValueQueryStringParameters: lists(raw) },
  };
}

export function edgeEvent(request: WireRequest, eventType: string): object {
  const { headers, method, path, query, body } = request;
  const lines: Record<string, { key: string; value: string }[]> = {};
  for (const [key, value] of headers) (lines[key.toLowerCase()] ??= []).push({ key, value });
  const response = { status: "200", statusDescription: "OK", headers: {} };
  return {
    Records: [
      {
        cf: {
          config: {
            distributionDomainName: "d111111abcdef8.cloudfront.net",
            distributionId: "EDFDVBD6EXAMPLE",
            eventType,
            requestId: "4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==",
          },
          request: {
            clientIp: "203.0.113.178",
            headers: lines,
            method,
            querystring: query,
            uri: path,
            ...(body && {
              body: {
                action: "read-only",
                data: Buffer.from(body).toString("base64"),
                encoding: "base64",
                inputTruncated: false,
              },
            }),
          },
          ...(eventType.endsWith("response") && { response }),
        },
      },
    ],
  };
}

export const latticeV1Event = (request: WireRequest): object => {
  const { body, isBase64Encoded } = encode(request);
  return {
    raw_path: request.path + (request.query && `?${request.query}`),
    method: request.method,
    headers: joined(request.headers.map(([name, value]) => [name.toLowerCase(), value])),
    query_string_parameters: Object.fromEntries(rawPairs(request.query)),
    body,
    is_base64_encoded: isBase64Encoded,
  };
};

export const latticeV2Event = (request: WireRequest): object => ({
  version: "2.0",
  path: request.path,
  method: request.method,
  headers: lists(request.headers.map(([name, value]) => [name.toLowerCase(), value])),
  queryStringParameters: lists(rawPairs(request.query)),
  ...encode(request),
  requestContext: {
    serviceNetworkArn: "arn:aws:vpc-lattice:us-east-1:123456789012:servicenetwork/sn-0bf3f2882e9cc805a",
    serviceArn: "arn:aws:vpc-lattice:us-east-1:123456789012:service/svc-0a40eebed65f8d69c",
    targetGroupArn: "arn:aws:vpc-lattice:us-east-1:123456789012:targetgroup/tg-6d0ecf831eec9f09",
    identity: { sourceVpcArn: "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0b8276c84697e7339" },
    region: "us-east-1",
    timeEpoch: "1696331543569073",
  },
});

export const httpApiEvent = (request: WireRequest): object =>
  payloadV2(request, {
    apiId: "abcdefghij",
    domainName: "abcdefghij.execute-api.us-east-1.amazonaws.com",
    domainPrefix: "abcdefghij",
  });

export const functionUrlEvent = (request: WireRequest): object =>
  payloadV2(request, {
    accountId: "anonymous",
    apiId: "abcdefghijklmnopqrstuvwxyz012345",
    domainName: "abcdefghijklmnopqrstuvwxyz012345.lambda-url.us-east-1.on.aws",
    domainPrefix: "abcdefghijklmnopqrstuvwxyz012345",
  });

/** A CloudFront event after there is a response. */
export const edgeResponseEvent = (request: WireRequest, eventType: "origin-response" | "viewer-response"): object =>
  edgeEvent(request, eventType);

/** A request with what every one has. */
export function makeRequest(part: Partial<WireRequest> = {}): WireRequest {
  const { headers = [], ...rest } = part;
  return { method: "GET", path: "/rides", query: "", ...rest, headers: [["host", "api.example.com"], ...headers] };
}
