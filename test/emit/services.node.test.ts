import { expect, test } from "vitest";
import { stringify } from "yaml";
import { cloudFrontService } from "./cloudfront-service.ts";
import { functionUrlService } from "./function-url-service.ts";
import { r2Service } from "./r2-service.ts";
import { s3Service } from "./s3-service.ts";

// The interpreters of AWS's and Cloudflare's documentation, against what is written there or was recorded.

const upstream = (): Response => new Response("ok", { headers: { ETag: '"1"' } });
const known = { repeats: false, comparesMethod: false, reflects: false };
const ORIGIN = "https://localhost:4200";

const answer = async (service: (request: Request) => Response | Promise<Response>, method: string, headers: object) => {
  const sent = new Headers(Object.entries(headers));
  // By hand, since a Request does not keep those that only a browser sets.
  const request = { method, headers: sent, url: "https://a.example/" } as Request;
  const response = await service(request);
  return [response.status, Object.fromEntries([...response.headers].filter(([name]) => /^(access|vary)/.test(name)))];
};

test("S3 answers as was recorded", async () => {
  const listed = s3Service(
    [{ AllowedOrigins: [ORIGIN], AllowedMethods: ["GET", "PUT"], AllowedHeaders: ["*"], MaxAgeSeconds: 3000 }],
    upstream,
  );
  const asks = { Origin: ORIGIN, "Access-Control-Request-Method": "PUT" };
  const own = {
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "GET,PUT",
    "access-control-allow-origin": ORIGIN,
    "access-control-max-age": "3000",
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
  expect(await answer(listed, "OPTIONS", asks)).toEqual([200, own]);
  expect(await answer(listed, "GET", { Origin: ORIGIN })).toEqual([200, own]);
  expect(await answer(listed, "GET", {})).toEqual([200, {}]);
  expect(await answer(listed, "OPTIONS", { ...asks, Origin: "http://localhost:4200" })).toEqual([403, {}]);
  expect(await answer(listed, "OPTIONS", { ...asks, "Access-Control-Request-Method": "DELETE" })).toEqual([403, {}]);
  expect(await answer(listed, "OPTIONS", { ...asks, "Access-Control-Request-Headers": "x-amz-request-payer" })).toEqual(
    [200, { ...own, "access-control-allow-headers": "x-amz-request-payer" }],
  );

  const any = s3Service([{ AllowedOrigins: ["*"], AllowedMethods: ["GET"] }], upstream);
  const get = { Origin: "http://random:1234", "Access-Control-Request-Method": "GET" };
  const { "access-control-allow-credentials": _, "access-control-max-age": __, ...rest } = own;
  expect(await answer(any, "OPTIONS", get)).toEqual([
    200,
    { ...rest, "access-control-allow-methods": "GET", "access-control-allow-origin": "*" },
  ]);
  expect(await answer(any, "OPTIONS", { ...get, "Access-Control-Request-Headers": "x-a" })).toEqual([403, {}]);

  const partial = s3Service([{ AllowedOrigins: ["http://*.origin.com"], AllowedMethods: ["GET"] }], upstream);
  expect((await answer(partial, "GET", { Origin: "http://test.origin.com" }))[1]).toMatchObject({
    "access-control-allow-origin": "http://test.origin.com",
    "access-control-allow-credentials": "true",
  });
});

test("a function URL answers as was written down", async () => {
  const cors = {
    AllowOrigins: ["https://localhost:8080"],
    AllowMethods: ["GET", "POST"],
    AllowHeaders: ["authorization", "content-type"],
    AllowCredentials: true,
  };
  const service = functionUrlService(stringify({ Cors: cors }), upstream, known);
  const asks = { Origin: "https://localhost:8080", "Access-Control-Request-Method": "GET" };
  expect(await answer(service, "OPTIONS", { ...asks, "Access-Control-Request-Headers": "authorization" })).toEqual([
    200,
    {
      "access-control-allow-origin": "https://localhost:8080",
      "access-control-allow-headers": "authorization,content-type",
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-credentials": "true",
      vary: "Origin",
    },
  ]);
});

const any = { Items: ["*"] };
const config = {
  AccessControlAllowOrigins: any,
  AccessControlAllowMethods: { Items: ["ALL"] },
  AccessControlAllowHeaders: any,
  AccessControlAllowCredentials: false,
  OriginOverride: true,
};
const cloudFront = (changed: object): unknown =>
  cloudFrontService(
    stringify({
      CorsHeaders: { Properties: { ResponseHeadersPolicyConfig: { CorsConfig: { ...config, ...changed } } } },
    }),
    upstream,
    known,
  );
const functionUrl = (Cors: object): unknown => functionUrlService(stringify({ Cors }), upstream, known);
const rule = { AllowedOrigins: ["*"], AllowedMethods: ["GET"] };
const s3 = (changed: object): unknown => s3Service([{ ...rule, ...changed }], upstream);
const r2 = (allowed: object, further: object = {}): unknown =>
  r2Service(
    JSON.stringify({ rules: [{ allowed: { origins: ["*"], methods: ["GET"], ...allowed }, ...further }] }),
    upstream,
    known,
  );

test.each([
  ["a function URL: a pattern", () => functionUrl({ AllowOrigins: ["https://*.example.com"] }), "pattern"],
  [
    "a function URL: * with credentials",
    () => functionUrl({ AllowOrigins: ["*"], AllowCredentials: true }),
    "with credentials",
  ],
  ["a function URL: OPTIONS", () => functionUrl({ AllowMethods: ["OPTIONS"] }), "does not know"],
  ["a function URL: the same twice", () => functionUrl({ AllowMethods: ["GET", "GET"] }), "twice"],
  [
    "CloudFront: * inside of a label",
    () => cloudFront({ AccessControlAllowOrigins: { Items: ["https://*-a.example"] } }),
    "leftmost",
  ],
  [
    "CloudFront: * in the middle",
    () => cloudFront({ AccessControlAllowOrigins: { Items: ["https://a.*.example"] } }),
    "leftmost",
  ],
  [
    "CloudFront: * and another",
    () => cloudFront({ AccessControlAllowOrigins: { Items: ["*", "https://a.example"] } }),
    "beside",
  ],
  ["CloudFront: * with credentials", () => cloudFront({ AccessControlAllowCredentials: true }), "with credentials"],
  [
    "CloudFront: another method",
    () => cloudFront({ AccessControlAllowMethods: { Items: ["PURGE"] } }),
    "does not know",
  ],
  ["S3: two * in an origin", () => s3({ AllowedOrigins: ["https://*.example.com:*"] }), "second"],
  ["S3: a * to expose", () => s3({ ExposeHeaders: ["*"] }), "expose"],
  ["S3: PATCH", () => s3({ AllowedMethods: ["PATCH"] }), "does not know"],
  ["S3: no rule", () => s3Service([], upstream), "1 to 100"],
  ["R2: a pattern", () => r2({ origins: ["https://*.example.com"] }), "origin"],
  ["R2: PATCH", () => r2({ methods: ["PATCH"] }), "does not know"],
  ["R2: more than a day", () => r2({}, { maxAgeSeconds: 86_401 }), "longer"],
])("refused by %s", (_, deploy, said) => {
  expect(deploy).toThrow(said);
});
