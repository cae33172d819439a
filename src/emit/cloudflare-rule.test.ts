import { describe, expect, test } from "vitest";
import { losses, refusals } from "../../test/emit/emitted.ts";
import { cors, corsByPath } from "../index.ts";
import { cloudflareRule } from "./cloudflare-rule.ts";

const APP = "https://app.example.com";
const ORIGIN = 'http.request.headers["origin"][0]';

const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `https://tenant-${i}.example.com`);

interface Rules {
  readonly rules: readonly { readonly ref: string; readonly expression: string }[];
}

function rulesOf(allowOrigins: readonly string[]): Rules["rules"] {
  return (JSON.parse(cloudflareRule({ allowOrigins }, { format: "api" }).output) as Rules).rules;
}

test("Terraform: one origin is the same for everybody", () => {
  expect(cloudflareRule({ allowOrigins: [APP] }, { source: "cors.config.ts" }).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit cloudflare-rule cors.config.ts
    #
    # Response Header Transform Rules. A zone has one ruleset of this phase, and this resource is all of it: other rules
    # of the phase belong in its list, and rules that exist already are to be imported first.
    # They hold for every host of the zone: the option host names one.
    # They answer no preflight requests: what stands behind has to answer OPTIONS with 204.
    # Unverified on Cloudflare.

    resource "cloudflare_ruleset" "cors" {
      zone_id = var.cloudflare_zone_id

      name  = "CORS"
      kind  = "zone"
      phase = "http_response_headers_transform"
      rules = [
        {
          ref         = "corskit_all"
          description = "CORS: one owner, one value"
          expression  = "true"
          action      = "rewrite"
          action_parameters = {
            headers = {
              "Access-Control-Allow-Credentials" = {
                operation = "remove"
              }
              "Access-Control-Allow-Methods" = {
                operation = "remove"
              }
              "Access-Control-Allow-Headers" = {
                operation = "remove"
              }
              "Access-Control-Allow-Private-Network" = {
                operation = "remove"
              }
              "Access-Control-Expose-Headers" = {
                operation = "remove"
              }
              "Access-Control-Max-Age" = {
                operation = "remove"
              }
              "Access-Control-Allow-Origin" = {
                operation = "set"
                value     = "https://app.example.com"
              }
            }
          }
        },
        {
          ref         = "corskit_preflight"
          description = "CORS: answers to preflight requests"
          expression  = "http.request.method eq \\"OPTIONS\\" and len(http.request.headers[\\"access-control-request-method\\"][0]) gt 0"
          action      = "rewrite"
          action_parameters = {
            headers = {
              "Access-Control-Allow-Methods" = {
                operation = "set"
                value     = "GET,HEAD,PUT,PATCH,POST,DELETE"
              }
              "Access-Control-Allow-Headers" = {
                operation = "set"
                value     = "Authorization,Content-Type"
              }
              "Access-Control-Max-Age" = {
                operation = "set"
                value     = "600"
              }
            }
          }
        },
      ]
    }
    "
  `);
});

test("Terraform: several origins, for one host", () => {
  const config = { allowOrigins: [APP, "http://localhost:*"], allowCredentials: true, exposeHeaders: ["X-Id"] };
  expect(cloudflareRule(config, { host: "api.example.com" }).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit cloudflare-rule
    #
    # Response Header Transform Rules. A zone has one ruleset of this phase, and this resource is all of it: other rules
    # of the phase belong in its list, and rules that exist already are to be imported first.
    # They answer no preflight requests: what stands behind has to answer OPTIONS with 204.
    # Unverified on Cloudflare.

    resource "cloudflare_ruleset" "cors" {
      zone_id = var.cloudflare_zone_id

      name  = "CORS"
      kind  = "zone"
      phase = "http_response_headers_transform"
      rules = [
        {
          ref         = "corskit_clear"
          description = "CORS: what stands behind says nothing of CORS"
          expression  = "http.host eq \\"api.example.com\\""
          action      = "rewrite"
          action_parameters = {
            headers = {
              "Access-Control-Allow-Origin" = {
                operation = "remove"
              }
              "Access-Control-Allow-Credentials" = {
                operation = "remove"
              }
              "Access-Control-Allow-Methods" = {
                operation = "remove"
              }
              "Access-Control-Allow-Headers" = {
                operation = "remove"
              }
              "Access-Control-Allow-Private-Network" = {
                operation = "remove"
              }
              "Access-Control-Expose-Headers" = {
                operation = "remove"
              }
              "Access-Control-Max-Age" = {
                operation = "remove"
              }
            }
          }
        },
        {
          ref         = "corskit_vary"
          description = "CORS: responses vary on Origin"
          expression  = "http.host eq \\"api.example.com\\" and not concat(\\", \\", join(http.response.headers[\\"vary\\"], \\", \\"), \\",\\") wildcard \\"*, origin,*\\""
          action      = "rewrite"
          action_parameters = {
            headers = {
              "Vary" = {
                operation = "add"
                value     = "Origin"
              }
            }
          }
        },
        {
          ref         = "corskit_allowed"
          description = "CORS: pages of allowed origins"
          expression  = "http.host eq \\"api.example.com\\" and (http.request.headers[\\"origin\\"][0] in {\\"https://app.example.com\\"} or http.request.headers[\\"origin\\"][0] strict wildcard \\"http://localhost\\" or http.request.headers[\\"origin\\"][0] strict wildcard \\"http://localhost:*\\")"
          action      = "rewrite"
          action_parameters = {
            headers = {
              "Access-Control-Allow-Origin" = {
                operation  = "set"
                expression = "http.request.headers[\\"origin\\"][0]"
              }
              "Access-Control-Allow-Credentials" = {
                operation = "set"
                value     = "true"
              }
              "Access-Control-Expose-Headers" = {
                operation = "set"
                value     = "X-Id"
              }
            }
          }
        },
        {
          ref         = "corskit_preflight"
          description = "CORS: answers to their preflight requests"
          expression  = "http.host eq \\"api.example.com\\" and http.request.method eq \\"OPTIONS\\" and len(http.request.headers[\\"access-control-request-method\\"][0]) gt 0 and (http.request.headers[\\"origin\\"][0] in {\\"https://app.example.com\\"} or http.request.headers[\\"origin\\"][0] strict wildcard \\"http://localhost\\" or http.request.headers[\\"origin\\"][0] strict wildcard \\"http://localhost:*\\")"
          action      = "rewrite"
          action_parameters = {
            headers = {
              "Access-Control-Allow-Methods" = {
                operation = "set"
                value     = "GET,HEAD,PUT,PATCH,POST,DELETE"
              }
              "Access-Control-Allow-Headers" = {
                operation = "set"
                value     = "Authorization,Content-Type"
              }
              "Access-Control-Max-Age" = {
                operation = "set"
                value     = "600"
              }
            }
          }
        },
      ]
    }
    "
  `);
});

