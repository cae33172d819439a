import { expect, test, vi } from "vitest";
import { makeRequest, type WireRequest } from "../../test/lambda/events.ts";
import { gateways } from "../../test/lambda/gateways.ts";
import { toRequest } from "./to-request.ts";
import type { LambdaHttpEvent } from "./types.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const JSON_TYPE = ["content-type", "application/json"] as const;
const BINARY = Uint8Array.from({ length: 256 }, (_, value) => value);

/** What must come out, whatever event the request went through. */
const cases: readonly [string, WireRequest, { url?: string; headers?: Record<string, string | null> }][] = [
  ["a plain GET", makeRequest(), { url: "https://api.example.com/rides" }],
  ["a query", makeRequest({ query: "a=1&b=2" }), { url: "https://api.example.com/rides?a=1&b=2" }],
  [
    "an encoded path",
    makeRequest({ path: "/a%20b/%E2%82%AC/c%2Fd" }),
    { url: "https://api.example.com/a%20b/%E2%82%AC/c%2Fd" },
  ],
  ["the root", makeRequest({ path: "/" }), { url: "https://api.example.com/" }],
  [
    "a path of two slashes",
    makeRequest({ path: "//evil.example/x" }),
    { url: "https://api.example.com//evil.example/x" },
  ],
  [
    "http before a proxy's https",
    makeRequest({ headers: [["x-forwarded-proto", " HTTP , https"]] }),
    { url: "http://api.example.com/rides" },
  ],
  ["http", makeRequest({ headers: [["x-forwarded-proto", "http"]] }), { url: "http://api.example.com/rides" }],
  [
    "https, then http",
    makeRequest({ headers: [["x-forwarded-proto", "https, http"]] }),
    { url: "https://api.example.com/rides" },
  ],
  [
    "nonsense for a scheme",
    makeRequest({ headers: [["x-forwarded-proto", "javascript"]] }),
    { url: "https://api.example.com/rides" },
  ],
  [
    "a port",
    { ...makeRequest(), headers: [["host", "api.example.com:8443"]] },
    { url: "https://api.example.com:8443/rides" },
  ],
  ["IPv6", { ...makeRequest(), headers: [["host", "[::1]:8443"]] }, { url: "https://[::1]:8443/rides" }],
  [
    "a forged X-Forwarded-Host",
    makeRequest({ headers: [["x-forwarded-host", "evil.example"]] }),
    { url: "https://api.example.com/rides" },
  ],
  ["a header", makeRequest({ headers: [["X-Request-Id", "7"]] }), { headers: { "x-request-id": "7" } }],
  ["one cookie", makeRequest({ headers: [["cookie", "a=1"]] }), { headers: { cookie: "a=1" } }],
  ["several cookies", makeRequest({ headers: [["cookie", "a=1; b=2"]] }), { headers: { cookie: "a=1; b=2" } }],
  ["a GET's content-type", makeRequest({ headers: [JSON_TYPE] }), { headers: { "content-type": "application/json" } }],
  [
    "an origin",
    makeRequest({ headers: [["origin", "https://app.example.com"]] }),
    { headers: { origin: "https://app.example.com" } },
  ],
  ["no origin", makeRequest(), { headers: { origin: null } }],
  ["DELETE without a body", makeRequest({ method: "DELETE" }), { headers: { "content-type": null } }],
  ["OPTIONS", makeRequest({ method: "OPTIONS" }), {}],
  ["PATCH of JSON", makeRequest({ method: "PATCH", headers: [JSON_TYPE], body: bytes('{"a":"ü€😀"}') }), {}],
  ["POST of binary", makeRequest({ method: "POST", headers: [["content-type", "image/png"]], body: BINARY }), {}],
  ["POST without a type", makeRequest({ method: "POST", body: bytes("abc") }), { headers: { "content-type": null } }],
  ["POST of nothing", makeRequest({ method: "POST", headers: [JSON_TYPE], body: bytes("") }), {}],
  ["HEAD", makeRequest({ method: "HEAD" }), {}],
];

