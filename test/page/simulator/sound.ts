import { gzipSync } from "node:zlib";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import type { Response } from "playwright-core";
import { describe, expect, test } from "vitest";
import { DESKTOP, PHONE, ready, withSimulator, type Setup } from "./open.ts";

const MOST_BYTES = 60_000;

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export function testSoundness(setup: () => Setup): void {
  describe("is sound", () => {
    test("loads at most 60 KB, gzipped, and nothing twice", async () => {
      const { browser, port } = setup();
      const context = await browser.newContext(DESKTOP);
      try {
        const page = await context.newPage();
        const responses: Response[] = [];
        page.on("response", (response) => responses.push(response));
        await page.goto(`http://app.localhost:${port}/`);
        await ready(page);
        // What is loaded of itself after that counts too.
        await page.getByRole("button", { name: "Apply this fix" }).waitFor();
        const lines: string[] = [];
        let bytes = 0;
        for (const response of responses) {
          const size = gzipSync(await response.body(), { level: 9 }).length;
          lines.push(`${String(size).padStart(6)} ${new URL(response.url()).pathname}`);
          bytes += size;
        }
        console.log([...lines, `${String(bytes).padStart(6)} in all, of at most ${MOST_BYTES}`].join("\n"));
        expect(new Set(responses.map((response) => response.url())).size).toBe(responses.length);
        expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
      } finally {
        await context.close();
      }
    });

    test("answers soon on a processor of a quarter of the speed", async () => {
      const { browser, port } = setup();
      const context = await browser.newContext(DESKTOP);
      try {
        const page = await context.newPage();
        const session = await context.newCDPSession(page);
        await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
        await page.addInitScript(() => {
          new MutationObserver((_, observer) => {
            if (document.querySelector("#verdict-pane .verdict") === null) return;
            performance.mark("interactive");
            observer.disconnect();
          }).observe(document, { childList: true, subtree: true });
        });
        await page.goto(`http://app.localhost:${port}/`);
        await ready(page);
        const milliseconds = await page.evaluate(() => performance.getEntriesByName("interactive")[0]?.startTime ?? -1);
        console.log(`interactive after ${Math.round(milliseconds)} ms, with the processor slowed down by four`);
        expect(milliseconds).toBeGreaterThan(0);
        // The goal is 1000; machines that run other things beside it take longer.
        expect(milliseconds).toBeLessThan(4000);
      } finally {
        await context.close();
      }
    });

    test("runs no script but its own", () =>
      withSimulator(setup(), "", async ({ page }) => {
        const response = await page.reload();
        const policy = response?.headers()["content-security-policy"] ?? "";
        expect(policy).toContain("default-src 'none'");
        expect(policy).not.toMatch(/unsafe|https?:\/\/\*|data:/);
        expect(await page.locator("[style]").count()).toBe(0);
      }));

    const views = [
      { name: "desktop", options: DESKTOP },
      { name: "phone", options: PHONE },
    ];
    test.each(views)("axe finds nothing serious on a $name, in light and dark", ({ options }) =>
      withSimulator(
        setup(),
        "#wildcard-with-credentials",
        async ({ page }) => {
          // By the developer's protocol, which no content security policy holds back.
          await page.evaluate(await readFile(axePath, "utf8"));
          const check = async (place: string): Promise<void> => {
            await page.emulateMedia({ colorScheme: "light" });
            expect(await page.evaluate(findViolations, null), place).toEqual([]);
            await page.emulateMedia({ colorScheme: "dark" });
            expect(await page.evaluate(findViolations, "color-contrast"), `${place}, dark`).toEqual([]);
          };
          await page.getByText("Mode, redirects, cookies, repeats").click();
          await page.getByText("The same in words").click();
          await check("the page");
          for (const [button, content] of DIALOGS) {
            await page.getByRole("button", { name: button }).click();
            await page.locator(`dialog ${content}`).waitFor();
            await check(button);
            await page.keyboard.press("Escape");
          }
        },
        options,
      ),
    );
  });
}

const DIALOGS = [
  ["Examples", ".gallery"],
  ["Policy matrix", ".matrix"],
  ["Export", ".exports"],
] as const;

interface Axe {
  run(options: object): Promise<{
    violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
  }>;
}

/** Runs in the page. @param rule the only one; null for all */
async function findViolations(rule: string | null): Promise<readonly string[]> {
  const { axe } = globalThis as typeof globalThis & { axe: Axe };
  const { violations } = await axe.run(rule === null ? {} : { runOnly: [rule] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
}
