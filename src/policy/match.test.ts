import { expect, test } from "vitest";
import { compileMatcher } from "./match.ts";

test("smoke", () => {
  expect(compileMatcher(["https://*.a.com"])("https://x.a.com")).toBe(true);
  expect(typeof Response).toBe("function");
});
