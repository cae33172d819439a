import assert from "node:assert/strict";
import { test } from "node:test";
import { policyTable } from "corskit/testing";
import * as after from "./after.mjs";
import * as before from "./before.mjs";
import * as tempting from "./tempting.mjs";

const PAGES = [
  "https://rides.example.com",
  "https://deploy-preview-7--rides.netlify.app",
  "http://main--rides.localhost:8820",
  "https://evil-rides.netlify.app",
  "https://deploy-preview-7--other.netlify.app",
  "https://deploy-preview-7--rides.netlify.app.evil.example",
];
const REQUESTS = [{ name: "ride", url: "https://api.example.com/" }];
const column = (table) =>
  table
    .split("\n")
    .slice(2)
    .map((row) => row.split("|")[2].trim());

const NO = "MissingAllowOriginHeader";
for (const [name, { fetch }, wanted] of [
  ["before: a deployment that nobody has listed does not read", before, ["reads 200", NO, "reads 200", NO, NO, NO]],
  ["tempting: a stranger's page reads", tempting, [NO, "reads 200", "reads 200", "reads 200", NO, NO]],
  ["after: every deployment of ours, and nobody else", after, ["reads 200", "reads 200", "reads 200", NO, NO, NO]],
]) {
  test(name, async () => {
    assert.deepEqual(column(await policyTable(fetch, PAGES, REQUESTS)), wanted);
  });
}
