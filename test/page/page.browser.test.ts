import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { ROUTES } from "../../worker/page/routes.ts";
import { launchChromium } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { runWorker } from "../support/wrangler-dev.ts";
import { denial, INTENT } from "./intent.ts";
import { openPage, visitAndRun } from "./visit.ts";

const chromium = await startOrSkip("Chromium", launchChromium);
const worker = chromium && (await startOrSkip("wrangler dev", runWorker));

afterAll(async () => {
  await chromium?.close();
  await worker?.stop();
});

const at = (host: string): string => `http://${host}.localhost:${worker?.port}`;
const api = at("api");
const DENIED = [
  { origin: at("evil"), url: `${at("evil")}/demo` },
  { origin: "null", url: `${at("app")}/demo/sandboxed` },
];
const MODES = [{ mode: "omit" }, { mode: "include" }] as const;

/** Gives a page that nobody has used before. */
async function withPage<T>(use: (page: Page) => Promise<T>): Promise<T> {
  if (chromium === undefined) throw new Error("there is no Chromium");
  const context = await chromium.newContext();
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** As an address bar sees it: no page, no CORS. */
function ridesOnServer(): Promise<string> {
  return withPage(async (page) => {
    await page.goto(`${api}/rides`);
    return page.locator("body").innerText();
  });
}

describe.skipIf(worker === undefined)("the page in Chromium", () => {
  const visit = (url: string, mode: string) => {
    if (chromium === undefined) throw new Error("there is no Chromium");
    return visitAndRun(chromium, url, api, mode === "include");
  };

  test("shows a row for each intent", () => {
    expect(ROUTES.map(({ id }) => id)).toEqual(Object.keys(INTENT));
  });

  describe.each(DENIED)("on $origin, which the policy denies", ({ origin, url }) => {
    test.each(MODES)("reads nothing with credentials: $mode", async ({ mode }) => {
      const before = await ridesOnServer();
      const { rows, summary, corsErrors, preflights, complaints } = await visit(url, mode);
      expect(rows.map(({ id, outcome, expected }) => [id, outcome, expected])).toEqual(
        Object.keys(INTENT).map((id) => [id, "blocked", "blocked"]),
      );
      expect(corsErrors).toEqual(Object.values(INTENT).map(denial));
      expect(rows.map(({ code }) => code)).toEqual(corsErrors);
      expect(preflights).toEqual(asked());
      expect(summary).toBe(`0 readable, ${rows.length} blocked: all as the policy says.`);
      expect(complaints).toEqual([]);
      // No ride was made, changed or removed: those requests were never sent.
      expect(await ridesOnServer()).toBe(before);
    });

    test("says so", () =>
      withPage(async (page) => {
        await openPage(page, url, false);
        expect(await page.getByRole("region", { name: "This page" }).innerText()).toMatch(
          new RegExp(`^This page\\s+${origin}\\s+denied by the policy`),
        );
      }));
  });

  describe("on the origin that the policy allows", () => {
    test.each(MODES)("reads what it is meant to with credentials: $mode", async ({ mode }) => {
      const { rows, summary, corsErrors, preflights, complaints } = await visit(`${at("app")}/demo`, mode);
      for (const row of rows) {
        const { omit, include = omit, preflight, reads, hidden } = INTENT[row.id] ?? { omit: "unknown" };
        const wanted = mode === "include" ? include : omit;
        const blocked = typeof wanted === "string";
        expect(row).toMatchObject({
          outcome: blocked ? "blocked" : "readable",
          expected: blocked ? "blocked" : "readable",
          status: expect.stringMatching(blocked ? /^$/ : new RegExp(`^${wanted}`)),
          code: blocked ? wanted : "",
          preflighted: preflight !== undefined,
          differs: false,
        });
        const headers = new Map(row.headers.split("\n").map((line) => line.split(": ", 2) as [string, string]));
        if (reads) expect(headers.get(reads[0]), row.id).toMatch(reads[1]);
        if (hidden) expect(headers.has(hidden), row.id).toBe(false);
      }
      expect(rows).toHaveLength(ROUTES.length);
      expect(corsErrors).toEqual(["MethodDisallowedByPreflightResponse", "HeaderDisallowedByPreflightResponse"]);
      // The preflight for POST granted all methods at once, so the same URL is not asked about again.
      expect(preflights).toEqual(asked("PUT /rides"));
      expect(summary).toBe("21 readable, 2 blocked: all as the policy says.");
      expect(complaints).toEqual([]);
      expect(rows.find(({ id }) => id === "live")?.body).toMatch(/data: Coimbra[^]*data: Porto/);
    });

    test("says so, and links to the others", () =>
      withPage(async (page) => {
        await openPage(page, `${at("app")}/demo`, false);
        const end = page.getByRole("region", { name: "This page" });
        expect(await end.innerText()).toMatch(/allowed by the policy/);
        await end.getByRole("link", { name: at("evil") }).click();
        await page.waitForSelector("body[data-ready]");
        expect(await end.innerText()).toMatch(/denied by the policy/);
        await end.getByRole("link", { name: "null, in a sandbox" }).click();
        await page.waitForSelector("body[data-ready]");
        expect(await end.innerText()).toMatch(/null\s+denied by the policy/);
      }));
  });

  test("on the API's own origin everything is readable, since CORS has no say there", async () => {
    const outcomes = await withPage(async (page) => {
      await page.goto(`${api}/rides`);
      return page.evaluate(async (routes) => {
        const statuses: Record<string, number> = {};
        for (const { id, path, method, headers = {}, body = null } of routes) {
          const { status } = await fetch(path, { method, headers, body });
          statuses[id] = status;
        }
        return statuses;
      }, ROUTES);
    });
    const wanted = Object.entries(INTENT).map(([id, { omit, include = omit }]) => [id, include]);
    expect(outcomes).toEqual({ ...Object.fromEntries(wanted), method: 405, header: 200 });
  });

  test("a browser without web security disagrees, and the page says so loudly", async () => {
    const control = await launchChromium(["--disable-web-security"]);
    try {
      const { rows, summary } = await visitAndRun(control, `${at("evil")}/demo`, api, false);
      expect(rows.every(({ outcome, differs }) => outcome === "readable" && differs)).toBe(true);
      expect(summary).toBe(`${rows.length} readable, 0 blocked: ${rows.length} NOT as the policy says.`);
    } finally {
      await control.close();
    }
  });

  test("one row is run by keyboard, and the switch starts anew", () =>
    withPage(async (page) => {
      await openPage(page, `${at("app")}/demo`, false);
      const ran = page.locator("[data-outcome=readable]");
      await page.getByRole("button", { name: "Run GET /rides/1: One ride." }).focus();
      await page.keyboard.press("Enter");
      await ran.waitFor();
      expect(await ran.count()).toBe(1);
      expect(await page.getByRole("status").innerText()).toBe("1 readable, 0 blocked: all as the policy says.");
      await page.getByRole("switch").focus();
      await page.keyboard.press("Space");
      await page.waitForSelector("body[data-ready]");
      expect(await ran.count()).toBe(0);
    }));

  test("an API that is not there is told from one that is blocked", () =>
    withPage(async (page) => {
      const nobody = `http://api.localhost:${await freePort()}`;
      await openPage(page, `${at("app")}/demo?api=${nobody}`, false);
      await page.getByRole("button", { name: "Run GET /rides/1: One ride." }).click();
      await page.waitForSelector("[data-outcome=unreachable]");
      expect(await page.getByRole("status").innerText()).toBe("Nothing answered. Is the API running?");
    }));

  test.each(["https://api.attacker.example", "http://api.localhost.attacker.example", "javascript:alert(1)", "%00"])(
    "a link cannot make it call %s",
    (other) =>
      withPage(async (page) => {
        await openPage(page, `${at("app")}/demo?api=${encodeURIComponent(other)}`, false);
        expect(await page.getByRole("alert").innerText()).toBe(
          `${other} is not an API of this site, so it is not called.`,
        );
        expect(await page.getByRole("combobox").inputValue()).toBe(api);
      }),
  );

  test("the page's own responses are guarded", () =>
    withPage(async (page) => {
      const response = await page.goto(`${at("app")}/demo`);
      const headers = (await response?.allHeaders()) ?? {};
      expect(headers["content-security-policy"]).toContain(`default-src 'none'; script-src ${at("app")};`);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["set-cookie"]).toBeUndefined();
    }));

  test("plain localhost leads to the page", () =>
    withPage(async (page) => {
      await page.goto(`http://localhost:${worker?.port}/`);
      expect(page.url()).toBe(`${at("app")}/`);
    }));
});

/** @param cached what was granted by an earlier answer */
function asked(cached?: string): ReadonlySet<string> {
  const preflights = Object.values(INTENT).flatMap(({ preflight = [] }) => preflight);
  return new Set(preflights.filter((preflight) => preflight !== cached));
}
