import { expect, test } from "vitest";
import { indented, validateTemplate } from "./validate-template.ts";

const BUCKET = `Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
`;

test("a right template has no findings", () => {
  expect(validateTemplate(`${BUCKET}      BucketName: right\n`)).toEqual([]);
});

test("an unknown key, a wrong value and a coerced type are found, under the fragment's own path", () => {
  const fragment = `# a comment
CorsConfiguration:
  CorsRules:
    - AllowedMethods: [PATCH]
      AllowedOrigins: [NO]
      ExposeHeaders: [ETag]
`;
  expect(validateTemplate(BUCKET + indented(fragment, 6)).map((line) => line.replace(/:.*/, ""))).toEqual([
    "FATAL F3002 Properties.CorsConfiguration.CorsRules.0.ExposeHeaders",
    "WARN W3030 Properties.CorsConfiguration.CorsRules.0.AllowedMethods.0",
    "WARN W9003 Properties.CorsConfiguration.CorsRules.0.AllowedOrigins.0",
  ]);
});

test("what is no template throws", () => {
  expect(() => validateTemplate("Resources: [")).toThrow();
});
