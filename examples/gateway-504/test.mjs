import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPage } from "corskit/browser";
import { serve } from "./serve.mjs";

let served;
before(async () => {
  served = await serve([0, 0, 0, 0]);
});
after(() => served.close());

const open = (origin = "http://app.localhost:8810") =>
  openPage({ origin, engine: "chromium", localNetworkAccess: "granted" });

async function visit(page, api) {
  const seen = [];
  for (const path of ["/ride", "/report", "/popular", "/popular", "/popular", "/popular"]) {
    const { response, failure } = await page.fetch(api + path);
    seen.push(response === null ? failure.code : `${response.status} ${await response.text()}`);
  }
  return [seen[0], seen[1], seen[5]];
}

const blocked = "MissingAllowOriginHeader";
const throttled = '429 {"message":"Too Many Requests"}';
for (const [i, name, wanted] of [
  [0, "before", ["200 {}", blocked, blocked]],
  [1, "with gateway responses", ["200 {}", '504 {"message":"Endpoint request timed out"}', throttled]],
  [2, "with gateway responses and withCors", ["200 {}", "504 Gateway Timeout", throttled]],
]) {
  test(`${name}: an answer, one that does not come in time, one too many`, async () => {
    assert.deepEqual(await visit(open(), served.apis[i]), wanted);
  });
}

test("a page of another origin reads none of it", async () => {
  const page = open("http://evil.localhost");
  for (const path of ["/ride", "/report", "/popular"]) {
    assert.equal((await page.fetch(served.apis[2] + path)).verdict, "blocked");
  }
});
