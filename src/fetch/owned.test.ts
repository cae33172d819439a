import { expect, test } from "vitest";
import { OWNED, OWNED_NAME } from "./owned.ts";

test("what browsers ask a response for is the policy's", () => {
  expect(OWNED).toEqual([
    // https://fetch.spec.whatwg.org/#http-responses
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    // https://wicg.github.io/private-network-access/#headers
    "Access-Control-Allow-Private-Network",
    "Access-Control-Expose-Headers",
    "Access-Control-Max-Age",
  ]);
  expect(OWNED.filter((name) => !OWNED_NAME.test(name) || !OWNED_NAME.test(name.toLowerCase()))).toEqual([]);
});

test.each(["Access-Control-Request-Method", "X-Access-Control-Allow-Origin", "Vary", ""])("%s is not", (name) => {
  expect(OWNED_NAME.test(name)).toBe(false);
});