test("the API's body says where it comes from in its description", () => {
  const { output } = cloudflareRule({ allowOrigins: "*" }, { format: "api", source: "cors.config.ts" });
  expect(JSON.parse(output)).toMatchObject({
    description:
      "Written by corskit. Do not edit it here: change the policy, then run corskit emit cloudflare-rule cors.config.ts",
    rules: [{ ref: "corskit_all", expression: "true", action: "rewrite" }, { ref: "corskit_preflight" }],
  });
});

test.each([
  [[APP, "null"], `${ORIGIN} in {"${APP}" "null"}`],
  [
    ["http://localhost:*"],
    `(${ORIGIN} strict wildcard "http://localhost" or ${ORIGIN} strict wildcard "http://localhost:*")`,
  ],
  [
    ["https://*.example.com"],
    `(len(remove_bytes(${ORIGIN}, "abcdefghijklmnopqrstuvwxyz0123456789_-.:/")) eq 0 and not ${ORIGIN} contains ".." ` +
      `and not ${ORIGIN} contains "/." and ${ORIGIN} strict wildcard "https://*.example.com")`,
  ],
])("%j are said by operators that all plans have", (allowOrigins, expression) => {
  const config = { allowOrigins, dangerouslyAllowNullOrigin: true };
  const { output } = cloudflareRule(config, { format: "api" });
  expect((JSON.parse(output) as Rules).rules.find(({ ref }) => ref === "corskit_allowed")?.expression).toBe(expression);
  expect(output).not.toContain("matches");
});

