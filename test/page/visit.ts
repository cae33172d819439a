import type { Browser, Page } from "playwright-core";

/** What a row shows. */
export interface SeenRow {
  readonly id: string;
  readonly expected: string;
  readonly outcome: string;
  readonly status: string;
  readonly headers: string;
  readonly body: string;
  readonly code: string;
  readonly preflighted: boolean;
  readonly differs: boolean;
}

/** What a visit to the page came to, by the page and by the browser behind it. */
export interface Visit {
  readonly rows: readonly SeenRow[];
  readonly summary: string;
  /** Chromium's own reasons, in the order in which requests failed. */
  readonly corsErrors: readonly string[];
  /** The preflight requests that it sent: method and path of what they ask for. */
  readonly preflights: ReadonlySet<string>;
  /** What the console says that is neither CORS nor an error status of the API. */
  readonly complaints: readonly string[];
}

/** Opens the page as nobody has before, so that no preflight is cached, and runs all of its rows. */
export async function visitAndRun(browser: Browser, url: string, api: string, credentials: boolean): Promise<Visit> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const corsErrors: string[] = [];
    const preflights = new Set<string>();
    const complaints: string[] = [];
    const network = await context.newCDPSession(page);
    await network.send("Network.enable");
    const asking = new Set<string>();
    network.on("Network.requestWillBeSent", ({ requestId, request, initiator }) => {
      if (initiator.type !== "preflight") return;
      asking.add(requestId);
      preflights.add(`${request.headers["Access-Control-Request-Method"]} ${new URL(request.url).pathname}`);
    });
    network.on("Network.loadingFailed", ({ requestId, corsErrorStatus }) => {
      if (corsErrorStatus && !asking.has(requestId)) corsErrors.push(corsErrorStatus.corsError);
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      const text = message.text();
      const isCors = text.startsWith(`Access to fetch at '${api}/`) && text.includes("has been blocked by CORS policy");
      const isStatus = text.startsWith("Failed to load resource") && message.location().url.startsWith(api);
      if (!isCors && !isStatus) complaints.push(text);
    });

    await openPage(page, url, credentials);
    await page.getByRole("button", { name: "Run all" }).click();
    await page.waitForSelector("[aria-disabled=true]");
    await page.waitForSelector("[data-slot=run-all][aria-disabled=false]");
    const summary = await page.getByRole("status").innerText();
    return { rows: await readRows(page), summary, corsErrors, preflights, complaints };
  } finally {
    await context.close();
  }
}

export async function openPage(page: Page, url: string, credentials: boolean): Promise<void> {
  await page.goto(url);
  await page.waitForSelector("body[data-ready]");
  if (!credentials) return;
  await page.getByRole("switch").check();
  await page.waitForSelector("body[data-ready]");
}

export function readRows(page: Page): Promise<readonly SeenRow[]> {
  return page.locator("[data-route]").evaluateAll((elements) =>
    elements.map((element) => {
      const { route = "", expected = "", outcome = "" } = (element as HTMLElement).dataset;
      const text = (slot: string): string => element.querySelector(`[data-slot=${slot}]`)?.textContent ?? "";
      return {
        id: route,
        expected,
        outcome,
        status: text("status"),
        headers: text("headers"),
        body: text("body"),
        code: text("code"),
        preflighted: element.querySelector<HTMLElement>("[data-slot=preflighted]")?.hidden === false,
        differs: element.hasAttribute("data-differs"),
      };
    }),
  );
}
