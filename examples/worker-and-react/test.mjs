import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPage } from "corskit/browser";
import { serve } from "./serve.mjs";

const write = (to) => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ to }),
});

async function visit(origin, api) {
  const page = openPage({ origin, engine: "chromium", localNetworkAccess: "granted" });
  const outcomes = [
    await page.fetch(`${api}/rides`),
    await page.fetch(`${api}/rides`, write("Turin")),
    await page.fetch(`${api}/rides`, write("")),
    await page.fetch(`${api}/none`),
  ];
  return outcomes.map(({ response, failure }) => response?.status ?? failure.code);
}

let served;
before(async () => {
  served = await serve([0, 0, 0]);
});
after(() => served.close());

const NO = "MissingAllowOriginHeader";
const NO_PREFLIGHT = "PreflightMissingAllowOriginHeader";

test("before and after: reads, writes, a fault, a path that is not there", async () => {
  const { origin, apis } = served;
  assert.deepEqual(await visit(origin, apis[0]), [NO, NO_PREFLIGHT, NO_PREFLIGHT, NO]);
  assert.deepEqual(await visit(origin, apis[1]), [200, 200, 422, 404]);
});

test("after: a page of another port reads nothing", async () => {
  const seen = await visit("http://localhost:1", served.apis[1]);
  assert.deepEqual(seen, [
    "AllowOriginMismatch",
    "PreflightAllowOriginMismatch",
    "PreflightAllowOriginMismatch",
    "AllowOriginMismatch",
  ]);
});
