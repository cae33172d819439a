import { expect, test } from "vitest";
import { places, refusals } from "../../test/emit/emitted.ts";
import type { CorsConfig } from "../fetch/serve.ts";
import { r2 } from "./r2.ts";

const APP = "https://app.example.com";

test("the file for wrangler", () => {
  expect(r2({ allowOrigins: [APP], exposeHeaders: ["ETag"] }).output).toMatchInlineSnapshot(`
    "{
      "rules": [
        {
          "allowed": {
            "origins": [
              "https://app.example.com"
            ],
            "methods": [
              "GET",
              "HEAD",
              "PUT",
              "POST",
              "DELETE"
            ],
            "headers": [
              "Authorization",
              "Content-Type"
            ]
          },
          "exposeHeaders": [
            "ETag"
          ],
          "maxAgeSeconds": 600
        }
      ]
    }
    "
  `);
});

test("who owns the headers", () => {
  expect(r2({ allowOrigins: "*" }).owner).toMatch(/^R2 owns the headers/);
});

/** What is lost, as `code path`, beside `vary`, and what is left. The default methods have PATCH among them, which is. */
const CASES: readonly (readonly [name: string, config: CorsConfig, lost: readonly string[], left: object])[] = [
  ["any origin", { allowOrigins: "*" }, [], { origins: ["*"] }],
  [
    "patterns, null",
    {
      allowOrigins: [APP, "https://*.example.com", "http://localhost:*", "null"],
      dangerouslyAllowNullOrigin: true,
    },
    ["origins allowOrigins[1]", "origins allowOrigins[2]", "null-origin allowOrigins[3]"],
    { origins: [APP] },
  ],
  [
    "methods: those that need no permission are always listed, others that R2 has not never",
    { allowOrigins: "*", allowMethods: ["PUT", "PATCH"] },
    ["methods allowMethods[1]"],
    { methods: ["PUT", "GET", "HEAD", "POST"] },
  ],
  [
    "any method",
    { allowOrigins: "*", allowMethods: ["*"] },
    ["methods allowMethods[0]"],
    {
      methods: ["GET", "HEAD", "PUT", "POST", "DELETE"],
    },
  ],
  [
    "any header but Authorization",
    { allowOrigins: "*", allowHeaders: ["*", "X-A"] },
    ["headers allowHeaders[0]"],
    { headers: ["X-A"] },
  ],
  [
    "any header, and Authorization",
    { allowOrigins: "*", allowHeaders: ["*", "authorization"] },
    [],
    { headers: ["*", "authorization"] },
  ],
  ["no header", { allowOrigins: "*", allowHeaders: [] }, [], { headers: undefined }],
  [
    "a * inside of a name",
    { allowOrigins: "*", allowHeaders: ["x-*", "X-A"], exposeHeaders: ["x-*", "ETag"] },
    ["headers allowHeaders[0]", "exposed-headers exposeHeaders[0]"],
    { headers: ["X-A"] },
  ],
];

test.each(CASES)("%s", (_, config, lost, left) => {
  const emission = r2({ allowMethods: ["GET"], ...config });
  expect(places(emission.lost)).toEqual([...lost, "vary"]);
  expect(emission.exact).toBe(false);
  const [{ allowed }] = JSON.parse(emission.output).rules;
  for (const [key, value] of Object.entries(left)) expect(allowed[key]).toEqual(value);
});

test("no rule of R2 allows credentials; * stands for Authorization in such a policy", () => {
  const { lost, output } = r2({
    allowOrigins: [APP],
    allowCredentials: true,
    allowHeaders: ["*"],
    allowMethods: [],
    enforce: true,
  });
  expect(places(lost)).toEqual(["vary", "credentials allowCredentials", "enforce enforce"]);
  expect(JSON.parse(output).rules[0].allowed.headers).toEqual(["*", "Authorization"]);
});

test.each([
  ["where no origin is left", { allowOrigins: ["https://*.example.com"] }, ["origins allowOrigins[0]"]],
  ["a resolver", { allowOrigins: { resolve: () => true } }, ["resolver allowOrigins.resolve"]],
] as const)("refused: %s", (_, input, said) => {
  expect(refusals(() => r2(input))).toEqual(said);
});
