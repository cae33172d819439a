import { expect, test } from "vitest";
import { TARGETS } from "../../src/emit/targets.ts";
import { toConfiguration } from "./export-emit.ts";

const CONFIG = '{ allowOrigins: ["https://app.example.com"], allowCredentials: true }';

test.each(TARGETS.map(({ name }) => name))("a policy for %s", (name) => {
  const { output, owner } = toConfiguration(CONFIG, name);
  expect(output).toContain("https://app.example.com");
  expect(owner).not.toBe("");
});

test("what a target refuses is told, and so is what is no config", () => {
  const refused = toConfiguration(
    '{ allowOrigins: "*", allowHeaders: ["Authorization"] , allowCredentials: true }',
    "function-url",
  );
  expect(refused).toMatchObject({ output: null, owner: null });
  expect(refused.issues[0]?.fix).not.toBe("");
  expect(toConfiguration("{ allowOrigins: ", "function-url")).toMatchObject({ output: null, issues: [{}] });
});
