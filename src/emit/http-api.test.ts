import { expect, test } from "vitest";
import type { CorsConfig } from "../fetch/serve.ts";
import { places, refusals } from "../../test/emit/emitted.ts";
import { httpApi, type HttpApiOptions } from "./http-api.ts";

const APP = "https://app.example.com";

test("the property as YAML, with a comment that says where it goes", () => {
  const policy = { allowOrigins: [APP, "https://admin.example.com"], allowCredentials: true, exposeHeaders: ["ETag"] };
  expect(httpApi(policy, { source: "cors.config.ts" }).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit http-api cors.config.ts
    #
    # Goes under Properties of an AWS::ApiGatewayV2::Api, or of an AWS::Serverless::HttpApi, which takes it only without
    # a DefinitionUri, since SAM writes it into the API's definition.
    # The gateway ignores the handler's CORS headers: the policy in the handler gets owner: "gateway".
    # Unverified on AWS: whether the gateway's own errors (401, 403, 404, 429, 5xx) have the headers.

    CorsConfiguration:
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
  const policy = { allowOrigins: "*", allowMethods: ["*"], allowHeaders: [], maxAge: 0 } as const;
  expect(httpApi(policy, { format: "json" }).output).toMatchInlineSnapshot(`
    "{
      "CorsConfiguration": {
        "AllowOrigins": [
          "*"
        ],
        "AllowMethods": [
          "*"
        ],
        "AllowCredentials": false,
        "MaxAge": 0
      }
    }
    "
  `);
});

test("the open route for OPTIONS", () => {
  const options = { part: "route", api: "Api", integration: "FunctionIntegration" } as const;
  expect(httpApi({ allowOrigins: APP.split(" ") }, options).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit http-api
    #
    # Goes under Resources, beside an AWS::ApiGatewayV2::Api whose $default or ANY routes have an authorizer. The handler
    # behind it answers OPTIONS with a status of 2xx, as one with the policy does. Where the routes come from a definition
    # (Body, or SAM), these have to stand there instead: on an AWS::Serverless::Function, an event of type HttpApi with
    # Method: OPTIONS, Path: /{proxy+} and, where the API has a DefaultAuthorizer, Auth: { Authorizer: NONE }.

    CorsPreflightRoute:
      Type: AWS::ApiGatewayV2::Route
      Properties:
        ApiId:
          Ref: Api
        RouteKey: OPTIONS /{proxy+}
        AuthorizationType: NONE
        Target:
          Fn::Join:
            - /
            - - integrations
              - Ref: FunctionIntegration
    CorsPreflightRootRoute:
      Type: AWS::ApiGatewayV2::Route
      Properties:
        ApiId:
          Ref: Api
        RouteKey: OPTIONS /
        AuthorizationType: NONE
        Target:
          Fn::Join:
            - /
            - - integrations
              - Ref: FunctionIntegration
    "
  `);
});

/** The emitted lists. */
function lists(config: CorsConfig): Record<string, unknown> {
  const { output } = httpApi(config, { format: "json" });
  return (JSON.parse(output) as { CorsConfiguration: Record<string, unknown> }).CorsConfiguration;
}

test.for([
  ["any origin", { allowOrigins: "*" }, []],
  ["one origin", { allowOrigins: [APP], allowCredentials: true }, []],
  ["several", { allowOrigins: [APP, "http://localhost:3000"] }, ["vary"]],
  ["subdomains", { allowOrigins: ["https://*.example.com", APP] }, ["origins allowOrigins[0]", "vary"]],
  ["any port", { allowOrigins: [APP, "http://localhost:*"] }, ["origins allowOrigins[1]", "vary"]],
  ["a label", { allowOrigins: [APP, "https://*--a.pages.dev"] }, ["origins allowOrigins[1]", "vary"]],
  ["an app", { allowOrigins: ["capacitor://localhost", APP] }, ["origins allowOrigins[0]", "vary"]],
  ["null", { allowOrigins: ["null", APP], dangerouslyAllowNullOrigin: true }, ["null-origin allowOrigins[0]", "vary"]],
  ["any method", { allowOrigins: [APP], allowMethods: ["PURGE", "*"] }, []],
  [
    "any method, with credentials",
    { allowOrigins: [APP], allowMethods: ["*"], allowCredentials: true },
    ["methods allowMethods[0]"],
  ],
  [
    "methods that no route takes",
    { allowOrigins: [APP], allowMethods: ["GET", "PURGE", "OPTIONS"] },
    ["methods allowMethods[1]"],
  ],
  ["any header", { allowOrigins: [APP], allowHeaders: ["X-A", "*"] }, ["headers allowHeaders[1]"]],
  ["any header, Authorization too", { allowOrigins: [APP], allowHeaders: ["*", "authorization"] }, []],
  [
    "any header, with credentials",
    { allowOrigins: [APP], allowHeaders: ["*", "Authorization"], allowCredentials: true },
    ["headers allowHeaders[0]"],
  ],
  [
    "a * inside of a name",
    { allowOrigins: [APP], allowHeaders: ["x-*"], exposeHeaders: ["ETag", "x-*"] },
    ["headers allowHeaders[0]", "exposed-headers exposeHeaders[1]"],
  ],
  ["enforce: the handler still does, but for preflights", { allowOrigins: [APP], enforce: true }, ["vary"]],
  ["enforce of any origin", { allowOrigins: "*", enforce: true }, []],
] as const)("what is lost: %s", ([, config, lost]) => {
  const emission = httpApi(config);
  expect(places(emission.lost)).toEqual(lost);
  expect(emission.exact).toBe(lost.length === 0);
});

test("what is left out is not there, and nothing wider is in its place", () => {
  const allowOrigins = ["https://*.example.com", APP, "capacitor://localhost", "http://localhost:*"];
  expect(lists({ allowOrigins })["AllowOrigins"]).toEqual([APP]);
});

test("methods that need no permission are listed, since the gateway may compare those too", () => {
  expect(lists({ allowOrigins: "*", allowMethods: ["PUT"] })["AllowMethods"]).toEqual(["PUT", "GET", "HEAD", "POST"]);
  const all = { allowOrigins: [APP], allowMethods: ["*"], allowCredentials: true };
  expect(lists(all)["AllowMethods"]).toEqual(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
});

test.for([
  [
    "nothing but patterns",
    { allowOrigins: ["https://*.example.com", "http://localhost:*"] },
    {},
    ["origins allowOrigins[0]", "origins allowOrigins[1]"],
  ],
  ["null alone", { allowOrigins: ["null"], dangerouslyAllowNullOrigin: true }, {}, ["null-origin allowOrigins[0]"]],
  ["a resolver", { allowOrigins: { resolve: () => true } }, {}, ["resolver allowOrigins.resolve"]],
  ["a part that is none", { allowOrigins: "*" }, { part: "routes" as "route" }, ["option options.part"]],
  [
    "ids that are none",
    { allowOrigins: "*" },
    { part: "route", api: "My-Api", integration: "" },
    ["option options.api", "option options.integration"],
  ],
] as readonly [string, CorsConfig, HttpApiOptions, readonly string[]][])(
  "refused: %s",
  ([, config, options, issues]) => {
    expect(refusals(() => httpApi(config, options))).toEqual(issues);
  },
);

test("who owns the headers", () => {
  const { owner } = httpApi({ allowOrigins: "*" });
  expect(owner).toContain('owner: "gateway"');
  expect(owner).toContain("Unverified on AWS");
});
