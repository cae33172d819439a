import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { test } from "vitest";
import { ApiStack } from "../lib/api-stack.ts";
import { policy } from "../src/cors.ts";

// Nothing is bundled here: only what CloudFormation gets matters.
const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
const template = Template.fromStack(new ApiStack(app, "Test"));

test("the HTTP API lets in whom the policy lets in, and nobody else", () => {
  const { allowOrigins, allowHeaders, exposeHeaders, allowCredentials, maxAge } = policy.config;
  template.hasResourceProperties("AWS::ApiGatewayV2::Api", {
    CorsConfiguration: {
      AllowOrigins: [allowOrigins].flat(),
      AllowHeaders: allowHeaders,
      ExposeHeaders: exposeHeaders,
      AllowCredentials: allowCredentials,
      MaxAge: maxAge,
    },
  });
});
