import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { filesIn } from "../../src/cli/simulate/assets.ts";
import { simulatorHandler, startSimulator } from "../../src/cli/simulate/server.ts";
import { encodeScenario } from "../../worker/simulator/codec.ts";
import { EXAMPLES } from "../../worker/simulator/gallery.ts";
import { predict } from "../../worker/simulator/predict.ts";
import { siteOf } from "../../worker/simulator/site.ts";
import { bundleLab } from "../simulator/bundle-lab.ts";
import type { Played } from "../simulator/lab.ts";
import { launchChromium } from "../support/chromium.ts";
import { startOrSkip } from "../support/start-or-skip.ts";

// Local Network Access for real: to this Chromium the page's port is on the public network, and the API's is not.

const handler = simulatorHandler(await filesIn(fileURLToPath(new URL("../../worker/public/", import.meta.url))));
const page = await startSimulator(0, handler);
/** The same server on another port, which takes itself for the page's. */
const api = await startSimulator(0, (request) =>
  handler(new Request(request.url.replace(`:${api.port}/`, `:${page.port}/`), request)),
);
const flags = [`--ip-address-space-overrides=127.0.0.1:${page.port}=public`];
const chromium = await startOrSkip("Chromium", () => launchChromium(flags));

afterAll(async () => {
  await chromium?.close();
  for (const { server } of [page, api]) {
    server.closeAllConnections();
    server.close();
  }
});

const example = EXAMPLES.find(({ id }) => id === "local-network-access");

test.skipIf(chromium === undefined).each(["denied", "granted"] as const)(
  "a public page and a private address, permission %s",
  async (localNetworkAccess) => {
    if (example === undefined || chromium === undefined) throw new Error("there is nothing to play");
    const scenario = { ...example.scenario, page: { ...example.scenario.page, localNetworkAccess } };
    const { visits } = await predict(scenario, "chromium");
    // Between the two ports it is the same network to the model, and not to this Chromium.
    const link = encodeScenario({ ...scenario, page: { ...scenario.page, url: "https://api.example.com/status" } });
    const site = { ...siteOf(`http://app.localhost:${page.port}`), others: [`http://api.localhost:${api.port}`] };
    const context = await chromium.newContext();
    if (localNetworkAccess === "granted") await context.grantPermissions(["local-network-access"]);
    const tab = await context.newPage();
    await tab.goto(`${site.page}/demo`);
    await tab.evaluate(await bundleLab());
    const json = await tab.evaluate(
      ([links, where]) => {
        const { playAll } = globalThis as unknown as { playAll(json: string, site: unknown): Promise<string> };
        return playAll(links, where);
      },
      [JSON.stringify([link]), site] as const,
    );
    await context.close();
    const [played] = JSON.parse(json) as readonly Played[];
    const seen = played?.observation?.visits[0];
    const outcome = visits[0]?.outcome;
    expect(seen?.seen.verdict).toBe(outcome?.verdict);
    expect(seen?.received).toHaveLength(outcome?.exchanges.length ?? -1);
    expect(outcome?.verdict).toBe(localNetworkAccess === "granted" ? "readable" : "blocked");
  },
);
