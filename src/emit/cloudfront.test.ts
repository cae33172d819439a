import { expect, test } from "vitest";
import { places, refusals } from "../../test/emit/emitted.ts";
import type { CorsConfig } from "../fetch/serve.ts";
import { cloudFront } from "./cloudfront.ts";

const APP = "https://app.example.com";

test("the resource as YAML, with a comment that says where it goes", () => {
  const policy = { allowOrigins: [APP], allowCredentials: true, exposeHeaders: ["ETag"] };
  expect(cloudFront(policy, { source: "cors.config.ts" }).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit cloudfront cors.config.ts
    #
    # Goes under Resources. A cache behavior refers to it (ResponseHeadersPolicyId: !Ref CorsHeaders) and has to allow
    # OPTIONS, which CloudFront does not answer itself; the policy in the handler behind it needs owner: "gateway".
    # Unverified on AWS: what becomes of errors that CloudFront makes itself, and whether it says Vary: Origin.

    CorsHeaders:
      Type: AWS::CloudFront::ResponseHeadersPolicy
      Properties:
        ResponseHeadersPolicyConfig:
          Name:
            Fn::Sub: \${AWS::StackName}-cors
          CorsConfig:
            AccessControlAllowOrigins:
              Items:
                - https://app.example.com
            AccessControlAllowMethods:
              Items:
                - GET
                - HEAD
                - PUT
                - PATCH
                - POST
                - DELETE
            AccessControlAllowHeaders:
              Items:
                - Authorization
                - Content-Type
            AccessControlExposeHeaders:
              Items:
                - ETag
            AccessControlAllowCredentials: true
            AccessControlMaxAgeSec: 600
            OriginOverride: true
    "
  `);
});

test("the resource as JSON", () => {
  expect(cloudFront({ allowOrigins: "*", allowHeaders: [] }, { format: "json" }).output).toMatchInlineSnapshot(`
    "{
      "CorsHeaders": {
        "Type": "AWS::CloudFront::ResponseHeadersPolicy",
        "Properties": {
          "ResponseHeadersPolicyConfig": {
            "Name": {
              "Fn::Sub": "\${AWS::StackName}-cors"
            },
            "CorsConfig": {
              "AccessControlAllowOrigins": {
                "Items": [
                  "*"
                ]
              },
              "AccessControlAllowMethods": {
                "Items": [
                  "GET",
                  "HEAD",
                  "PUT",
                  "PATCH",
                  "POST",
                  "DELETE"
                ]
              },
              "AccessControlAllowHeaders": {
                "Items": [
                  "Origin"
                ]
              },
              "AccessControlAllowCredentials": false,
              "AccessControlMaxAgeSec": 600,
              "OriginOverride": true
            }
          }
        }
      }
    }
    "
  `);
});

test("who owns the headers, and what the handler needs then", () => {
  const { owner } = cloudFront({ allowOrigins: "*" });
  expect(owner).toContain('has to have owner: "gateway"');
  expect(owner).toContain("has to allow OPTIONS");
});

/** What is never promised, whatever the policy. */
const ALWAYS = ["preflight", "errors", "vary"];

/** What else is lost, as `code path`, and what is left. */
const CASES: readonly (readonly [name: string, config: CorsConfig, lost: readonly string[], left: object])[] = [
  ["any origin", { allowOrigins: "*" }, [], { AccessControlAllowOrigins: { Items: ["*"] }, OriginOverride: true }],
  ["one origin", { allowOrigins: [APP] }, [], { AccessControlAllowCredentials: false }],
  [
    "OPTIONS",
    { allowOrigins: "*", allowMethods: ["OPTIONS"] },
    [],
    {
      AccessControlAllowMethods: { Items: ["OPTIONS", "GET", "HEAD", "POST"] },
    },
  ],
  [
    "any header, without Authorization",
    { allowOrigins: "*", allowHeaders: ["*"] },
    [],
    { AccessControlAllowHeaders: { Items: ["*"] } },
  ],
  [
    "no header, where none is no list",
    { allowOrigins: "*", allowHeaders: [] },
    [],
    { AccessControlAllowHeaders: { Items: ["Origin"] } },
  ],
  [
    "any header to expose",
    { allowOrigins: "*", exposeHeaders: ["*"] },
    [],
    { AccessControlExposeHeaders: { Items: ["*"] } },
  ],
  ["none to expose", { allowOrigins: "*" }, [], { AccessControlExposeHeaders: undefined }],
  [
    "patterns, null",
    {
      allowOrigins: ["http://localhost:*", "https://*.example.com", "https://*--a.netlify.app", "null", APP],
      dangerouslyAllowNullOrigin: true,
    },
    ["origins allowOrigins[0]", "origins allowOrigins[1]", "origins allowOrigins[2]", "null-origin allowOrigins[3]"],
    { AccessControlAllowOrigins: { Items: [APP] } },
  ],
  [
    "any method, and one's own",
    { allowOrigins: "*", allowMethods: ["*", "PURGE"] },
    ["methods allowMethods[0]", "methods allowMethods[1]"],
    {
      AccessControlAllowMethods: { Items: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] },
    },
  ],
  [
    "any header with credentials",
    { allowOrigins: [APP], allowHeaders: ["*", "X-A"], allowCredentials: true },
    ["headers allowHeaders[0]"],
    { AccessControlAllowHeaders: { Items: ["X-A"] } },
  ],
  [
    "a * inside of a name",
    { allowOrigins: "*", allowHeaders: ["x-*", "X-A"], exposeHeaders: ["x-*", "ETag"] },
    ["headers allowHeaders[0]", "exposed-headers exposeHeaders[0]"],
    { AccessControlAllowHeaders: { Items: ["X-A"] }, AccessControlExposeHeaders: { Items: ["ETag"] } },
  ],
];

test.each(CASES)("%s", (_, config, lost, left) => {
  const emission = cloudFront(config, { format: "json" });
  expect(places(emission.lost)).toEqual([...lost, ...ALWAYS]);
  expect(emission.exact).toBe(false);
  const { CorsConfig: cors } = JSON.parse(emission.output).CorsHeaders.Properties.ResponseHeadersPolicyConfig;
  for (const [key, value] of Object.entries(left)) expect(cors[key]).toEqual(value);
});

test("enforce does not reach what is in the cache", () => {
  expect(places(cloudFront({ allowOrigins: "*", enforce: true }).lost)).toEqual([...ALWAYS, "enforce enforce"]);
});

test.each([
  ["where no origin is left", { allowOrigins: ["http://localhost:*"] }, ["origins allowOrigins[0]"]],
  ["a resolver", { allowOrigins: { resolve: () => true } }, ["resolver allowOrigins.resolve"]],
] as const)("refused: %s", (_, input, said) => {
  expect(refusals(() => cloudFront(input))).toEqual(said);
});
