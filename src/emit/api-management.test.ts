import { expect, test } from "vitest";
import { losses, refusals } from "../../test/emit/emitted.ts";
import { apiManagement } from "./api-management.ts";

const APP = "https://app.example.com";
const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `https://tenant-${i}.example.com`);

test("a policy, whose comment holds no --, and whose text is escaped", () => {
  const config = {
    allowOrigins: [APP, "http://localhost:3000"],
    allowMethods: ["PUT", "A&B"],
    allowCredentials: true,
    exposeHeaders: ["X-Id"],
    maxAge: 60,
  };
  expect(apiManagement(config, { source: "my--cors---config.ts" }).output).toMatchInlineSnapshot(`
    "<!--
      Written by corskit. Do not edit it here: change the policy, then run
      corskit emit api-management my- -cors- - -config.ts

      Goes first under <inbound>. It is skipped for an operation whose method is OPTIONS.
      The policy in the backend needs owner: "gateway".
      Unverified on Azure.
    -->
    <cors allow-credentials="true" terminate-unmatched-request="false">
      <allowed-origins>
        <origin>https://app.example.com</origin>
        <origin>http://localhost:3000</origin>
      </allowed-origins>
      <allowed-methods preflight-result-max-age="60">
        <method>GET</method>
        <method>HEAD</method>
        <method>POST</method>
        <method>PUT</method>
        <method>A&amp;B</method>
      </allowed-methods>
      <allowed-headers>
        <header>Authorization</header>
        <header>Content-Type</header>
      </allowed-headers>
      <expose-headers>
        <header>X-Id</header>
      </expose-headers>
    </cors>
    "
  `);
});

const inside = (output: string, element: string): readonly string[] =>
  [...(new RegExp(`<${element}[^>]*>([^]*)</${element}>`).exec(output)?.[1] ?? "").matchAll(/>([^<]+)</g)].flatMap(
    ([, text = ""]) => (text.trim() === "" ? [] : [text]),
  );

test.each([
  [{ allowMethods: [] }, "allowed-methods", ["GET", "HEAD", "POST"]],
  [{ allowMethods: ["*", "PUT"] }, "allowed-methods", ["*"]],
  // No page can send Origin itself, and the element may not be empty.
  [{ allowHeaders: [] }, "allowed-headers", ["Origin"]],
  [{ allowHeaders: ["*"] }, "allowed-headers", ["Origin"]],
  [{ allowHeaders: ["*", "X-A"] }, "allowed-headers", ["X-A"]],
  [{ allowHeaders: ["*", "authorization"] }, "allowed-headers", ["*", "authorization"]],
  [{ allowHeaders: ["*"], allowCredentials: true }, "allowed-headers", ["*"]],
  [{ exposeHeaders: [] }, "expose-headers", []],
])("%j makes %s %j", (config, element, members) => {
  expect(inside(apiManagement({ allowOrigins: [APP], ...config }).output, element)).toEqual(members);
});

const always = ["errors", "vary"];

test.each([
  ["any origin", { allowOrigins: "*" }, ["errors"]],
  ["one origin", { allowOrigins: [APP] }, always],
  ["a pattern", { allowOrigins: [APP, "https://*.example.com"] }, ["origins allowOrigins[1]", ...always]],
  ["no port by default", { allowOrigins: [APP, "capacitor://localhost"] }, ["origins allowOrigins[1]", ...always]],
  [
    "null",
    { allowOrigins: [APP, "null"], dangerouslyAllowNullOrigin: true },
    ["null-origin allowOrigins[1]", ...always],
  ],
  [
    "any header, but Authorization",
    { allowOrigins: [APP], allowHeaders: ["*"] },
    ["headers allowHeaders[0]", ...always],
  ],
  ["more than the Consumption tier takes", { allowOrigins: many(400) }, [...always, "limit"]],
] as const)("lost: %s", (_, config, lost) => {
  expect(losses(apiManagement(config))).toEqual(lost);
  expect(apiManagement(config).exact).toBe(false);
});

test.each([
  ["patterns alone", { allowOrigins: ["https://*.example.com"] }, ["origins allowOrigins[0]"]],
  ["a document of more than 256 KiB", { allowOrigins: many(6000) }, ["limit"]],
])("%s are refused", (_, config, refused) => {
  expect(refusals(() => apiManagement(config))).toEqual(refused);
});
