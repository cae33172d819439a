/** What is read of the event here; it has every field that AWS documents. */
export interface FunctionUrlEvent {
  readonly requestContext: { readonly requestId: string };
}

/** Types whose bodies go as text; the rest goes as Base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml)\b)/i;

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
export async function toFunctionUrlEvent(request: Request): Promise<FunctionUrlEvent> {
  const url = new URL(request.url);
  const { host, hostname, pathname, search } = url;
  const { cookie, ...headers } = Object.fromEntries(request.headers);
  const parameters = queryOf(url.searchParams);
  const now = new Date();
  const sourceIp = "127.0.0.1";
  const forwarded = { "x-forwarded-for": sourceIp, "x-forwarded-port": "443", "x-forwarded-proto": "https" };
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: pathname,
    rawQueryString: search.slice(1),
    ...(cookie !== undefined && { cookies: cookie.split("; ") }),
    headers: { ...headers, host, ...forwarded },
    ...(parameters !== undefined && { queryStringParameters: parameters }),
    requestContext: {
      accountId: "anonymous",
      apiId: "function-url",
      authentication: null,
      authorizer: null,
      domainName: hostname,
      domainPrefix: hostname.split(".")[0],
      http: {
        method: request.method,
        path: pathname,
        protocol: "HTTP/1.1",
        sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: crypto.randomUUID(),
      routeKey: "$default",
      stage: "$default",
      time: timeOf(now),
      timeEpoch: now.getTime(),
    },
    ...(await bodyOf(request)),
  } as FunctionUrlEvent;
}

/** Several values of a name are joined. */
function queryOf(query: URLSearchParams): Record<string, string> | undefined {
  const names = [...new Set(query.keys())];
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name) => [name, query.getAll(name).join(",")]));
}

/** `12/Mar/2026:19:03:58 +0000` */
function timeOf(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}

async function bodyOf(request: Request): Promise<{ body?: string; isBase64Encoded: boolean }> {
  if (request.body === null) return { isBase64Encoded: false };
  if (TEXT.test(request.headers.get("content-type") ?? ""))
    return { body: await request.text(), isBase64Encoded: false };
  const bytes = new Uint8Array(await request.arrayBuffer());
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte));
  return { body: btoa(characters.join("")), isBase64Encoded: true };
}
