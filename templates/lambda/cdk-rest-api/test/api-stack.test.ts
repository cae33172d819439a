import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import { ApiStack } from "../lib/api-stack.ts";
import { policy } from "../src/cors.ts";

// Nothing is bundled here: only what CloudFormation gets matters.
const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
const template = Template.fromStack(new ApiStack(app, "Test"));

const { allowOrigins, allowHeaders, exposeHeaders } = policy.config;
/** What the gateway says for its own errors is fixed: of several origins, the first that is no pattern. */
const named = [allowOrigins].flat().find((origin) => !origin.includes("*")) ?? "*";
const quoted = (values: string | readonly string[]) => `'${[values].flat().join(",")}'`;

test("the gateway answers preflights of every path, without asking who it is", () => {
  template.resourcePropertiesCountIs(
    "AWS::ApiGateway::Method",
    {
      HttpMethod: "OPTIONS",
      AuthorizationType: "NONE",
      Integration: {
        Type: "MOCK",
        IntegrationResponses: [
          {
            ResponseParameters: Match.objectLike({
              "method.response.header.Access-Control-Allow-Headers": quoted(allowHeaders),
            }),
          },
        ],
      },
    },
    2,
  );
});

test.each(["DEFAULT_4XX", "DEFAULT_5XX"])("the app's page reads the gateway's own errors: %s", (type) => {
  template.hasResourceProperties("AWS::ApiGateway::GatewayResponse", {
    ResponseType: type,
    ResponseParameters: Match.objectLike({
      "gatewayresponse.header.Access-Control-Allow-Origin": quoted(named),
      "gatewayresponse.header.Access-Control-Expose-Headers": quoted(exposeHeaders),
    }),
  });
});

test("a deployment is made after all of them", () => {
  const [deployment] = Object.values(template.findResources("AWS::ApiGateway::Deployment"));
  const answers = ["AWS::ApiGateway::Method", "AWS::ApiGateway::GatewayResponse"].flatMap((type) =>
    Object.keys(template.findResources(type)),
  );
  expect(deployment?.["DependsOn"]).toEqual(expect.arrayContaining(answers));
});