for (const gateway of gateways) {
  test.each(cases)(`${gateway.name}: %s`, async (_name, wire, expected) => {
    const event = gateway.event(wire);
    const before = structuredClone(event);
    const result = toRequest(event as LambdaHttpEvent);
    expect(event).toStrictEqual(before);
    expect(result.method).toBe(wire.method);
    let { url } = expected;
    // CloudFront has a header of its own for the scheme.
    if (gateway.name === "Lambda@Edge") url = url?.replace("http:", "https:");
    if (url !== undefined) expect(result.url).toBe(url);
    for (const [name, value] of Object.entries(expected.headers ?? {})) expect(result.headers.get(name)).toBe(value);
    expect(new Uint8Array(await result.arrayBuffer())).toStrictEqual(new Uint8Array(wire.body ?? []));
  });

  test(`${gateway.name}: parameters arrive with the values that they were sent with`, () => {
    const query = "plus=a%2Bb&space=a%20b&also=a+b&empty=&euro=%E2%82%AC&amp=a%26b&eq=a%3Db&enc=100%2525&sl=a/b";
    const sent = new URLSearchParams(query);
    const { searchParams } = new URL(toRequest(gateway.event(makeRequest({ query })) as LambdaHttpEvent).url);
    expect(Object.fromEntries(searchParams)).toStrictEqual(Object.fromEntries(sent));
  });

  test(`${gateway.name}: repeated parameters keep all their values`, () => {
    const event = gateway.event(makeRequest({ query: "a=1&b=x&a=2" })) as LambdaHttpEvent;
    // A load balancer in this mode has dropped the first.
    const values = gateway.name === "ALB, single values" ? ["2"] : ["1", "2"];
    expect(new URL(toRequest(event).url).searchParams.getAll("a")).toStrictEqual(values);
  });

  test(`${gateway.name}: repeated headers keep all their values`, () => {
    const event = gateway.event(
      makeRequest({
        headers: [
          ["accept", "a/b"],
          ["accept", "c/d"],
        ],
      }),
    ) as LambdaHttpEvent;
    const accept = toRequest(event).headers.get("accept")?.split(/,\s*/);
    expect(accept).toStrictEqual(gateway.name === "ALB, single values" ? ["c/d"] : ["a/b", "c/d"]);
  });
}

const V1 = { httpMethod: "GET", path: "/", requestContext: { domainName: "d.example.com" } };
const V2 = { version: "2.0", rawPath: "/", requestContext: { http: { method: "GET" }, domainName: "d.example.com" } };
const ALB = { httpMethod: "GET", path: "/", headers: { host: "h" }, body: "", requestContext: { elb: {} } };
const LATTICE = { method: "GET", path: "/", requestContext: { serviceArn: "arn" } };

test.each<[string, LambdaHttpEvent, string]>([
  [
    "v2: rawQueryString counts, not the lossy parameters",
    { ...V2, rawQueryString: "a=1&a=2", queryStringParameters: { a: "1,2" } },
    "https://d.example.com/?a=1&a=2",
  ],
  ["v2: one leading ? is left out", { ...V2, rawQueryString: "?a=%3F" }, "https://d.example.com/?a=%3F"],
  ["v2: an empty query", { ...V2, rawQueryString: "" }, "https://d.example.com/"],
  [
    "v2: a test's event without rawQueryString",
    { ...V2, queryStringParameters: { a: "1 +&" } },
    "https://d.example.com/?a=1+%2B%26",
  ],
  [
    "v2: no rawPath",
    { ...V2, rawPath: undefined, requestContext: { http: { method: "GET", path: "/p" } } },
    "https://localhost/p",
  ],
  [
    "v2: $default is no part of the path",
    { ...V2, rawPath: "/$default", requestContext: { ...V2.requestContext, stage: "$default" } },
    "https://d.example.com/$default",
  ],
  [
    "v2: a named stage is left out",
    { ...V2, rawPath: "/dev/rides", requestContext: { ...V2.requestContext, stage: "dev" } },
    "https://d.example.com/rides",
  ],
  [
    "v2: the stage alone",
    { ...V2, rawPath: "/dev", requestContext: { ...V2.requestContext, stage: "dev" } },
    "https://d.example.com/",
  ],
  [
    "v2: what only starts like the stage",
    { ...V2, rawPath: "/devices", requestContext: { ...V2.requestContext, stage: "dev" } },
    "https://d.example.com/devices",
  ],
  ["v2: a decoded path", { ...V2, rawPath: "/a b/ü?#\\" }, "https://d.example.com/a%20b/%C3%BC%3F%23%5C"],
  ["v2: the Host header before the domain", { ...V2, headers: { host: "custom.example" } }, "https://custom.example/"],
  ["v2: a Host that is none", { ...V2, headers: { host: "evil.example/x?" } }, "https://d.example.com/"],
  ["v2: a port that is none", { ...V2, headers: { host: "h:99999" } }, "https://localhost/"],
  ["v2: headers null", { ...V2, headers: null }, "https://d.example.com/"],
  [
    "v1: everything null",
    {
      ...V1,
      path: null,
      headers: null,
      multiValueHeaders: null,
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      body: null,
    },
    "https://d.example.com/",
  ],
  [
    "v1: parameters are decoded, so they are encoded",
    { ...V1, queryStringParameters: { "a b": "c+d&e=ü" } },
    "https://d.example.com/?a+b=c%2Bd%26e%3D%C3%BC",
  ],
  [
    "v1: several values before the last one",
    { ...V1, queryStringParameters: { a: "2", b: "3" }, multiValueQueryStringParameters: { a: ["1", "2"] } },
    "https://d.example.com/?a=1&a=2&b=3",
  ],
  ["v1: a lone surrogate", { ...V1, queryStringParameters: { a: "\ud800" } }, "https://d.example.com/?a=%EF%BF%BD"],
  ["v1: Host in any case", { ...V1, headers: { HOST: "H.example" } }, "https://h.example/"],
  ["v1: the path is without the stage", { ...V1, path: "/rides" }, "https://d.example.com/rides"],
  [
    "ALB: parameters are encoded already",
    { ...ALB, queryStringParameters: { q: "a%20b%2Bc+d", "k%20": "" } },
    "https://h/?q=a%20b%2Bc+d&k%20=",
  ],
  [
    "Lattice v2: parameters as strings",
    { ...LATTICE, queryStringParameters: { a: "1%202" } },
    "https://localhost/?a=1%202",
  ],
  ["Lattice v2: headers as strings", { ...LATTICE, headers: { host: "svc.example" } }, "https://svc.example/"],
  [
    "Lattice v2: a query in the path",
    { ...LATTICE, path: "/p?a=1?&b", queryStringParameters: { a: ["x"] } },
    "https://localhost/p?a=1?&b",
  ],
  [
    "Lattice v1: parameters without a query in the path",
    { method: "GET", raw_path: "/p", query_string_parameters: { a: "1" } },
    "https://localhost/p?a=1",
  ],
  [
    "Edge: no headers, no query",
    {
      Records: [
        { cf: { config: { distributionDomainName: "d1.cloudfront.net" }, request: { method: "GET", uri: "/p" } } },
      ],
    },
    "https://d1.cloudfront.net/p",
  ],
  [
    "Edge: http",
    {
      Records: [
        {
          cf: {
            request: {
              method: "GET",
              uri: "/",
              headers: { host: [{ value: "h" }], "cloudfront-forwarded-proto": [{ value: "http" }] },
            },
          },
        },
      ],
    },
    "http://h/",
  ],
])("%s", (_name, event, url) => {
  expect(toRequest(event).url).toBe(url);
});

