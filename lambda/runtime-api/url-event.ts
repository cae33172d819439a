import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Bodies of these types arrive as text, others as Base64. */
const TEXT = /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded)|[^;]*\+(json|xml))/i;

const DOMAIN = "abcdefghijklmnopqrstuvwxyz012345.lambda-url.us-east-1.on.aws";

/** A request as a Function URL hands it on (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads). */
export function functionUrlEvent(request: IncomingMessage, body: Buffer): object {
  const { method = "GET", url = "/", headers } = request;
  const [path = "/", query = ""] = splitOnce(url, "?");
  const { cookie, connection: _connection, ...rest } = headers;
  const joined = Object.entries(rest).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]);
  const isText = TEXT.test(headers["content-type"] ?? "");
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const earlier = parameters.get(name);
    parameters.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split("; ") }),
    headers: { ...Object.fromEntries(joined), "x-forwarded-proto": "http", "x-forwarded-for": "127.0.0.1" },
    ...(parameters.size > 0 && { queryStringParameters: Object.fromEntries(parameters) }),
    requestContext: {
      accountId: "anonymous",
      apiId: DOMAIN.split(".")[0],
      domainName: DOMAIN,
      domainPrefix: DOMAIN.split(".")[0],
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: headers["user-agent"] ?? "" },
      requestId: randomUUID(),
      routeKey: "$default",
      stage: "$default",
      time: new Date().toUTCString(),
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
