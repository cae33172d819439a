import { openPage, type Engine } from "../../browser/index.ts";
import { CannotRun } from "../cannot-run.ts";
import type { Terminal } from "../terminal.ts";
import type { CheckOptions } from "./options.ts";

const ENGINES: readonly Engine[] = ["standard", "chromium", "firefox", "webkit"];

/** @returns the exit code */
export async function run([url = ""]: readonly string[], options: CheckOptions, terminal: Terminal): Promise<0 | 1> {
  if (!URL.canParse(url)) throw new CannotRun(`${url} is no URL`, "give one with its scheme: https://api.example.com/");
  const { engine = ENGINES, origin = [] } = options;
  let failed = false;
  for (const one of engine) {
    const page = openPage({ origin: origin[0] ?? "https://app.example.com", engine: one });
    const { verdict, failure } = await page.fetch(url, { method: options.method });
    failed ||= verdict !== "readable";
    terminal.out(`${one}: ${verdict}${failure === null ? "" : `, ${failure.cause}`}`);
  }
  return failed ? 1 : 0;
}
