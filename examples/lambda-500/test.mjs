import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPage } from "corskit/browser";
import { serve } from "./serve.mjs";

let served;
before(async () => {
  served = await serve([0, 0, 0], () => {});
});
after(() => served.close());

const broken = { method: "PUT", headers: { "Content-Type": "application/json" }, body: "no" };

for (const [i, name, wanted] of [
  [0, "before", [200, 404, "MissingAllowOriginHeader"]],
  [1, "after", [200, 404, 500]],
]) {
  test(`${name}: a ride, a path that is not there, a body that makes the handler throw`, async () => {
    const { origin, apis } = served;
    const page = openPage({ origin, engine: "chromium", localNetworkAccess: "granted" });
    const outcomes = [
      await page.fetch(`${apis[i]}/rides`),
      await page.fetch(`${apis[i]}/none`),
      await page.fetch(`${apis[i]}/rides`, broken),
    ];
    assert.deepEqual(
      outcomes.map(({ response, failure }) => response?.status ?? failure.code),
      wanted,
    );
  });
}

test("after: a page of another origin reads none of it", async () => {
  const page = openPage({ origin: "http://evil.localhost", engine: "chromium", localNetworkAccess: "granted" });
  assert.equal((await page.fetch(`${served.apis[1]}/rides`)).verdict, "blocked");
  assert.equal((await page.fetch(`${served.apis[1]}/rides`, broken)).verdict, "blocked");
});
