import fc from "fast-check";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { encodeScenario } from "../../../worker/simulator/codec.ts";
import { EXAMPLES } from "../../../worker/simulator/gallery.ts";
import { givenSeed } from "../../support/seed.ts";
import { ready, verdictOf, withSimulator, type Setup } from "./open.ts";
import { toSay } from "./usage.ts";

const seed = givenSeed();
console.log(`[chromium] random addresses and pastes: SEED=${seed}`);

/** What runs if anything is ever taken for markup or for a script. */
const PAYLOADS = [
  "<img src=x onerror=globalThis.pwned=1>",
  "<script>globalThis.pwned=1</script>",
  "javascript:globalThis.pwned=1",
  '"><svg onload=globalThis.pwned=1>',
  "{{constructor.constructor('globalThis.pwned=1')()}}",
  "');globalThis.pwned=1;//",
];

const CHROME =
  "Access to fetch at 'https://api.example.com/x' from origin 'https://shop.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

/** Each in its way the same thing: something to be recognised, and what is seen of it then. */
const PASTES = [
  { paste: CHROME, says: "A console’s message", verdict: "Blocked by CORS", holds: "https://shop.example" },
  {
    paste: "curl -X PUT https://api.example.org/x -H 'Origin: https://shop.example' -H 'X-Trace: 1'",
    says: "A curl command",
    verdict: "Blocked by CORS",
    holds: "x-trace",
  },
  {
    paste: 'fetch("https://api.example.org/y", { method: "DELETE", credentials: "include" })',
    says: "A call from JavaScript",
    verdict: "Blocked by CORS",
    holds: "DELETE https://api.example.org/y",
  },
  {
    paste: "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nETag: 1",
    says: "A response’s header lines",
    verdict: "The page reads it",
    holds: "ETag: 1",
  },
  {
    paste: 'cors({ allowOrigins: ["https://app.example.com"] })',
    says: "A corskit config",
    verdict: "The page reads it",
    holds: "access-control-allow-origin",
  },
] as const;

/** Puts a text into the field as a clipboard does, whole and at once. */
async function paste(page: Page, text: string): Promise<void> {
  const field = page.getByLabel("Paste a console error");
  await field.focus();
  await field.fill(text);
  await page.keyboard.press("Enter");
}

const pictureText = async (page: Page): Promise<string> => (await page.locator("svg.drawing").textContent()) ?? "";

