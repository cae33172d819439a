import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { encodeScenario } from "../../../worker/simulator/codec.ts";
import { DEFAULT_PAGE, DEFAULT_RAW } from "../../../worker/simulator/defaults.ts";
import { EXAMPLES } from "../../../worker/simulator/gallery.ts";
import { PHONE, verdictOf, withSimulator, type Setup } from "./open.ts";

/** Waits for a verdict. */
export async function toSay(page: Page, words: string): Promise<void> {
  await page.locator("#verdict-pane .verdict b", { hasText: words }).first().waitFor();
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ["readable", "The page reads it"],
  ["opaque", "Sent, but opaque to the page"],
]);

/** Runs in the page: opens each example, and gives those that do not come to show what they should. */
async function missing(wanted: readonly (readonly [id: string, title: string, words: string])[]): Promise<string[]> {
  const shows = (title: string, words: string): boolean =>
    document.querySelector(".about h2")?.textContent === title &&
    [...document.querySelectorAll("#verdict-pane, #server-pane")].some((pane) => pane.textContent.includes(words));
  const failed: string[] = [];
  for (const [id, title, words] of wanted) {
    location.hash = `${id}&in=standard`;
    for (let frames = 0; !shows(title, words); frames++) {
      if (frames > 120) {
        failed.push(id);
        break;
      }
      await new Promise(requestAnimationFrame);
    }
  }
  return failed;
}

