import { expect, test } from "vitest";
import { lineOfIssue } from "./issue-line.ts";

const CONFIG = `{
  allowOrigins: [
    "https://app.example.com",
    "https://x.example/",
  ],
  "maxAge": 1e6, exposeHeaders: ["*"],
}`;

test.each([
  ["allowOrigins[1]", "https://x.example/", 4],
  ["allowOrigins", [], 2],
  ["maxAge", 1e6, 6],
  ["exposeHeaders[0]", "*", 6],
  ["allowOrigins[0]", "not there", 2],
  ["allowMethods", undefined, null],
  ["", null, null],
])("%s with %j", (path, value, line) => {
  expect(lineOfIssue(CONFIG, { path, value })).toBe(line);
});
