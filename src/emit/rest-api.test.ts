import { expect, test } from "vitest";
import type { CorsConfig } from "../fetch/serve.ts";
import { many, places, refusals } from "../../test/emit/emitted.ts";
import { restApi, type RestApiOptions } from "./rest-api.ts";

const APP = "https://app.example.com";
const SEVERAL = [APP, "https://*.example.com"];

test("one origin: fixed headers, on preflights and on errors", () => {
  const policy = { allowOrigins: [APP], allowCredentials: true, exposeHeaders: ["X-Request-Id"] };
  expect(restApi(policy, { source: "cors.config.ts", resources: ["/"] }).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit rest-api cors.config.ts
    #
    # Goes under Resources. A deployment holds what is there when it is made: name these in the DependsOn of your
    # AWS::ApiGateway::Deployment, and deploy anew when they change.
    # The handler keeps its own policy, which owns the headers of its responses (owner: "kit").
    # Unverified on AWS: made from its documentation, and run against an interpreter of it.

    CorsPreflight:
      Type: AWS::ApiGateway::Method
      Properties:
        RestApiId:
          Ref: RestApi
        ResourceId:
          Fn::GetAtt:
            - RestApi
            - RootResourceId
        HttpMethod: OPTIONS
        AuthorizationType: NONE
        ApiKeyRequired: false
        Integration:
          Type: MOCK
          ContentHandling: CONVERT_TO_TEXT
          RequestTemplates:
            application/json: '{"statusCode": 200}'
          IntegrationResponses:
            - StatusCode: "204"
              ContentHandling: CONVERT_TO_TEXT
              ResponseParameters:
                method.response.header.Access-Control-Allow-Origin: "'https://app.example.com'"
                method.response.header.Access-Control-Allow-Credentials: "'true'"
                method.response.header.Access-Control-Allow-Methods: "'GET,HEAD,PUT,PATCH,POST,DELETE'"
                method.response.header.Access-Control-Allow-Headers: "'Authorization,Content-Type'"
                method.response.header.Access-Control-Max-Age: "'600'"
        MethodResponses:
          - StatusCode: "204"
            ResponseParameters:
              method.response.header.Access-Control-Allow-Origin: false
              method.response.header.Access-Control-Allow-Credentials: false
              method.response.header.Access-Control-Allow-Methods: false
              method.response.header.Access-Control-Allow-Headers: false
              method.response.header.Access-Control-Max-Age: false
    CorsErrors4xx:
      Type: AWS::ApiGateway::GatewayResponse
      Properties:
        RestApiId:
          Ref: RestApi
        ResponseType: DEFAULT_4XX
        ResponseParameters:
          gatewayresponse.header.Access-Control-Allow-Origin: "'https://app.example.com'"
          gatewayresponse.header.Access-Control-Allow-Credentials: "'true'"
          gatewayresponse.header.Access-Control-Expose-Headers: "'X-Request-Id'"
    CorsErrors5xx:
      Type: AWS::ApiGateway::GatewayResponse
      Properties:
        RestApiId:
          Ref: RestApi
        ResponseType: DEFAULT_5XX
        ResponseParameters:
          gatewayresponse.header.Access-Control-Allow-Origin: "'https://app.example.com'"
          gatewayresponse.header.Access-Control-Allow-Credentials: "'true'"
          gatewayresponse.header.Access-Control-Expose-Headers: "'X-Request-Id'"
    "
  `);
});

test("several origins: a template, and the first of them on errors", () => {
  const options = { api: "Api", resources: ["Rides"], format: "json" } as const;
  expect(restApi({ allowOrigins: SEVERAL }, options).output).toMatchInlineSnapshot(`
    "{
      "CorsPreflightRides": {
        "Type": "AWS::ApiGateway::Method",
        "Properties": {
          "RestApiId": {
            "Ref": "Api"
          },
          "ResourceId": {
            "Ref": "Rides"
          },
          "HttpMethod": "OPTIONS",
          "AuthorizationType": "NONE",
          "ApiKeyRequired": false,
          "Integration": {
            "Type": "MOCK",
            "ContentHandling": "CONVERT_TO_TEXT",
            "RequestTemplates": {
              "application/json": "{\\"statusCode\\": 200}"
            },
            "IntegrationResponses": [
              {
                "StatusCode": "204",
                "ContentHandling": "CONVERT_TO_TEXT",
                "ResponseParameters": {
                  "method.response.header.Access-Control-Allow-Methods": "'GET,HEAD,PUT,PATCH,POST,DELETE'",
                  "method.response.header.Access-Control-Allow-Headers": "'Authorization,Content-Type'",
                  "method.response.header.Access-Control-Max-Age": "'600'",
                  "method.response.header.Vary": "'Origin'"
                },
                "ResponseTemplates": {
                  "application/json": "#set($origin = $input.params().header.get(\\"Origin\\"))\\n#if(!$origin || $origin == '')\\n#set($origin = $input.params().header.get(\\"origin\\"))\\n#end\\n#if(!$origin)\\n#set($origin = '')\\n#end\\n#set($allowed = false)\\n#if($origin == 'https://app.example.com')\\n#set($allowed = true)\\n#end\\n#if($origin.matches('(?!.{513})https://([a-z0-9_-]+\\\\.)+example\\\\.com'))\\n#set($allowed = true)\\n#end\\n#if($allowed)\\n#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)\\n#else\\n#set($context.responseOverride.status = 403)\\n#end\\n"
                }
              }
            ]
          },
          "MethodResponses": [
            {
              "StatusCode": "204",
              "ResponseParameters": {
                "method.response.header.Access-Control-Allow-Methods": false,
                "method.response.header.Access-Control-Allow-Headers": false,
                "method.response.header.Access-Control-Max-Age": false,
                "method.response.header.Vary": false,
                "method.response.header.Access-Control-Allow-Origin": false
              }
            }
          ]
        }
      },
      "CorsErrors4xx": {
        "Type": "AWS::ApiGateway::GatewayResponse",
        "Properties": {
          "RestApiId": {
            "Ref": "Api"
          },
          "ResponseType": "DEFAULT_4XX",
          "ResponseParameters": {
            "gatewayresponse.header.Access-Control-Allow-Origin": "'https://app.example.com'"
          }
        }
      },
      "CorsErrors5xx": {
        "Type": "AWS::ApiGateway::GatewayResponse",
        "Properties": {
          "RestApiId": {
            "Ref": "Api"
          },
          "ResponseType": "DEFAULT_5XX",
          "ResponseParameters": {
            "gatewayresponse.header.Access-Control-Allow-Origin": "'https://app.example.com'"
          }
        }
      }
    }
    "
  `);
});

test("SAM: the errors alone", () => {
  expect(restApi({ allowOrigins: SEVERAL, allowCredentials: true }, { template: "sam" }).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit rest-api
    #
    # Goes under Properties of an AWS::Serverless::Api. The handler answers preflight requests: give its function an event
    # of type Api with Method: ANY and, where the API has a DefaultAuthorizer, one with Method: OPTIONS and
    # Auth: { Authorizer: NONE }.
    # Unverified on AWS: made from its documentation, and run against an interpreter of it.

    GatewayResponses:
      DEFAULT_4XX:
        ResponseParameters:
          Headers:
            Access-Control-Allow-Origin: "'https://app.example.com'"
            Access-Control-Allow-Credentials: "'true'"
      DEFAULT_5XX:
        ResponseParameters:
          Headers:
            Access-Control-Allow-Origin: "'https://app.example.com'"
            Access-Control-Allow-Credentials: "'true'"
    "
  `);
});

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