export function testUsage(setup: () => Setup): void {
  describe("is used", () => {
    test("shows the first example: a request, the check that failed, why, and what to do", () =>
      withSimulator(setup(), "", async ({ page }) => {
        expect(await verdictOf(page)).toBe("Blocked by CORS");
        expect(await page.getByRole("region", { name: "What comes of it" }).innerText()).toContain(
          "MissingAllowOriginHeader",
        );
        const picture = await page.locator("svg.drawing").textContent();
        expect(picture).toContain("Origin: https://app.example.com");
        expect(picture).toContain("wanted  https://app.example.com or *");
        await page.getByText("The same in words").click();
        expect(await page.locator(".steps").innerText()).toContain(
          "Check of Access-Control-Allow-Origin fails: wanted https://app.example.com or *, found nothing",
        );
      }));

    test("each example is shown as its outcome says", () =>
      withSimulator(setup(), "", async ({ page }) => {
        const wanted = EXAMPLES.map(({ id, title, outcome }) => [id, title, WORDS.get(outcome) ?? outcome] as const);
        expect(await page.evaluate(missing, wanted)).toEqual([]);
      }));

    test("predicts as one types, keeps the caret, and goes back", () =>
      withSimulator(setup(), "", async ({ page }) => {
        const lines = page.getByLabel("Response’s header lines");
        await lines.focus();
        await page.keyboard.press("Control+End");
        await page.keyboard.type("\nAccess-Control-Allow-Origin: *");
        await toSay(page, "The page reads it");
        expect(await lines.inputValue()).toBe("Content-Type: application/json\nAccess-Control-Allow-Origin: *");
        // In the middle, where a caret that is lost would show.
        for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowLeft");
        await page.keyboard.type("xy");
        expect(await lines.inputValue()).toContain("Access-Control-Allow-Origixyn: *");
        await toSay(page, "Blocked by CORS");
        // Half a line stays while another one changes.
        await page.keyboard.press("Control+End");
        await page.keyboard.type("\nhalf");
        await page.keyboard.press("Control+Home");
        await page.keyboard.type("X-");
        await expect.poll(() => page.locator("svg.drawing").textContent()).toContain("X-Content-Type");
        expect(await lines.inputValue()).toMatch(/^X-Content-Type: [^]*\nhalf$/);
        await page.keyboard.press("Delete");
        for (let i = 0; i < 2; i++) await page.keyboard.press("Backspace");
        await page.keyboard.type("C");
        expect(page.url()).toContain("#s=");
        await page.reload();
        await toSay(page, "Blocked by CORS");
        expect(await lines.inputValue()).toContain("Access-Control-Allow-Origixyn: *");
        await page.goBack();
        await page.getByRole("heading", { name: EXAMPLES[0]?.title }).waitFor();
        expect(await lines.inputValue()).toBe("Content-Type: application/json");
      }));

    test("half a URL takes nothing away, and says what is missing", () =>
      withSimulator(setup(), "", async ({ page }) => {
        const url = page.getByLabel("URL", { exact: true });
        await url.fill("https:/");
        await page.getByText("No URL. Write it in full").waitFor();
        expect(await url.inputValue()).toBe("https:/");
        expect(await page.locator("svg.drawing").count()).toBe(1);
        await url.fill("https://app.example.com/own");
        await toSay(page, "The page reads it");
      }));

    test("the browser that was chosen is in the address, and stays with the next example", () =>
      withSimulator(setup(), "#authorization-wildcard", async ({ page }) => {
        const engine = page.locator("#picture-pane select");
        expect(await engine.inputValue()).toBe("chromium");
        await toSay(page, "The page reads it");
        await engine.selectOption("standard");
        await toSay(page, "Blocked by CORS");
        expect(page.url()).toMatch(/#authorization-wildcard&in=standard$/);
        await page.getByRole("button", { name: "Examples" }).click();
        await page.getByRole("link", { name: "A GET that any page may read" }).click();
        await page.getByRole("heading", { name: "A GET that any page may read" }).waitFor();
        expect(await engine.inputValue()).toBe("standard");
        await page.goBack();
        await page.goBack();
        await expect.poll(() => engine.inputValue()).toBe("chromium");
      }));

    test("the documentation is a link away", () =>
      withSimulator(setup(), "", async ({ page }) => {
        // What the Worker answers there, built or not: test/docs-site.node.test.ts
        expect(await page.getByRole("link", { name: "Docs" }).getAttribute("href")).toBe("/docs/");
      }));

    test("a link is somebody else's case, to the letter", () => {
      const scenario = {
        page: { ...DEFAULT_PAGE, origin: "http://localhost:3000", method: "PATCH", again: [2] },
        server: DEFAULT_RAW,
      };
      return withSimulator(setup(), `#s=${encodeScenario(scenario)}`, async ({ page }) => {
        expect(await page.getByLabel("Page’s origin").inputValue()).toBe("http://localhost:3000");
        expect(await page.getByLabel("Method").inputValue()).toBe("PATCH");
        await page.getByRole("heading", { name: "Your own case" }).waitFor();
        expect(await page.getByLabel("The same again after").inputValue()).toBe("2");
      });
    });

    test("the server changes into a policy and back, and its faults are told", () =>
      withSimulator(setup(), "", async ({ page }) => {
        await page.getByText("by a corskit policy").click();
        await toSay(page, "The page reads it");
        await page.getByLabel("The policy’s config").fill('{ origin: "https://app.example.com/" }');
        await toSay(page, "No policy, no answers");
        const server = page.getByRole("region", { name: "The server" });
        expect(await server.innerText()).toContain("did you mean allowOrigins?");
        await page.getByLabel("The policy’s config").fill("{ allowOrigins: [");
        await server.locator(".wrong").waitFor();
        await page.getByText("with these headers").click();
        await toSay(page, "Blocked by CORS");
      }));

    test("is run for real, and is as predicted", () =>
      withSimulator(setup(), "", async ({ page }) => {
        await page.getByRole("button", { name: "Run it for real" }).click();
        await page.getByText("As predicted").waitFor();
        expect(await page.locator(".reality table").innerText()).toMatch(/verdict\s+blocked\s+blocked/);
      }));

    test("a browser that does otherwise than predicted is told of loudly, with a link that holds the case", () =>
      withSimulator(setup(), "", async ({ page }) => {
        // In the server's place, so that the answer is another one than the scenario's.
        await page.route(/\/s\//, (route) =>
          route.fulfill({ status: 200, headers: { "Access-Control-Allow-Origin": "*" }, body: "" }),
        );
        await page.getByRole("button", { name: "Run it for real" }).click();
        await page.getByText("Not as predicted").waitFor();
        const reality = page.locator(".reality");
        expect(await reality.locator("tr.differs", { hasText: "verdict" }).innerText()).toMatch(/blocked\s+≠ readable/);
        await reality.getByRole("button", { name: "Copy the link" }).waitFor();
      }));

    test("fits a phone, where the verdict waits at the lower edge", () =>
      withSimulator(
        setup(),
        "#wildcard-with-credentials",
        async ({ page }) => {
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
          const jump = page.locator(".jump");
          const { y = 0 } = (await jump.boundingBox()) ?? {};
          expect(y).toBeGreaterThan(640);
          expect(y).toBeLessThan(740);
          await jump.click();
          await expect.poll(async () => (await page.locator("#verdict-pane").boundingBox())?.y).toBeLessThan(100);
        },
        PHONE,
      ));
  });
}