describe("limits:", () => {
  test("origins that do not fit into one expression make further rules, each within 4096 characters", () => {
    const rules = rulesOf(many(200));
    expect(rules.map(({ ref }) => ref)).toEqual([
      "corskit_clear",
      "corskit_vary",
      ...[1, 2].flatMap((i) => [`corskit_allowed_${i}`, `corskit_preflight_${i}`]),
    ]);
    for (const { expression } of rules) expect(expression.length).toBeLessThanOrEqual(4096);
    for (const origin of many(200)) {
      expect(rules.filter(({ expression }) => expression.includes(`"${origin}"`))).toHaveLength(2);
    }
  });

  test.each([
    [400, [], ["preflight"]],
    [600, [], ["preflight", "limit allowOrigins"]],
    [18_000, ["limit allowOrigins"], []],
  ])("%i origins", (count, refused, lost) => {
    const config = { allowOrigins: many(count) };
    expect(refusals(() => cloudflareRule(config))).toEqual(refused);
    if (refused.length === 0) expect(losses(cloudflareRule(config))).toEqual(lost);
  });

  test.each([
    [600, "Pro"],
    [2500, "Business"],
    [5000, "Enterprise"],
  ])("%i origins need the plan %s", (count, plan) => {
    expect(cloudflareRule({ allowOrigins: many(count) }).lost.at(-1)?.message).toMatch(
      new RegExp(`they need ${plan}$`),
    );
  });
});

const long = Array.from({ length: 300 }, (_, i) => `X-A-Long-Header-${i}`);

test.each([
  [
    "a long list of headers",
    { allowOrigins: "*", allowHeaders: long, exposeHeaders: long },
    {},
    ["limit exposeHeaders", "limit allowHeaders"],
  ],
  [
    "an option that is none",
    { allowOrigins: "*" },
    { format: "yaml", host: "https://api.example.com" },
    ["option options.format", "option options.host"],
  ],
  ["a quote in the host", { allowOrigins: "*" }, { host: '" or "" eq "' }, ["option options.host"]],
  ["a scheme that is not to be told", { allowOrigins: ["web+app://*.example.com"] }, {}, ["origins allowOrigins[0]"]],
] as const)("%s is refused", (_, config, options, refused) => {
  // @ts-expect-error: what only JavaScript can say
  expect(refusals(() => cloudflareRule(config, options))).toEqual(refused);
});

test.each([
  ["nothing but preflights", { allowOrigins: ["https://*.example.com"], enforce: true }, ["preflight"]],
  ["one of two patterns", { allowOrigins: [APP, "web+app://*.example.com"] }, ["origins allowOrigins[1]", "preflight"]],
  [
    "any name with credentials",
    { allowOrigins: [APP], allowCredentials: true, allowMethods: ["PUT", "*"], allowHeaders: ["*"] },
    ["preflight", "methods allowMethods[1]", "headers allowHeaders[0]"],
  ],
])("lost: %s", (_, config, lost) => {
  const emission = cloudflareRule(config);
  expect(losses(emission)).toEqual(lost);
  expect(emission.exact).toBe(false);
  expect(emission.owner).toContain('owner: "gateway"');
});

test("what cannot be written down at all is refused by name", () => {
  const resolver = cors({ allowOrigins: { resolve: () => true } });
  expect(refusals(() => cloudflareRule(resolver))).toEqual(["resolver allowOrigins.resolve"]);
  expect(refusals(() => cloudflareRule(corsByPath({ "/*": { allowOrigins: "*" } })))).toEqual(["paths"]);
});
