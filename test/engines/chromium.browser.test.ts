import { afterAll, expect, test } from "vitest";
import { givenSeed } from "../support/seed.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { COOKIE_SCENARIOS } from "./cookie-scenarios.ts";
import { generate } from "./generate.ts";
import { checkKnown } from "./known.ts";
import { openEngine } from "./open.ts";
import { report } from "./report.ts";
import { confirm, differ } from "./run.ts";

// The quick part of `npm run test:engines`, which has the other engines and more of everything.
const COUNT = 2_000;

const seed = givenSeed();
console.log(`[chromium] random exchanges: SEED=${seed}`);

const open = () => openEngine("chromium");
const engine = await startOrSkip("Chromium", open);
afterAll(() => engine?.close());

test.skipIf(!engine)("the harness sees what is known", async () => {
  expect(await checkKnown(engine!)).toEqual([]);
});

test.skipIf(!engine)("the model does as Chromium does", async () => {
  const differing = await differ(engine!, [...COOKIE_SCENARIOS, ...generate(seed, COUNT)]);
  expect(report(await confirm(differing, open))).toBe("");
});
