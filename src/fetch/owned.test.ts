import { expect, test } from "vitest";
import { APP } from "../../test/support/requests.ts";
import { cors } from "../index.ts";
import { OWNED, OWNED_NAME } from "./owned.ts";

test("what the policy owns is what it sets, and what Chromium asked private networks for", () => {
  const policy = cors({ allowOrigins: [APP, "https://b.example"], allowCredentials: true, exposeHeaders: ["X-Id"] });
  const facts = { url: "https://api.example.com/", origin: APP, requestHeaders: null };
  const decisions = [
    policy.decide({ ...facts, method: "OPTIONS", requestMethod: "PUT" }),
    policy.decide({ ...facts, method: "GET", requestMethod: null }),
  ];
  const set = new Set(decisions.flatMap(({ headers }) => Object.keys(headers)));
  set.delete("Vary");
  expect(OWNED.toSorted()).toEqual([...set, "Access-Control-Allow-Private-Network"].toSorted());
});

test.each(OWNED.flatMap((name) => [name, name.toLowerCase()]))("%s is told by its name", (name) => {
  expect(OWNED_NAME.test(name)).toBe(true);
});

test.each(["Access-Control-Request-Method", "X-Access-Control-Allow-Origin", "Vary", ""])("%j is not", (name) => {
  expect(OWNED_NAME.test(name)).toBe(false);
});
