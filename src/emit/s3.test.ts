import { expect, test } from "vitest";
import { many, places, refusals } from "../../test/emit/emitted.ts";
import type { CorsConfig } from "../fetch/serve.ts";
import { s3 } from "./s3.ts";

const APP = "https://app.example.com";
const SHARED = { allowOrigins: [APP, "http://localhost:*"], allowCredentials: true };

test("the property of a bucket as YAML, with a comment that says where it goes", () => {
  expect(s3({ ...SHARED, exposeHeaders: ["ETag"] }, { source: "cors.config.ts" }).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit s3 cors.config.ts
    #
    # Goes under Properties of an AWS::S3::Bucket. Unverified on AWS.

    CorsConfiguration:
      CorsRules:
        - AllowedOrigins:
            - https://app.example.com
            - http://localhost
            - http://localhost:*
          AllowedMethods:
            - GET
            - HEAD
            - PUT
            - POST
            - DELETE
          AllowedHeaders:
            - Authorization
            - Content-Type
          ExposedHeaders:
            - ETag
          MaxAge: 600
    "
  `);
});

test("the file for the command line, whose keys are others", () => {
  expect(s3({ allowOrigins: "*", exposeHeaders: ["ETag"] }, { format: "json" }).output).toMatchInlineSnapshot(`
    "{
      "CORSRules": [
        {
          "AllowedOrigins": [
            "*"
          ],
          "AllowedMethods": [
            "GET",
            "HEAD",
            "PUT",
            "POST",
            "DELETE"
          ],
          "AllowedHeaders": [
            "Authorization",
            "Content-Type"
          ],
          "ExposeHeaders": [
            "ETag"
          ],
          "MaxAgeSeconds": 600
        }
      ]
    }
    "
  `);
});

test("who owns the headers", () => {
  expect(s3({ allowOrigins: "*" }).owner).toMatch(/^S3 owns the headers/);
});

/** What is lost, as `code path`, beside `vary`, and what is left. The default methods have PATCH among them, which is. */
const CASES: readonly (readonly [name: string, config: CorsConfig, lost: readonly string[], left: object])[] = [
  ["any origin", { allowOrigins: "*" }, [], { AllowedOrigins: ["*"], MaxAgeSeconds: 600 }],
  [
    "any port, or none",
    { ...SHARED, allowOrigins: ["http://localhost:*"] },
    [],
    { AllowedOrigins: ["http://localhost", "http://localhost:*"] },
  ],
  [
    "subdomains, on any port, part of a label",
    {
      ...SHARED,
      allowOrigins: ["https://*.example.com", "https://*.example.com:*", "https://*--a.example.com", APP],
      dangerouslyAllowPartialLabels: true,
    },
    ["origins allowOrigins[0]", "origins allowOrigins[1]", "origins allowOrigins[2]"],
    { AllowedOrigins: [APP] },
  ],
  [
    "methods: those that need no permission are always listed, others that S3 has not never",
    { allowOrigins: "*", allowMethods: ["PUT", "PATCH"] },
    ["methods allowMethods[1]"],
    { AllowedMethods: ["PUT", "GET", "HEAD", "POST"] },
  ],
  [
    "any method",
    { allowOrigins: "*", allowMethods: ["*"] },
    ["methods allowMethods[0]"],
    {
      AllowedMethods: ["GET", "HEAD", "PUT", "POST", "DELETE"],
    },
  ],
  [
    "any header but Authorization",
    { allowOrigins: "*", allowHeaders: ["*", "X-A"] },
    ["headers allowHeaders[0]"],
    { AllowedHeaders: ["X-A"] },
  ],
  [
    "any header, and Authorization",
    { allowOrigins: "*", allowHeaders: ["*", "Authorization"] },
    [],
    { AllowedHeaders: ["*", "Authorization"] },
  ],
  [
    "any header with credentials, which stands for Authorization",
    { ...SHARED, allowHeaders: ["*"] },
    [],
    { AllowedHeaders: ["*"] },
  ],
  ["no header", { allowOrigins: "*", allowHeaders: [] }, [], { AllowedHeaders: undefined }],
  [
    "a * among the headers",
    { allowOrigins: "*", allowHeaders: ["x-*", "X-A"], exposeHeaders: ["*", "x-*", "ETag"] },
    ["headers allowHeaders[0]", "exposed-headers exposeHeaders[0]", "exposed-headers exposeHeaders[1]"],
    { AllowedHeaders: ["X-A"], ExposeHeaders: ["ETag"] },
  ],
];

test.each(CASES)("%s", (_, config, lost, left) => {
  const emission = s3({ allowMethods: ["GET"], ...config }, { format: "json" });
  expect(places(emission.lost)).toEqual([...lost, "vary"]);
  expect(emission.exact).toBe(false);
  const [rule] = JSON.parse(emission.output).CORSRules;
  for (const [key, value] of Object.entries(left)) expect(rule[key]).toEqual(value);
});

test("nothing behind S3 enforces", () => {
  expect(places(s3({ allowOrigins: "*", allowMethods: [], enforce: true }).lost)).toEqual(["vary", "enforce enforce"]);
});

/** With 1253 of them the XML has more than 65536 characters. */
const origins = (count: number): string[] => many(count, (i) => `https://a${String(i).padStart(4, "0")}.example`);

test.each([
  [
    "a list of origins without credentials, which S3 lets them send",
    { allowOrigins: [APP] },
    ["credentials allowCredentials"],
  ],
  ["null too", { allowOrigins: ["null"], dangerouslyAllowNullOrigin: true }, ["credentials allowCredentials"]],
  ["where no origin is left", { ...SHARED, allowOrigins: ["https://*.a.example:*"] }, ["origins allowOrigins[0]"]],
  ["a resolver", { allowOrigins: { resolve: () => true } }, ["resolver allowOrigins.resolve"]],
  ["more than 64 KB", { ...SHARED, allowOrigins: origins(1253) }, ["limit allowOrigins"]],
] as const)("refused: %s", (_, input, said) => {
  expect(refusals(() => s3(input))).toEqual(said);
});

test("just under 64 KB", () => {
  expect(s3({ ...SHARED, allowOrigins: origins(1252) }).output).toContain("a1251.example");
});

test("a format that is none", () => {
  // @ts-expect-error: from JavaScript, or from a command line
  expect(() => s3({ allowOrigins: "*" }, { format: "xml" })).toThrow('there is no format "xml"');
});
