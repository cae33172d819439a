import { APP } from "./asked.ts";

/** What a browser's request looks like behind an HTTP API, payload 2.0; as AWS documents it. */
export function httpApiEvent(method: string, body?: string): object {
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: "/rides",
    rawQueryString: "from=Oslo&to=Bergen",
    cookies: ["session=0123456789abcdef"],
    headers: {
      accept: "application/json",
      "accept-encoding": "gzip, deflate, br, zstd",
      "accept-language": "en-GB,en;q=0.9",
      "content-length": String(body?.length ?? 0),
      ...(body !== undefined && { "content-type": "application/json" }),
      host: "api.example.com",
      origin: APP,
      referer: `${APP}/`,
      "sec-fetch-dest": "empty",
      "sec-fetch-mode": "cors",
      "sec-fetch-site": "same-site",
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0",
      "x-amzn-trace-id": "Root=1-5e6722a7-cc2xmpl46db7ae02d4da87ec",
      "x-forwarded-for": "192.0.2.1",
      "x-forwarded-port": "443",
      "x-forwarded-proto": "https",
    },
    queryStringParameters: { from: "Oslo", to: "Bergen" },
    requestContext: {
      accountId: "123456789012",
      apiId: "r3pmxmplak",
      domainName: "r3pmxmplak.execute-api.eu-north-1.amazonaws.com",
      domainPrefix: "r3pmxmplak",
      http: { method, path: "/rides", protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "Mozilla/5.0" },
      requestId: "JKJaXmPLvHcESHA=",
      routeKey: "$default",
      stage: "$default",
      time: "10/Mar/2020:05:16:23 +0000",
      timeEpoch: 1583817383220,
    },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
}

const START = Date.now();

/** As Lambda passes it, with ten seconds that never end. */
export const CONTEXT = {
  awsRequestId: "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
  functionName: "rides",
  functionVersion: "$LATEST",
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: (): number => 10_000 - ((Date.now() - START) % 10),
};
