import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { within } from "../engines/limit.ts";
import { need } from "../templates/programs.ts";
import { rowOf, type Row } from "./row.ts";

const FOLDER = fileURLToPath(new URL("../../examples/", import.meta.url));

/** Longer than a start takes on a busy machine, in milliseconds. */
const START_LIMIT = 300_000;
/** Longer than a page of them works, in milliseconds. */
const PAGE_LIMIT = 120_000;

/** The folders of examples/ that are projects. */
export const EXAMPLES: readonly string[] = readdirSync(FOLDER, { recursive: false })
  .map(String)
  .filter((name) => /^[\w-]+$/.test(name) && name !== "node_modules")
  .toSorted();

/** What an example's README says of a page: its address, and all that it lists. */
interface Shown {
  readonly url: string;
  readonly lines: readonly string[];
}

/** An example: `npm test` in it, and `npm start`, whose pages show in Chromium what its README says. */
export function tryExample(name: string, browser: Browser): Promise<Row> {
  return rowOf(`examples/${name}`, async () => {
    const folder = join(FOLDER, name);
    await need("npm", ["test"], folder);
    const readme = await readFile(join(folder, "README.md"), "utf8");
    const shown = [...readme.matchAll(/^```text\n(http\S+)\n(.*?)^```$/gms)].map(([, url = "", text = ""]) => ({
      url,
      lines: text.trimEnd().split("\n"),
    }));
    const errors = [...readme.matchAll(/^```console\n(.*?)^```$/gms)].map(([, text = ""]) => text.trim());
    if (shown.length === 0 || errors.length === 0)
      throw new Error("its README shows no page, or no message of a console");
    const faults = await whileStarted(folder, () => lookAt(shown, errors, browser));
    return { held: `npm test, ${shown.length === 1 ? "a page" : `${shown.length} pages`}`, differences: [], faults };
  });
}

/** @throws Error where it ends, or prints no address */
async function whileStarted<T>(folder: string, work: () => Promise<T>): Promise<T> {
  // A group of its own: npm, what it starts, and what that starts.
  const child = spawn("npm", ["start"], { cwd: folder, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const exited = once(child, "exit");
  const kill = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
  };
  process.once("exit", kill);
  const opened = (async () => {
    for await (const line of createInterface(child.stdout)) {
      printed += `${line}\n`;
      if (line.startsWith("Open http")) return;
    }
    throw new Error("it ended");
  })();
  try {
    await within(START_LIMIT, "npm start", opened);
    child.stdout.resume();
    return await work();
  } catch (error) {
    throw new Error(`npm start printed\n${printed.slice(-3000)}`, { cause: error });
  } finally {
    process.off("exit", kill);
    kill();
    await exited;
  }
}

async function lookAt(shown: readonly Shown[], errors: readonly string[], browser: Browser): Promise<string[]> {
  const said: string[] = [];
  const faults: string[] = [];
  for (const { url, lines } of shown) {
    const context = await browser.newContext();
    context.setDefaultTimeout(PAGE_LIMIT);
    try {
      const page = await context.newPage();
      page.on("console", (message) => void (message.type() === "error" && said.push(message.text())));
      await page.goto(url);
      const wanted = lines.join("\n");
      const list = (): Promise<string> =>
        page
          .locator("li")
          .allInnerTexts()
          .then((texts) => texts.join("\n"));
      await page
        .locator("li")
        .nth(lines.length - 1)
        .waitFor();
      await page.waitForFunction(() => !document.body.innerText.includes("…"));
      const seen = await list();
      if (seen !== wanted) faults.push(`${url} shows\n${seen}\nand its README\n${wanted}`);
    } finally {
      await context.close();
    }
  }
  for (const error of errors) {
    if (!said.includes(error)) faults.push(`no console said\n${error}\nbut\n${[...new Set(said)].join("\n")}`);
  }
  return faults;
}
