import { expect, test } from "vitest";
import { EmitError, type EmitIssue } from "./emission.ts";
import { functionUrl } from "./function-url.ts";
import type { CorsConfig } from "../fetch/serve.ts";

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
  expect(functionUrl({ allowOrigins: "*", allowMethods: ["*"], maxAge: 0 }, { format: "json" }).output)
    .toMatchInlineSnapshot(`
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

const EXACT: readonly (readonly [name: string, config: CorsConfig])[] = [
  ["any origin", { allowOrigins: "*" }],
  ["one origin with credentials", { allowOrigins: [APP], allowCredentials: true }],
  ["any method", { allowOrigins: "*", allowMethods: ["*", "OPTIONS"] }],
  ["any header and Authorization", { allowOrigins: "*", allowHeaders: ["*", "authorization"] }],
  ["a policy that was made for this", { allowOrigins: [APP], owner: "gateway" }],
  ["a refusing one: the handler still does", { allowOrigins: [APP], owner: "gateway", enforce: true }],
];

test.each(EXACT)("nothing is lost of %s", (_, config) => {
  const { exact, lost } = functionUrl(config);
  expect({ exact, lost }).toEqual({ exact: true, lost: [] });
});

/** A list of so many members. */
const many = (count: number, member: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => member(i));

const LOST: readonly (readonly [name: string, config: CorsConfig, said: string, kept: RegExp])[] = [
  [
    "subdomains",
    { allowOrigins: ["https://*.example.com", APP] },
    "origins allowOrigins[0]",
    /AllowOrigins:\n    - https:\/\/app.example.com\n  \w/,
  ],
  ["any port", { allowOrigins: [APP, "http://localhost:*"] }, "origins allowOrigins[1]", /app.example.com\n  \w/],
  [
    "part of a label",
    { allowOrigins: [APP, "https://*--a.netlify.app"] },
    "origins allowOrigins[1]",
    /app.example.com\n  \w/,
  ],
  [
    "null",
    { allowOrigins: [APP, "null"], dangerouslyAllowNullOrigin: true },
    "null-origin allowOrigins[1]",
    /app.example.com\n  \w/,
  ],
  [
    "OPTIONS, which fails the deployment",
    { allowOrigins: "*", allowMethods: ["OPTIONS", "PUT"] },
    "methods allowMethods[0]",
    /AllowMethods:\n    - PUT\n    - GET\n    - HEAD\n    - POST\n  \w/,
  ],
  [
    "a method of its own",
    { allowOrigins: "*", allowMethods: ["PURGE"] },
    "methods allowMethods[0]",
    /AllowMethods:\n    - GET\n    - HEAD\n    - POST\n  \w/,
  ],
  [
    "any method with credentials",
    { allowOrigins: [APP], allowMethods: ["PUT", "*"], allowCredentials: true },
    "methods allowMethods[1]",
    /AllowMethods:\n    - PUT\n    - GET\n    - HEAD\n    - POST\n    - PATCH\n    - DELETE\n  \w/,
  ],
  [
    "any header but Authorization",
    { allowOrigins: "*", allowHeaders: ["*", "X-A"] },
    "headers allowHeaders[0]",
    /AllowHeaders:\n    - X-A\n  \w/,
  ],
  [
    "any header with credentials",
    { allowOrigins: [APP], allowHeaders: ["Authorization", "*"], allowCredentials: true },
    "headers allowHeaders[1]",
    /AllowHeaders:\n    - Authorization\n  \w/,
  ],
  [
    "the 101st origin",
    { allowOrigins: many(102, (i) => `https://a${i}.example`) },
    "limit allowOrigins",
    /a99.example\n  \w/,
  ],
  [
    "the 101st header",
    { allowOrigins: "*", allowHeaders: many(101, (i) => `x-${i}`) },
    "limit allowHeaders",
    /x-99\n  \w/,
  ],
  [
    "the 101st header to expose",
    { allowOrigins: "*", exposeHeaders: many(101, (i) => `x-${i}`) },
    "limit exposeHeaders",
    /x-99\n  \w/,
  ],
  [
    "an origin of 254 characters",
    { allowOrigins: [APP, `https://${"a".repeat(61)}.${"b.".repeat(87)}example.com`] },
    "limit allowOrigins[1]",
    /app.example.com\n  \w/,
  ],
  [
    "a header of 1025 characters",
    { allowOrigins: "*", allowHeaders: ["X-A", "x".repeat(1025)] },
    "limit allowHeaders[1]",
    /AllowHeaders:\n    - X-A\n  \w/,
  ],
];

const places = (issues: readonly EmitIssue[]): string[] =>
  issues.map(({ code, path }) => `${code} ${path}`).filter((place) => place !== "enforce ");

test.each(LOST)("lost and named: %s", (_, config, said, kept) => {
  const { output, exact, lost } = functionUrl(config);
  expect(places(lost)).toEqual([said]);
  expect(exact).toBe(false);
  expect(output).toMatch(kept);
});

test("lists that are empty are left out, since none may be", () => {
  const { output } = functionUrl({ allowOrigins: "*", allowHeaders: [], allowMethods: [] });
  expect(output).not.toMatch(/AllowHeaders|ExposeHeaders/);
  expect(output).toMatch(/AllowMethods:\n    - GET\n    - HEAD\n    - POST\n/);
});

test("that denied preflight requests get no 403 is named where the policy has one for them", () => {
  const lost = (allowOrigins: "*" | string[]): string[] => functionUrl({ allowOrigins }).lost.map(({ code }) => code);
  expect([lost("*"), lost([APP]), lost([APP, "https://b.example"])]).toEqual([[], [], ["enforce"]]);
});

const REFUSED: readonly (readonly [name: string, input: Parameters<typeof functionUrl>[0], said: string])[] = [
  [
    "where no origin is left",
    { allowOrigins: ["https://*.example.com", "http://localhost:*"] },
    "origins allowOrigins[0]",
  ],
  ["null alone", { allowOrigins: ["null"], dangerouslyAllowNullOrigin: true }, "null-origin allowOrigins[0]"],
  ["a resolver", { allowOrigins: { resolve: () => true } }, "resolver allowOrigins.resolve"],
];

test.each(REFUSED)("refused: %s", (_, input, said) => {
  let thrown: unknown;
  try {
    functionUrl(input);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(EmitError);
  expect(places((thrown as EmitError).issues)[0]).toBe(said);
});

test("a format that is none", () => {
  // @ts-expect-error: from JavaScript, or from a command line
  expect(() => functionUrl({ allowOrigins: "*" }, { format: "toml" })).toThrow('there is no format "toml"');
});
