import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "corskit/browser";
import { fetch } from "./hosts.mjs";

async function visit(origin, domain) {
  const page = openPage({ origin, engine: "chromium", server: fetch, localNetworkAccess: "granted" });
  const outcomes = [
    await page.fetch(`http://login.${domain}:8830/session`, { method: "POST", credentials: "include" }),
    await page.fetch(`http://api.${domain}:8830/me`, { credentials: "include" }),
  ];
  return outcomes.map(({ response, failure }) => response?.status ?? failure.code);
}

const APP = "http://app.rides.localhost:8830";
const WILDCARD = "WildcardOriginNotAllowed";

test("before: any origin, which browsers do not take together with cookies", async () => {
  assert.deepEqual(await visit(APP, "before.localhost"), [WILDCARD, WILDCARD]);
});

test("after: the page logs in, and the API knows it", async () => {
  assert.deepEqual(await visit(APP, "rides.localhost"), [204, 200]);
});

test("after: a page of another site reads nothing, nor does one of another subdomain", async () => {
  for (const origin of ["http://evil.localhost:8830", "http://blog.rides.localhost:8830"]) {
    const seen = await visit(origin, "rides.localhost");
    assert.deepEqual(seen, ["AllowOriginMismatch", "AllowOriginMismatch"]);
  }
});
