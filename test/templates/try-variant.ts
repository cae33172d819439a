import { cp, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { askChromium, askModel, wantedOf } from "./ask.ts";
import { startHost } from "./hosts.ts";
import type { Packed } from "./pack.ts";
import { infrastructureFaults } from "./infrastructure.ts";
import { need, program } from "./programs.ts";
import type { Variant } from "./variants.ts";
import { VISITS } from "./visits.ts";

/** What all variants are tried with. */
export interface Tools {
  readonly packed: Packed;
  readonly browser: Browser;
  /** Of the server with empty pages for every host below localhost. */
  readonly pagesPort: number;
  /** Wraps a step, to time it. */
  readonly step: <T>(name: Step, work: () => Promise<T>) => Promise<T>;
}

export const STEPS = ["init", "types", "tests", "emit", "drift", "run", "model", "Chromium"] as const;
export type Step = (typeof STEPS)[number];

interface Made {
  readonly emitted?: readonly { readonly file: string }[];
}

/**
 * A variant from `corskit init` to a running app that pages use.
 *
 * @param folder that is not there yet
 * @throws Error at the first thing that is not as it should be
 */
export async function tryVariant(variant: Variant, folder: string, tools: Tools): Promise<void> {
  const { packed, step, pagesPort } = tools;
  const allowed = `http://app.localhost:${pagesPort}`;
  const made = await step("init", () => init(variant, folder, allowed, packed));
  await step("types", () => need("npm", ["run", "types"], folder));
  await step("tests", () => need("npm", ["test"], folder));
  if (variant.existing === undefined) await step("emit", () => tryInfrastructure(folder));
  for (const { file } of made.emitted ?? []) await step("drift", () => tryDrift(join(folder, file), folder, allowed));

  await addBug(variant, folder);
  for (const host of variant.hosts) {
    const running = await step("run", () => startHost(host, folder));
    const api = `http://api.localhost:${running.port}`;
    try {
      for (const origin of [allowed, `http://evil.localhost:${pagesPort}`]) {
        const asked = { origin, api, credentials: variant.credentials };
        const wanted = wantedOf(origin === allowed);
        expectSame(origin, "the model", await step("model", () => askModel(asked)), wanted);
        expectSame(origin, "Chromium", await step("Chromium", () => askChromium(tools.browser, asked)), wanted);
      }
    } catch (error) {
      throw new Error(`on ${host.kind}, which printed\n${running.log().slice(-3000)}`, { cause: error });
    } finally {
      await running.stop();
    }
  }
}

/** Everything that somebody types until the project is there, with its packages. */
async function init({ existing, flags }: Variant, folder: string, allowed: string, packed: Packed): Promise<Made> {
  if (existing !== undefined) await cp(new URL(existing, import.meta.url), folder, { recursive: true });
  const further = ["--origins", allowed, "--json", "--corskit", `file:${packed.tarball}`];
  const { out } = await need(process.execPath, [packed.binary, "init", folder, ...flags, ...further], dirname(folder));
  if (existing !== undefined) await need("npm", ["install"], folder);
  return JSON.parse(out) as Made;
}

/** The infrastructure says what the policy says, and is what the cloud takes. */
async function tryInfrastructure(folder: string): Promise<void> {
  await need("npm", ["run", "emit:check"], folder);
  const faults = await infrastructureFaults(folder);
  if (faults.length > 0) throw new Error(`the infrastructure has faults\n${faults.join("\n")}`);
}

/** What somebody changes by hand is found, and undone by `npm run emit`. */
async function tryDrift(file: string, folder: string, allowed: string): Promise<void> {
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(allowed, "https://else.example"));
  const { code, printed } = await program("npm", ["run", "emit:check"], folder);
  if (code !== 1 || !printed.includes("drifted")) throw new Error(`drift in ${file} was not found\n${printed}`);
  await need("npm", ["run", "emit"], folder);
  if ((await readFile(file, "utf8")) !== text) throw new Error(`npm run emit did not restore ${file}`);
}

async function addBug({ bug }: Variant, folder: string): Promise<void> {
  const file = join(folder, bug.file);
  const text = await readFile(file, "utf8");
  if (!text.includes(bug.behind)) throw new Error(`${bug.file} has no line ${bug.behind}`);
  await writeFile(file, text.replace(bug.behind, `${bug.behind}\n  ${bug.lines}`));
}

type Seen = readonly (number | string)[];

function expectSame(origin: string, who: string, seen: Seen, wanted: Seen): void {
  const wrong = VISITS.flatMap(({ name }, i) =>
    seen[i] === wanted[i] ? [] : [`${name}: ${String(seen[i])} and not ${String(wanted[i])}`],
  );
  if (wrong.length > 0) throw new Error(`${who} on ${origin}: ${wrong.join("; ")}`);
}