function resources(config: CorsConfig, options: RestApiOptions = {}): Readonly<Record<string, Resource>> {
  return JSON.parse(restApi(config, { ...options, format: "json" }).output) as Record<string, Resource>;
}

/** What the errors' headers are mapped from. */
function errors(config: CorsConfig, options: RestApiOptions = {}): unknown {
  return resources(config, options)["CorsErrors4xx"]?.Properties["ResponseParameters"];
}

test("a method for each resource, and both kinds of errors", () => {
  const all = resources({ allowOrigins: "*" });
  expect(Object.keys(all)).toEqual(["CorsPreflight", "CorsPreflightProxyResource", "CorsErrors4xx", "CorsErrors5xx"]);
  expect(all["CorsPreflight"]?.Properties["ResourceId"]).toEqual({ "Fn::GetAtt": ["RestApi", "RootResourceId"] });
  expect(all["CorsPreflightProxyResource"]?.Properties["ResourceId"]).toEqual({ Ref: "ProxyResource" });
  expect(Object.values(all).map(({ Properties }) => Properties["ResponseType"])).toEqual([
    undefined,
    undefined,
    "DEFAULT_4XX",
    "DEFAULT_5XX",
  ]);
});

test("of any method, those that the gateway passes on are listed, but for OPTIONS, which is its own", () => {
  const { output } = restApi({ allowOrigins: "*", allowMethods: ["*"] });
  expect(output).toContain(`Access-Control-Allow-Methods: "'GET,HEAD,POST,PUT,PATCH,DELETE'"`);
});

test("with no resources, and of patterns alone, half of it is left out", () => {
  expect(Object.keys(resources({ allowOrigins: "*" }, { resources: [] }))).toEqual(["CorsErrors4xx", "CorsErrors5xx"]);
  const patterns = { allowOrigins: ["https://*.example.com"] };
  expect(Object.keys(resources(patterns))).toEqual(["CorsPreflight", "CorsPreflightProxyResource"]);
});

