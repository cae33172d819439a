import { afterAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { runWorker } from "../support/wrangler-dev.ts";
import { bundleLab } from "./bundle-lab.ts";
import type { Played } from "./lab.ts";
import { randomLinks } from "./random-links.ts";

const COUNT = Number(process.env["COUNT"] ?? 100);
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
console.log(`[chromium] random links: SEED=${seed}`);

const chromium = await startOrSkip("Chromium", launchChromium);
const worker = chromium && (await startOrSkip("wrangler dev", runWorker));
afterAll(async () => {
  await chromium?.close();
  await worker?.stop();
});

test.skipIf(!worker)("random links", { timeout: 120_000 }, async () => {
  const page = await chromium!.newPage();
  await page.goto(`http://app.localhost:${worker!.port}/demo`);
  await page.evaluate(await bundleLab());
  const json = await page.evaluate(
    (links) => (globalThis as unknown as { playAll(links: string): Promise<string> }).playAll(links),
    JSON.stringify(randomLinks(seed, COUNT)),
  );
  const played = JSON.parse(json) as readonly Played[];
  const count: Record<string, number> = {};
  for (const one of played)
    for (const o of one.obstacles) count[o.replace(/\d+/g, "N")] = (count[o.replace(/\d+/g, "N")] ?? 0) + 1;
  const verdicts: Record<string, number> = {};
  for (const one of played) {
    const v = one.observation?.visits[0]?.seen.verdict ?? "-";
    verdicts[v] = (verdicts[v] ?? 0) + 1;
  }
  console.log(count, verdicts, played.length);
  expect(
    played
      .filter(({ differences }) => differences.length > 0)
      .map((p) => [p.link.slice(0, 0) + atob(p.link.replaceAll("-", "+").replaceAll("_", "/")), p.differences]),
  ).toEqual([]);
});
