import { expect, test } from "vitest";
import { toJson, toYaml } from "./documents.ts";

test("YAML has its comment above, and quotes what an old parser would misread", () => {
  const methods = ["GET", "NO", "*"];
  expect(toYaml({ MaxAge: 600, AllowMethods: methods, AllowHeaders: methods, Off: "off" }, ["one", "two"])).toBe(
    `# one
# two

MaxAge: 600
AllowMethods:
  - GET
  - "NO"
  - "*"
AllowHeaders:
  - GET
  - "NO"
  - "*"
"Off": "off"
`,
  );
});

test("JSON ends with a line break", () => {
  expect(toJson({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}\n');
});
