import { expect, test } from "vitest";
import { many, places, refusals } from "../../test/emit/emitted.ts";
import { corsByPath } from "../fetch/by-path.ts";
import type { CorsConfig } from "../fetch/serve.ts";
import { functionUrl } from "./function-url.ts";

const APP = "https://app.example.com";

test("the property as YAML, with a comment that says where it goes", () => {
  const policy = { allowOrigins: [APP, "https://admin.example.com"], allowCredentials: true, exposeHeaders: ["ETag"] };
  expect(functionUrl(policy, { source: "cors.config.ts" }).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit function-url cors.config.ts
    #
    # Goes under Properties of an AWS::Lambda::Url, or under FunctionUrlConfig of an AWS::Serverless::Function.
    # The policy in the handler needs owner: "gateway": the URL adds its headers to the handler's.
    # Unverified on AWS: whether the URL's own errors (403, 429, 502) have the headers.

    Cors:
      AllowOrigins:
        - https://app.example.com
        - https://admin.example.com
      AllowMethods:
        - GET
        - HEAD
        - PUT
        - PATCH
        - POST
        - DELETE
      AllowHeaders:
        - Authorization
        - Content-Type
      ExposeHeaders:
        - ETag
      AllowCredentials: true
      MaxAge: 600
    "
  `);
});

test("the property as JSON", () => {
  const policy = { allowOrigins: "*", allowMethods: ["*"], maxAge: 0 } as const;
  expect(functionUrl(policy, { format: "json" }).output).toMatchInlineSnapshot(`
    "{
      "Cors": {
        "AllowOrigins": [
          "*"
        ],
        "AllowMethods": [
          "*"
        ],
        "AllowHeaders": [
          "Authorization",
          "Content-Type"
        ],
        "AllowCredentials": false,
        "MaxAge": 0
      }
    }
    "
  `);
});

test("who owns the headers, and what the handler needs then", () => {
  expect(functionUrl({ allowOrigins: "*" }).owner).toContain('has to have owner: "gateway"');
});

/** What is emitted, its lost parts as `code path`, and what is left in the lists that are named. */
const CASES: readonly (readonly [name: string, config: CorsConfig, lost: readonly string[], left: object])[] = [
  ["any origin", { allowOrigins: "*" }, [], { AllowOrigins: ["*"], AllowCredentials: false }],
  ["one origin with credentials", { allowOrigins: [APP], allowCredentials: true }, [], { AllowCredentials: true }],
  ["any method", { allowOrigins: "*", allowMethods: ["*", "OPTIONS"] }, [], { AllowMethods: ["*"] }],
  [
    "methods: those that need no permission are always listed",
    { allowOrigins: "*", allowMethods: ["PUT", "HEAD"] },
    [],
    { AllowMethods: ["PUT", "HEAD", "GET", "POST"] },
  ],
  [
    "any header, and Authorization",
    { allowOrigins: "*", allowHeaders: ["*", "authorization"] },
    [],
    { AllowHeaders: ["*", "authorization"] },
  ],
  ["a policy that was made for this", { allowOrigins: [APP], owner: "gateway" }, [], {}],
  ["enforce: the handler still does", { allowOrigins: [APP], enforce: true }, [], {}],
  ["an empty list, which it does not take", { allowOrigins: "*", allowHeaders: [] }, [], { AllowHeaders: undefined }],
  ["two origins", { allowOrigins: [APP, "https://b.example"] }, [], { AllowOrigins: [APP, "https://b.example"] }],
  [
    "subdomains",
    { allowOrigins: ["https://*.example.com", APP] },
    ["origins allowOrigins[0]"],
    { AllowOrigins: [APP] },
  ],
  [
    "any port, part of a label, null",
    {
      allowOrigins: [APP, "http://localhost:*", "https://*--a.netlify.app", "null"],
      dangerouslyAllowNullOrigin: true,
    },
    ["origins allowOrigins[1]", "origins allowOrigins[2]", "null-origin allowOrigins[3]"],
    { AllowOrigins: [APP] },
  ],
  [
    "OPTIONS, which fails the deployment, and a method of one's own",
    { allowOrigins: "*", allowMethods: ["OPTIONS", "PUT", "PURGE"] },
    ["methods allowMethods[0]", "methods allowMethods[2]"],
    { AllowMethods: ["PUT", "GET", "HEAD", "POST"] },
  ],
  [
    "any method with credentials",
    { allowOrigins: [APP], allowMethods: ["PUT", "*"], allowCredentials: true },
    ["methods allowMethods[1]"],
    { AllowMethods: ["PUT", "GET", "HEAD", "POST", "PATCH", "DELETE"] },
  ],
  [
    "any header but Authorization",
    { allowOrigins: "*", allowHeaders: ["*", "X-A"] },
    ["headers allowHeaders[0]"],
    { AllowHeaders: ["X-A"] },
  ],
  [
    "any header with credentials",
    { allowOrigins: [APP], allowHeaders: ["Authorization", "*"], allowCredentials: true },
    ["headers allowHeaders[1]"],
    { AllowHeaders: ["Authorization"] },
  ],
  [
    "a * inside of a name",
    { allowOrigins: "*", allowHeaders: ["x-*", "X-A"], exposeHeaders: ["x-*", "*"] },
    ["headers allowHeaders[0]", "exposed-headers exposeHeaders[0]"],
    { AllowHeaders: ["X-A"], ExposeHeaders: ["*"] },
  ],
  [
    "more than 100 origins",
    { allowOrigins: many(102, (i) => `https://a${i}.example`) },
    ["limit allowOrigins"],
    { AllowOrigins: many(100, (i) => `https://a${i}.example`) },
  ],
  [
    "more than 100 headers",
    { allowOrigins: "*", allowHeaders: many(101, (i) => `x-${i}`), exposeHeaders: many(101, (i) => `x-${i}`) },
    ["limit allowHeaders", "limit exposeHeaders"],
    { AllowHeaders: many(100, (i) => `x-${i}`), ExposeHeaders: many(100, (i) => `x-${i}`) },
  ],
  [
    "origins of 253 and of 254 characters",
    { allowOrigins: [origin(253), origin(254)] },
    ["limit allowOrigins[1]"],
    { AllowOrigins: [origin(253)] },
  ],
  [
    "headers of 1024 and of 1025 characters",
    { allowOrigins: "*", allowHeaders: ["x".repeat(1024), "y".repeat(1025)] },
    ["limit allowHeaders[1]"],
    { AllowHeaders: ["x".repeat(1024)] },
  ],
];

