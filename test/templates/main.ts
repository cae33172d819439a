// Every template, from `corskit init` to an app that runs and pages use: npm run test:templates
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { readOptions } from "../support/command-line.ts";
import { launchChromium } from "../support/chromium.ts";
import { pack } from "./pack.ts";
import { tryCreate } from "./try-create.ts";
import { STEPS, tryVariant, type Step } from "./try-variant.ts";
import { VARIANTS } from "./variants.ts";

const USAGE = `npm run test:templates -- [options]

  --only <text>   the variants whose name has it: worker, hono, "lambda, cdk"
  --keep          leave the projects where they are, and say where`;

/** Each of them installs packages and starts servers. */
const AT_A_TIME = 2;
/** From init to a running app, in seconds. */
const LIMIT = 120;

const values = readOptions(USAGE, {
  only: { type: "string", default: "" },
  keep: { type: "boolean", default: false },
});

const variants = VARIANTS.filter(({ name }) => name.includes(values.only));
if (variants.length === 0) {
  console.error(`there is no variant ${values.only}: ${VARIANTS.map(({ name }) => name).join("; ")}`);
  process.exit(2);
}

/** With a blank, as many people's folders have one. */
const folder = await mkdtemp(join(tmpdir(), "corskit templates-"));
const pages = createServer((_, response) => {
  response.setHeader("Content-Type", "text/html");
  response.end('<!doctype html><link rel="icon" href="data:,"><title>corskit</title>');
}).listen(0, "127.0.0.1");
await once(pages, "listening");
const { port: pagesPort } = pages.address() as AddressInfo;
const browser = await launchChromium();

type Row = Readonly<Record<Step, number>> & { readonly name: string; readonly fault: unknown };

const rows: Row[] = [];
try {
  const packed = await pack(folder);
  await tryCreate(packed, join(folder, "create"));
  console.log("ok     npm create corskit");
  const left = [...variants];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { name } = next;
      const spent = Object.fromEntries(STEPS.map((step) => [step, 0])) as Record<Step, number>;
      const step = async <T>(one: Step, run: () => Promise<T>): Promise<T> => {
        const begun = performance.now();
        try {
          return await run();
        } catch (error) {
          throw new Error(`${name}: ${one} failed`, { cause: error });
        } finally {
          spent[one] += (performance.now() - begun) / 1000;
        }
      };
      const project = join(folder, name.replaceAll(", ", "-"));
      let fault: unknown;
      await tryVariant(next, project, { packed, browser, pagesPort, step }).catch((error: unknown) => (fault = error));
      const row = { name, ...spent, fault };
      rows.push(row);
      console.log(`${fault === undefined ? "ok    " : "FAILED"} ${name} (${Math.round(total(row))} s)`);
      if (fault !== undefined) console.error(fault);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
} finally {
  await browser.close();
  pages.close();
  if (values.keep) console.log(`the projects are in ${folder}`);
  else await rm(folder, { recursive: true, force: true });
}

function total(row: Readonly<Record<Step, number>>): number {
  return STEPS.reduce((sum, step) => sum + row[step], 0);
}

const ordered = variants.flatMap(({ name }) => rows.filter((row) => row.name === name));
console.log(`\nSeconds\n| ${["variant", ...STEPS, "all"].join(" | ")} |\n|${" --- |".repeat(STEPS.length + 2)}`);
for (const row of ordered) {
  console.log(`| ${[row.name, ...STEPS.map((step) => row[step].toFixed(1)), total(row).toFixed(0)].join(" | ")} |`);
}
const slow = ordered.filter((row) => total(row) > LIMIT);
for (const { name } of slow) console.error(`${name} took more than ${LIMIT} s`);
process.exitCode = slow.length > 0 || rows.some(({ fault }) => fault !== undefined) ? 1 : 0;
