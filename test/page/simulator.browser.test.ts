import { afterAll, describe } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { runWorker } from "../support/wrangler-dev.ts";
import { testSoundness } from "./simulator/sound.ts";
import { testTasks } from "./simulator/tasks.ts";
import { testUsage } from "./simulator/usage.ts";
import type { Setup } from "./simulator/open.ts";

const browser = await startOrSkip("Chromium", launchChromium);
const worker = browser && (await startOrSkip("wrangler dev", runWorker));

afterAll(async () => {
  await browser?.close();
  await worker?.stop();
});

function setup(): Setup {
  if (browser === undefined || worker === undefined) throw new Error("there is no Chromium");
  return { browser, port: worker.port };
}

// One browser and one Worker for all of it: they take longer to start than most tests run.
describe.skipIf(worker === undefined)("the simulator", () => {
  testUsage(setup);
  testTasks(setup);
  testSoundness(setup);
});
