import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { openPage } from "../src/browser/index.ts";
import { cors, corsByPath } from "../src/index.ts";
import { cases, keepsPromise } from "./support/promise.ts";

const LIBRARY = { cors, corsByPath, openPage };

beforeAll(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

test("a page reads the response if and only if the policy says so, whatever the handler did", async () => {
  const runs = inject("runs");
  let read = 0;
  const property = fc.asyncProperty(cases, async (drawn) => {
    read += Number(await keepsPromise(LIBRARY, drawn));
  });
  await fc.assert(property, { numRuns: runs, seed: inject("seed") });
  console.log(`${runs} cases, ${read} of them readable`);
  expect(read / runs, "pages that may read are drawn often enough to prove something").toBeGreaterThan(0.05);
});
