import { expect, test } from "vitest";
import { makeProject } from "../../src/cli/init/project.ts";
import { GATEWAYS, type Variant } from "../../src/cli/init/templates.ts";
import { validateTemplate } from "../emit/validate-template.ts";
import { samToCloudFormation } from "./sam.ts";

const template = (variant: Variant): string => {
  const pages = { origins: ["https://shop.example.org"], credentials: true };
  return makeProject({ variant, name: "my-api", corskit: "^1.2.3", ...pages }).files.get("template.yaml") ?? "";
};
const SAM = GATEWAYS.map((gateway): [string, Variant] => [gateway, { template: "lambda", infra: "sam", gateway }]);

test.each([...SAM, ["hono", { template: "hono" }] as [string, Variant]])(
  "%s: AWS's validator finds nothing",
  (_, variant) => {
    expect(validateTemplate(samToCloudFormation(template(variant)))).toEqual([]);
  },
);

test.each([
  ["function-url", "AllowOrigins", "AllowedOrigins", /AllowedOrigins/],
  ["function-url", "- DELETE", "- OPTIONS", /OPTIONS/],
  ["http-api", "MaxAge: 7200", "MaxAge: soon", /MaxAge/],
  ["http-api", "ExposeHeaders", "ExposedHeaders", /ExposedHeaders/],
  ["rest-api", "StageName: api", "StageName: [api]", /StageName/],
] as const)("%s: it would find %s as %s", (gateway, right, wrong, finding) => {
  const text = template({ template: "lambda", infra: "sam", gateway });
  expect(text).toContain(right);
  expect(validateTemplate(samToCloudFormation(text.replace(right, wrong))).join("\n")).toMatch(finding);
});

test.each([
  ["function-url", "MemorySize", "Memory", "Api has Memory"],
  ["http-api", "ApiId:", "RestApiId:", "Function.Events.Everything has RestApiId"],
  ["http-api", "AWS::Serverless::HttpApi", "AWS::Serverless::SimpleTable", "AWS::Serverless::SimpleTable"],
  ["rest-api", "DEFAULT_4XX", "DEFAULT_499", "Api.GatewayResponses has DEFAULT_499"],
  ["rest-api", `"'https://shop.example.org'"`, "https://shop.example.org", "is not in quotes"],
] as const)("%s: so would this translation find %s as %s", (gateway, right, wrong, message) => {
  const text = template({ template: "lambda", infra: "sam", gateway });
  expect(text).toContain(right);
  expect(() => samToCloudFormation(text.replaceAll(right, wrong))).toThrow(message);
});