test.each<[string, LambdaHttpEvent, string]>([
  ["v2: cookies stand apart", { ...V2, cookies: ["a=1", "b=2"] }, "a=1; b=2"],
  ["v2: cookies in both places", { ...V2, headers: { cookie: "a=1; b=2" }, cookies: ["a=1", "b=2"] }, "a=1; b=2"],
  [
    "v1: lines of HTTP/2",
    { ...V1, headers: { cookie: "b=2" }, multiValueHeaders: { cookie: ["a=1", "b=2"] } },
    "a=1; b=2",
  ],
  ["ALB", { ...ALB, multiValueHeaders: { cookie: ["a=1", "b=2"] } }, "a=1; b=2"],
])("cookies: %s", (_name, event, cookie) => {
  expect(toRequest(event).headers.get("cookie")).toBe(cookie);
});

test("v1: a header in another case is the same one", () => {
  const event = { ...V1, headers: { Accept: "b" }, multiValueHeaders: { accept: ["a", "b"] } };
  expect(toRequest(event).headers.get("accept")).toBe("a, b");
});

test.each([
  ["", "POST"],
  ["", "GET"],
  ["not for a GET", "GET"],
  ["not for a HEAD", "HEAD"],
])("the body %j of a %s is none", async (body, httpMethod) => {
  const result = toRequest({ ...ALB, httpMethod, body });
  expect(result.body).toBeNull();
});

test("a text without a type gets none", () => {
  expect(toRequest({ ...V1, httpMethod: "POST", body: "a=1" }).headers.get("content-type")).toBeNull();
});

test("a byte order mark is part of the body", async () => {
  const result = toRequest({ ...V1, httpMethod: "POST", body: "\ufeff{}" });
  expect(new Uint8Array(await result.arrayBuffer())).toStrictEqual(bytes("\ufeff{}"));
});

test("headers that are none do not keep a request from being answered", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { headers } = toRequest({
    ...V1,
    headers: { "not a name": "1", "x-lines": "a\nb", "x-city": "Łódź", "x-ok": "1" },
  });
  expect(headers.get("x-ok")).toBe("1");
  expect(headers.get("x-lines")).toBeNull();
  // The bytes that were on the wire; workerd shows them decoded.
  const city = headers.get("x-city") ?? "";
  const isDecoded = /[^\0-\xff]/.test(city);
  expect(isDecoded ? city : new TextDecoder().decode(Uint8Array.from(city, (c) => c.charCodeAt(0)))).toBe("Łódź");
  expect(warn).toHaveBeenCalledTimes(2);
  warn.mockRestore();
});

test("the signal is the request's", () => {
  const controller = new AbortController();
  const { signal } = toRequest(V1, { signal: controller.signal });
  expect(signal.aborted).toBe(false);
  controller.abort();
  expect(signal.aborted).toBe(true);
});

test.each(["CONNECT", "TRACK"])("%s is refused: no Request can have it", (httpMethod) => {
  expect(() => toRequest({ ...V1, httpMethod })).toThrow(TypeError);
});

test("a body that CloudFront cut off is refused", () => {
  const body = { data: "eA==", encoding: "base64", inputTruncated: true };
  const event = { Records: [{ cf: { request: { method: "POST", uri: "/", body } } }] };
  expect(() => toRequest(event)).toThrow(RangeError);
});