export function testTasks(setup: () => Setup): void {
  describe("does what people come for", () => {
    test.each(PASTES)("a paste: $says", ({ paste: text, says, verdict, holds }) =>
      withSimulator(setup(), "", async ({ page }) => {
        await paste(page, text);
        await page.locator(".notice", { hasText: says }).waitFor();
        await toSay(page, verdict);
        await expect.poll(async () => (await pictureText(page)).toLowerCase()).toContain(holds.toLowerCase());
      }),
    );

    test("what is exported as curl and as a policy is taken back", () =>
      withSimulator(setup(), "#wildcard-with-credentials", async ({ page }) => {
        await page.getByRole("button", { name: "Export" }).click();
        const policy = await page.getByLabel("A corskit policy", { exact: true }).innerText();
        const curl = await page.getByLabel("curl", { exact: true }).innerText();
        expect(await page.getByLabel("A test for vitest").innerText()).toContain("toBlockPage(request");
        await page.getByLabel("For", { exact: true }).selectOption("function-url");
        await page.getByLabel("Configuration", { exact: true }).getByText("AllowCredentials: true").waitFor();
        await page.keyboard.press("Escape");
        await paste(page, policy);
        await toSay(page, "The page reads it");
        await paste(page, curl);
        await page.locator(".notice", { hasText: "A curl command" }).waitFor();
        expect(await page.getByLabel("Page’s origin").inputValue()).toBe("https://app.example.com");
      }));

    test("by keyboard alone: an example is found, its fault mended, and the page reads", () =>
      withSimulator(setup(), "", async ({ page }) => {
        await tabTo(page, "Examples");
        await page.keyboard.press("Enter");
        await page.locator("dialog .gallery").waitFor();
        await page.keyboard.type("404 options");
        await page.locator("dialog [role=status]", { hasText: "of" }).waitFor();
        await tabTo(page, "404 on OPTIONS");
        await page.keyboard.press("Enter");
        await page.locator("dialog").waitFor({ state: "detached" });
        await page.getByRole("heading", { name: "404 on OPTIONS" }).waitFor();
        expect(await focused(page)).toBe("Examples");
        for (let steps = 0; steps < 4 && (await verdictOf(page)) === "Blocked by CORS"; steps++) {
          const code = await page.locator("#verdict-pane .verdict code").innerText();
          await page.getByRole("button", { name: "Apply this fix" }).waitFor();
          await tabTo(page, "Apply this fix");
          await page.keyboard.press("Enter");
          await page.locator("#verdict-pane .verdict code", { hasText: code }).waitFor({ state: "detached" });
          // Not lost to the page's beginning.
          expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("status");
        }
        expect(await verdictOf(page)).toBe("The page reads it");
      }));

    test("the matrix of a policy: who reads, who does not, and each case behind its cell", () =>
      withSimulator(setup(), "", async ({ page }) => {
        await page.getByRole("button", { name: "Policy matrix" }).click();
        const row = page.locator(".matrix tr", { hasText: "the domain itself" });
        await row.waitFor();
        expect(await row.locator("td.good").count()).toBe(0);
        const allowed = page.locator(".matrix tr", { hasText: "as https://app.example.com allows" });
        expect(await allowed.locator("td").first().innerText()).toContain("✓");
        const config = page.getByRole("dialog").getByLabel("The policy’s config");
        await config.fill('{\n  allowOrigins: [\n    "https://app.example.com",\n    "https://x.example/",\n  ],\n}');
        await page.getByRole("button", { name: "Line 4" }).click();
        expect(await page.evaluate(() => String(getSelection()))).toContain("https://x.example/");
        await config.fill('{ allowOrigins: ["https://app.example.com"] }');
        await allowed.getByRole("link", { name: "HeaderDisallowed" }).click();
        await page.locator("#verdict-pane .verdict code", { hasText: "HeaderDisallowed" }).waitFor();
      }));

    test("a link that is broken says so, and shows an example", () =>
      withSimulator(setup(), "#s=eyJwYWdlIjp7fQ", async ({ page }) => {
        expect(await page.getByRole("alert").innerText()).toMatch(/^This link could not be read: .+/);
        expect(await verdictOf(page)).toBe("Blocked by CORS");
        await page.evaluate(() => void (location.hash = "no-such-example"));
        await page.getByText("There is no example of the name in this link").waitFor();
      }));

    test("random addresses and pastes: never blank, and nothing of them ever runs", () => {
      const broken = fc.sample(fc.oneof(links(), fc.string({ unit: "binary", maxLength: 60 }), payload()), {
        seed,
        numRuns: 40,
      });
      const pastes = fc.sample(fc.oneof(payload(), fc.mixedCase(fc.constantFrom(...PASTES.map((one) => one.paste)))), {
        seed,
        numRuns: 10,
      });
      return withSimulator(setup(), "", async ({ page }) => {
        const blanks = await page.evaluate(visit, broken);
        expect(blanks).toEqual([]);
        for (const text of pastes) {
          await paste(page, text);
          await page.getByRole("button", { name: "Close this notice" }).click();
          await page.getByRole("button", { name: "Close this notice" }).waitFor({ state: "detached" });
        }
        await ready(page);
        expect(await page.evaluate(() => "pwned" in globalThis)).toBe(false);
        expect(await page.locator("img:not([src='/icon.svg']), iframe, main script").count()).toBe(0);
      });
    });
  });
}

/** Runs in the page: goes to each address, and gives those that leave it blank. */
async function visit(hashes: readonly string[]): Promise<readonly string[]> {
  const blank: string[] = [];
  for (const hash of hashes) {
    location.hash = hash;
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    if (document.querySelector("#verdict-pane .verdict") === null) blank.push(hash);
  }
  return blank;
}

/** Links of examples with a character changed, or with a payload in their texts. */
function links(): fc.Arbitrary<string> {
  const valid = fc.constantFrom(...EXAMPLES).map(({ scenario }) => encodeScenario(scenario));
  const damaged = fc.tuple(valid, fc.nat(), fc.string({ maxLength: 3 })).map(([text, at, other]) => {
    const i = at % text.length;
    return `s=${text.slice(0, i)}${other}${text.slice(i + 1)}`;
  });
  const loaded = fc.tuple(fc.constantFrom(...EXAMPLES), payload()).map(([{ scenario }, text]) => {
    const page = {
      ...scenario.page,
      method: text,
      headers: [["X-Y", text]] as const,
      body: { kind: "text", text } as const,
    };
    return `s=${encodeScenario({ ...scenario, page })}`;
  });
  return fc.oneof(damaged, loaded);
}

function payload(): fc.Arbitrary<string> {
  return fc.constantFrom(...PAYLOADS);
}

/** Presses Tab until something of the name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if ((await focused(page)).startsWith(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${name}`);
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return (element?.querySelector("b") ?? element)?.textContent.trim() ?? "";
  });
}
