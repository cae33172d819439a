import { afterAll, describe, expect, test } from "vitest";
import { encodeScenario } from "../../worker/simulator/codec.ts";
import { EXAMPLES } from "../../worker/simulator/gallery.ts";
import { predict } from "../../worker/simulator/predict.ts";
import { bundleLab } from "../simulator/bundle-lab.ts";
import type { Played } from "../simulator/lab.ts";
import { randomLinks } from "../simulator/random-links.ts";
import { report } from "../simulator/report.ts";
import { launchChromium } from "../support/chromium.ts";
import { givenSeed } from "../support/seed.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { runWorker } from "../support/wrangler-dev.ts";

const RANDOM = 100;

const seed = givenSeed();
console.log(`[chromium] random links: SEED=${seed}`);

const chromium = await startOrSkip("Chromium", launchChromium);
const worker = chromium && (await startOrSkip("wrangler dev", runWorker));
const lab = worker && (await openLab(worker.port));

afterAll(async () => {
  await chromium?.close();
  await worker?.stop();
});

/** A page of the simulator's that plays links. */
async function openLab(port: number): Promise<(links: readonly string[]) => Promise<readonly Played[]>> {
  if (chromium === undefined) throw new Error("there is no Chromium");
  const page = await chromium.newPage();
  await page.goto(`http://app.localhost:${port}/demo`);
  await page.evaluate(await bundleLab());
  return async (links) => {
    const json = await page.evaluate((argument) => {
      const { playAll } = globalThis as unknown as { playAll(json: string): Promise<string> };
      return playAll(argument);
    }, JSON.stringify(links));
    return JSON.parse(json) as readonly Played[];
  };
}

/** What cannot be run between two origins of this machine, or is no request at all. */
const NOT_RUN = ["unsafe-config", "local-network-access", "mixed-content", "server-down"];

describe.skipIf(lab === undefined)("for real, in Chromium", () => {
  test("every example of the gallery comes to what is predicted", async () => {
    const played = await lab!(EXAMPLES.map(({ scenario }) => encodeScenario(scenario)));
    expect(report(played)).toBe("");
    const left = EXAMPLES.filter((_, at) => played[at]?.obstacles.length !== 0);
    expect(left.map(({ id }) => id)).toEqual(NOT_RUN);
    // What was staged is what the example is about: JavaScript sees the same of both.
    for (const [at, { id, scenario }] of EXAMPLES.entries()) {
      if (NOT_RUN.includes(id)) continue;
      const { visits } = await predict(scenario, "chromium");
      const seen = played[at]?.observation?.visits.map((visit) => [visit.seen.verdict, visit.seen.status]) ?? [];
      const predicted = visits.map(({ outcome: { verdict, failure }, status }) => [
        failure === null ? verdict : failure.code === "InvalidRequest" ? "thrown" : "blocked",
        status,
      ]);
      expect([id, seen]).toEqual([id, predicted.slice(0, seen.length)]);
    }
  });

  test("random links come to what is predicted", async () => {
    const played = await lab!(randomLinks(seed, RANDOM));
    expect(played).toHaveLength(RANDOM);
    expect(report(played)).toBe("");
    const run = played.filter(({ obstacles }) => obstacles.length === 0);
    expect(run.length).toBeGreaterThan(RANDOM / 2);
  });
});
