import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** The simulator in a browser of its own, and what it must not do. */
export interface Opened {
  readonly page: Page;
  /** Errors on the console, exceptions, violations of the content security policy. */
  readonly complaints: readonly string[];
  /** Requests to others than the simulator's own hosts. */
  readonly foreign: readonly string[];
}

export interface Setup {
  readonly browser: Browser;
  readonly port: number;
}

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** Requests that are sent for real fail, and browsers say so: that is what they are for. */
const WANTED = /has been blocked by CORS policy|Failed to load resource|Fetch API cannot load/;

/** Opens the simulator, uses it, closes it. Fails where it complained or went elsewhere. */
export async function withSimulator<T>(
  { browser, port }: Setup,
  hash: string,
  use: (opened: Opened) => Promise<T>,
  options: BrowserContextOptions = DESKTOP,
): Promise<T> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    const foreign: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      const isWanted = WANTED.test(message.text()) && /\/s\//.test(message.text() + message.location().url);
      if (message.type() === "error" && !isWanted) complaints.push(message.text());
    });
    page.on("request", (request) => {
      const { host, protocol } = new URL(request.url());
      const isOwn = /^(app|api|other|third)\.localhost:/.test(host) && host.endsWith(`:${port}`);
      if (!isOwn && protocol !== "data:") foreign.push(request.url());
    });
    await page.goto(`http://app.localhost:${port}/${hash}`);
    await ready(page);
    const result = await use({ page, complaints, foreign });
    if (complaints.length > 0 || foreign.length > 0) throw new Error([...complaints, ...foreign].join("\n"));
    return result;
  } finally {
    await context.close();
  }
}

/** Waits until a prediction is shown. */
export async function ready(page: Page): Promise<void> {
  await page.locator("#verdict-pane .verdict").first().waitFor();
}

/** The verdict's words. */
export function verdictOf(page: Page): Promise<string> {
  return page.locator("#verdict-pane .verdict b").first().innerText();
}
