import { expect, test } from "vitest";
import { losses, refusals } from "../../test/emit/emitted.ts";
import { vercel } from "./vercel.ts";

const APP = "https://app.example.com";
const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `https://tenant-${i}.example.com`);

test("each of several origins has a condition of its own", () => {
  expect(vercel({ allowOrigins: [APP, "https://admin.example.com"], allowMethods: ["GET"] }).output)
    .toMatchInlineSnapshot(`
    "{
      "headers": [
        {
          "source": "/(.*)",
          "headers": [
            {
              "key": "Vary",
              "value": "Origin"
            }
          ]
        },
        {
          "source": "/(.*)",
          "has": [
            {
              "type": "header",
              "key": "origin",
              "value": {
                "eq": "https://app.example.com"
              }
            }
          ],
          "headers": [
            {
              "key": "Access-Control-Allow-Origin",
              "value": "https://app.example.com"
            },
            {
              "key": "Access-Control-Allow-Methods",
              "value": "GET"
            },
            {
              "key": "Access-Control-Allow-Headers",
              "value": "Authorization,Content-Type"
            },
            {
              "key": "Access-Control-Max-Age",
              "value": "600"
            }
          ]
        },
        {
          "source": "/(.*)",
          "has": [
            {
              "type": "header",
              "key": "origin",
              "value": {
                "eq": "https://admin.example.com"
              }
            }
          ],
          "headers": [
            {
              "key": "Access-Control-Allow-Origin",
              "value": "https://admin.example.com"
            },
            {
              "key": "Access-Control-Allow-Methods",
              "value": "GET"
            },
            {
              "key": "Access-Control-Allow-Headers",
              "value": "Authorization,Content-Type"
            },
            {
              "key": "Access-Control-Max-Age",
              "value": "600"
            }
          ]
        }
      ]
    }
    "
  `);
});

test("one origin is the same for everybody", () => {
  expect(vercel({ allowOrigins: [APP], allowCredentials: true }).output).toMatchInlineSnapshot(`
    "{
      "headers": [
        {
          "source": "/(.*)",
          "headers": [
            {
              "key": "Access-Control-Allow-Origin",
              "value": "https://app.example.com"
            },
            {
              "key": "Access-Control-Allow-Credentials",
              "value": "true"
            },
            {
              "key": "Access-Control-Allow-Methods",
              "value": "GET,HEAD,PUT,PATCH,POST,DELETE"
            },
            {
              "key": "Access-Control-Allow-Headers",
              "value": "Authorization,Content-Type"
            },
            {
              "key": "Access-Control-Max-Age",
              "value": "600"
            }
          ]
        }
      ]
    }
    "
  `);
});

test.each([
  ["one origin", { allowOrigins: [APP] }, ["preflight", "errors"]],
  [
    "a pattern of two",
    { allowOrigins: [APP, "https://*.example.com"] },
    ["origins allowOrigins[1]", "preflight", "errors", "vary"],
  ],
  ["too many origins", { allowOrigins: many(2050) }, ["limit allowOrigins", "preflight", "errors", "vary"]],
  [
    "any header with credentials",
    { allowOrigins: [APP], allowCredentials: true, allowHeaders: ["*"] },
    ["preflight", "errors", "headers allowHeaders[0]"],
  ],
])("lost: %s", (_, config, lost) => {
  expect(losses(vercel(config))).toEqual(lost);
  expect(vercel(config).exact).toBe(false);
});

test.each([
  [
    "patterns alone",
    { allowOrigins: ["https://*.example.com", "http://localhost:*"] },
    ["origins allowOrigins[0]", "origins allowOrigins[1]"],
  ],
  ["a value that is too long", { allowOrigins: [APP], exposeHeaders: ["x".repeat(32_769)] }, ["limit exposeHeaders"]],
])("%s are refused", (_, config, refused) => {
  expect(refusals(() => vercel(config))).toEqual(refused);
});

test("there are as many definitions as Vercel takes", () => {
  const { output } = vercel({ allowOrigins: many(2050) });
  expect((JSON.parse(output) as { headers: unknown[] }).headers).toHaveLength(2048);
});

test("a name with $ is left out: there it stands for a part of the path, which the page chooses", () => {
  const { output, lost } = vercel({
    allowOrigins: [APP],
    allowMethods: ["GET", "$1"],
    allowHeaders: ["X-A", "X-$1"],
    exposeHeaders: ["$1", "X-B"],
  });
  expect(output).not.toContain("$");
  expect(lost.map(({ code, path }) => `${code} ${path}`)).toEqual(
    expect.arrayContaining(["methods allowMethods[1]", "headers allowHeaders[1]", "exposed-headers exposeHeaders[0]"]),
  );
  expect(vercel({ allowOrigins: [APP], exposeHeaders: ["$1"] }).output).not.toContain("Expose");
});
