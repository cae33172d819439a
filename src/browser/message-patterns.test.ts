import { expect, test } from "vitest";
import { messagePatterns } from "./message-patterns.ts";
import { recognize } from "./recognize.ts";

test("no pattern begins with a value, and between two values there is a text: the search would not end", () => {
  for (const { key, literals } of messagePatterns()) {
    expect(literals.slice(0, Math.max(1, literals.length - 1)), key).not.toContain("");
  }
});

test.each([
  ["Preflight response is not successful", "PreflightInvalidStatus"],
  ["Origin https://a.example is not allowed by Access-Control-Allow-Origin.", "MissingAllowOriginHeader"],
  ["Reason: CORS preflight response did not succeed", "PreflightInvalidStatus"],
  [
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://a.example/. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing).",
    "MissingAllowOriginHeader",
  ],
])("of older versions, which told no status: %s", (message, code) => {
  expect(recognize(message)).toMatchObject([{ text: message, codes: expect.arrayContaining([code]) }]);
});

test("a reason of Firefox's is known without what stands around it, and no other text without its bracket", () => {
  const reason = "Reason: CORS header ‘Access-Control-Allow-Origin’ missing";
  expect(recognize(reason)).toMatchObject([{ text: reason, engine: "firefox", values: {} }]);
  const other =
    "The resource at “https://a.example/” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).";
  expect(recognize(other)).toHaveLength(1);
  expect(recognize(other.slice(0, -2))).toEqual([]);
});

test("several engines print the same, or one alone", () => {
  expect(recognize("TypeError")).toMatchObject([{ engine: null, codes: ["InvalidRequest"] }]);
  expect(recognize("Blocked loading mixed active content “http://a.example/”")).toMatchObject([{ engine: "firefox" }]);
});
