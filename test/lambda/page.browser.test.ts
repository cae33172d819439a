import { afterAll, describe, expect, test } from "vitest";
import { BUNDLE, buildLambda } from "../../lambda/build.ts";
import { localFunction, startFunctionUrl } from "../../lambda/runtime-api/index.ts";
import { ROUTES } from "../../worker/page/routes.ts";
import { denial, INTENT } from "../page/intent.ts";
import { visitAndRun } from "../page/visit.ts";
import { launchChromium } from "../support/chromium.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { runWorker } from "../support/wrangler-dev.ts";

// The page of the Worker, calling the same API under AWS's runtime client: the same outcomes as there.

/** As `npm run start:lambda` serves it. */
async function startLambda(exportName: string) {
  await buildLambda();
  const env = { ORIGINS: "http://app.localhost:*" };
  const lambda = localFunction({ file: BUNDLE, exportName, timeout: 1500, env, log: () => {} });
  const url = await startFunctionUrl(lambda, 0);
  return {
    port: url.port,
    async stop() {
      await url.close();
      await lambda.close();
    },
  };
}

const chromium = await startOrSkip("Chromium", launchChromium);
const worker = chromium && (await startOrSkip("wrangler dev", runWorker));
const streaming = worker && (await startOrSkip("AWS's runtime client", () => startLambda("streaming")));
const buffered = streaming && (await startLambda("handler"));

afterAll(async () => {
  await chromium?.close();
  await worker?.stop();
  await streaming?.stop();
  await buffered?.stop();
});

const at = (host: string): string => `http://${host}.localhost:${worker?.port}`;

describe.skipIf(buffered === undefined).each([
  ["streamed", streaming?.port],
  ["buffered", buffered?.port],
])("the page in Chromium, the API on Lambda, %s", (_name, port) => {
  const api = `http://api.localhost:${port}`;
  const visit = (page: string, credentials: boolean) => {
    if (chromium === undefined) throw new Error("there is no Chromium");
    return visitAndRun(chromium, `${page}${page.includes("?") ? "&" : "?"}api=${api}`, api, credentials);
  };

  test.each([false, true])("reads what it is meant to; credentials: %s", async (credentials) => {
    const { rows, summary, complaints } = await visit(`${at("app")}/demo`, credentials);
    for (const row of rows) {
      const { omit, include = omit, reads, hidden } = INTENT[row.id] ?? { omit: "unknown" };
      const wanted = credentials ? include : omit;
      const blocked = typeof wanted === "string";
      expect(row).toMatchObject({
        outcome: blocked ? "blocked" : "readable",
        status: expect.stringMatching(blocked ? /^$/ : new RegExp(`^${wanted}`)),
        code: blocked ? wanted : "",
        differs: false,
      });
      const headers = new Map(row.headers.split("\n").map((line) => line.split(": ", 2) as [string, string]));
      if (reads) expect(headers.get(reads[0]), row.id).toMatch(reads[1]);
      if (hidden) expect(headers.has(hidden), row.id).toBe(false);
    }
    expect(rows).toHaveLength(ROUTES.length);
    expect(summary).toBe("21 readable, 2 blocked: all as the policy says.");
    expect(complaints).toEqual([]);
  });

  test.each([
    ["another origin", () => `${at("evil")}/demo`],
    ["a sandbox", () => `${at("app")}/demo/sandboxed`],
  ])("reads nothing on %s", async (_where, page) => {
    const { rows, corsErrors } = await visit(page(), true);
    expect(rows.map(({ id, outcome }) => [id, outcome])).toEqual(Object.keys(INTENT).map((id) => [id, "blocked"]));
    expect(corsErrors).toEqual(Object.values(INTENT).map(denial));
  });
});