function origin(length: number): string {
  return `https://${"a".repeat(length - 194)}.${"b.".repeat(87)}example.com`;
}

test.each(CASES)("%s", (_, config, lost, left) => {
  const emission = functionUrl(config, { format: "json" });
  expect(places(emission.lost)).toEqual(lost);
  expect(emission.exact).toBe(lost.length === 0);
  const { Cors } = JSON.parse(emission.output);
  for (const [key, value] of Object.entries(left)) expect(Cors[key]).toEqual(value);
});

test("how many are left out is said, and which is the first", () => {
  const { lost } = functionUrl({ allowOrigins: many(102, (i) => `https://a${i}.example`) });
  expect(lost[0]?.message).toBe(
    "2 of allowOrigins are left out, beginning with https://a100.example: more than 100 do not fit",
  );
});

const REFUSED: readonly (readonly [name: string, input: Parameters<typeof functionUrl>[0], said: readonly string[]])[] =
  [
    [
      "where no origin is left",
      { allowOrigins: ["https://*.example.com", "http://localhost:*"] },
      ["origins allowOrigins[0]", "origins allowOrigins[1]"],
    ],
    ["null alone", { allowOrigins: ["null"], dangerouslyAllowNullOrigin: true }, ["null-origin allowOrigins[0]"]],
    ["a resolver", { allowOrigins: { resolve: () => true } }, ["resolver allowOrigins.resolve"]],
    ["policies by path", corsByPath({ "/*": { allowOrigins: "*" } }), ["paths"]],
  ];

test.each(REFUSED)("refused: %s", (_, input, said) => {
  expect(refusals(() => functionUrl(input))).toEqual(said);
});

test("a format that is none", () => {
  // @ts-expect-error: from JavaScript, or from a command line
  expect(() => functionUrl({ allowOrigins: "*" }, { format: "toml" })).toThrow('there is no format "toml"');
});