test("errors name an origin of the policy, or any only where it is asked for", () => {
  const origin = "gatewayresponse.header.Access-Control-Allow-Origin";
  const dangerous = { dangerouslyReflectOriginOnErrors: true };
  const credentials = { "gatewayresponse.header.Access-Control-Allow-Credentials": "'true'" };
  expect(errors({ allowOrigins: "*" }, dangerous)).toEqual({ [origin]: "'*'" });
  const unsure = { dangerouslyReflectOriginOnErrors: "false" as never };
  expect(errors({ allowOrigins: SEVERAL }, unsure)).toEqual({ [origin]: `'${APP}'` });
  expect(errors({ allowOrigins: [APP] }, dangerous)).toEqual({ [origin]: `'${APP}'` });
  expect(errors({ allowOrigins: SEVERAL.toReversed(), allowCredentials: true })).toEqual({
    [origin]: `'${APP}'`,
    ...credentials,
  });
  expect(errors({ allowOrigins: SEVERAL, allowCredentials: true }, dangerous)).toEqual({
    [origin]: "method.request.header.Origin",
    ...credentials,
    "gatewayresponse.header.Vary": "'Origin'",
  });
});

test.for([
  ["any origin", { allowOrigins: "*" }, {}, []],
  ["one origin", { allowOrigins: [APP], allowCredentials: true }, {}, []],
  ["null", { allowOrigins: ["null"], dangerouslyAllowNullOrigin: true }, {}, []],
  ["several", { allowOrigins: SEVERAL }, {}, ["errors"]],
  ["several, in SAM", { allowOrigins: SEVERAL }, { template: "sam" }, ["errors"]],
  ["several, dangerously", { allowOrigins: SEVERAL }, { dangerouslyReflectOriginOnErrors: true }, []],
  ["patterns alone", { allowOrigins: ["http://localhost:*"] }, {}, ["errors"]],
  ["any method", { allowOrigins: [APP], allowMethods: ["*"] }, {}, ["methods allowMethods[0]"]],
  ["pages' own OPTIONS", { allowOrigins: [APP], allowMethods: ["OPTIONS", "PUT"] }, {}, ["methods allowMethods[0]"]],
  [
    "methods that no route takes",
    { allowOrigins: [APP], allowMethods: ["PUT", "PURGE"] },
    {},
    ["methods allowMethods[1]"],
  ],
  ["any header", { allowOrigins: [APP], allowHeaders: ["*"] }, {}, []],
  [
    "any header, with credentials",
    { allowOrigins: [APP], allowHeaders: ["*"], allowCredentials: true },
    {},
    ["headers allowHeaders[0]"],
  ],
  [
    "quotes in names",
    { allowOrigins: [APP], allowHeaders: ["x'"], exposeHeaders: ["'", "X-A"] },
    {},
    ["headers allowHeaders[0]", "exposed-headers exposeHeaders[0]"],
  ],
  [
    "where the handler answers preflights",
    { allowOrigins: [APP], allowMethods: ["*", "OPTIONS"], allowHeaders: ["*"], allowCredentials: true },
    { resources: [] },
    [],
  ],
  ["what the handler still does", { allowOrigins: [APP], enforce: true, guardWebSockets: true }, {}, []],
] as readonly [string, CorsConfig, RestApiOptions, readonly string[]][])(
  "what is lost: %s",
  ([, config, options, lost]) => {
    const emission = restApi(config, options);
    expect(places(emission.lost)).toEqual(lost);
    expect(emission.exact).toBe(lost.length === 0);
  },
);

const headers = many(400, (i) => `X-Header-Of-Some-Length-${i}`);

test.for([
  ["a resolver", { allowOrigins: { resolve: () => true } }, {}, ["resolver allowOrigins.resolve"]],
  ["patterns alone, in SAM", { allowOrigins: ["https://*.example.com"] }, { template: "sam" }, ["errors"]],
  ["patterns alone, without resources", { allowOrigins: ["https://*.example.com"] }, { resources: [] }, ["errors"]],
  ["too many request headers", { allowOrigins: "*", allowHeaders: headers }, {}, ["limit allowHeaders"]],
  ["too many response headers", { allowOrigins: "*", exposeHeaders: headers }, {}, ["limit exposeHeaders"]],
  ["too many origins", { allowOrigins: many(5000, (i) => `https://tenant-${i}.example`) }, {}, ["limit allowOrigins"]],
  ["a template that is none", { allowOrigins: "*" }, { template: "cdk" as "sam" }, ["option options.template"]],
  ["no list of resources", { allowOrigins: "*" }, { resources: "/" as never }, ["option options.resources"]],
  [
    "ids that are none",
    { allowOrigins: "*" },
    { api: "My Api", resources: ["/", "A", "/rides"] },
    ["option options.api", "option options.resources[2]"],
  ],
] as readonly [string, CorsConfig, RestApiOptions, readonly string[]][])(
  "refused: %s",
  ([, config, options, issues]) => {
    expect(refusals(() => restApi(config, options))).toEqual(issues);
  },
);

test("who owns the headers", () => {
  expect(restApi({ allowOrigins: "*" }).owner).toContain("OPTIONS methods own the answers to preflight requests");
  expect(restApi({ allowOrigins: "*" }, { template: "sam" }).owner).toContain(
    "handler also answers preflight requests",
  );
  expect(restApi({ allowOrigins: ["https://*.example.com"] }).owner).not.toContain("gateway responses own");
});
