// The programs of docs/recipes, each on its own platform, used by pages: npm run test:recipes
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { pack } from "../templates/pack.ts";
import { judge, type Judged } from "./judge.ts";
import { makeProject, readPage } from "./page-files.ts";
import { RECIPES, type Recipe } from "./recipes.ts";
import { ALLOWED, DENIED } from "./visits.ts";

const USAGE = `npm run test:recipes -- [options]

  --only <text>   the recipes whose name has it: deno, lambda, "next.js"
  --keep          leave the projects in test/recipes/.made`;

/** Some of them build for seconds, on one core. */
const AT_A_TIME = 2;

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit();
}

const recipes = RECIPES.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()));
if (recipes.length === 0) {
  console.error(`there is no recipe ${values.only}: ${RECIPES.map(({ name }) => name).join("; ")}`);
  process.exit(2);
}

// Beside the packages of this folder, which are found from there, as a project's own would be.
const made = fileURLToPath(new URL(".made/", import.meta.url));
process.env["NEXT_TELEMETRY_DISABLED"] = "1";
process.env["ASTRO_TELEMETRY_DISABLED"] = "1";

interface Row {
  readonly name: string;
  readonly held: number;
  readonly differences: readonly string[];
  readonly faults: readonly string[];
  readonly seconds: number;
}

const rows: Row[] = [];
try {
  await rm(made, { recursive: true, force: true });
  await mkdir(join(made, "node_modules"), { recursive: true });
  await pack(made);
  await rename(join(made, "package"), join(made, "node_modules", "corskit"));
  const left = [...recipes];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const row = await tryRecipe(next);
      rows.push(row);
      const differ = row.differences.length > 0 ? `, ${row.differences.length} as its page tells` : "";
      console.log(
        `${row.faults.length === 0 ? "ok    " : "FAILED"} ${row.name}: ${row.held} visits held${differ} (${row.seconds.toFixed(1)} s)`,
      );
      for (const fault of row.faults) console.error(`  ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
} finally {
  if (values.keep) console.log(`the projects are in ${made}`);
  else await rm(made, { recursive: true, force: true });
}

/** From the page's Markdown to what pages come to. */
async function tryRecipe(recipe: Recipe): Promise<Row> {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1000;
  const folder = join(made, recipe.name.replaceAll(/\W+/g, "-"));
  try {
    await makeProject(recipe.page, folder, recipe.with);
    await recipe.build?.(folder);
    const running = await recipe.start(folder);
    try {
      const judged = await judge(running.port);
      const faults = await faultsOf(recipe, judged);
      if (faults.length > 0) faults.push(`it printed\n${running.log().slice(-3000)}`);
      const differences = judged.flatMap(({ visit, seen }) => (seen === undefined ? [] : [`${visit}: ${seen}`]));
      const pages = ALLOWED.length + DENIED.length;
      const held = (judged.length - differences.length) * pages;
      return { name: recipe.name, held, differences, faults, seconds: seconds() };
    } finally {
      await running.stop();
    }
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { name: recipe.name, held: 0, differences: [], faults: [fault], seconds: seconds() };
  }
}

/** What a page of the documentation tells has to be so, and the rest as it should. */
async function faultsOf({ page, differs = {} }: Recipe, judged: readonly Judged[]): Promise<string[]> {
  const text = await readPage(page);
  const told = Object.keys(differs).flatMap((visit) =>
    text.includes(`\`${visit}\``) ? [] : [`docs/recipes/${page}.md does not tell of \`${visit}\``],
  );
  const came = judged.flatMap(({ visit, seen, faults }) => {
    const expected = differs[visit];
    if (seen !== expected) return [`${visit}: ${seen ?? "as it should"}, and not ${expected ?? "as it should"}`];
    // Headers that are missing are how it differs.
    return expected === undefined ? faults.map((fault) => `${visit}: ${fault}`) : [];
  });
  return [...told, ...came];
}

const ordered = recipes.flatMap(({ name }) => rows.filter((row) => row.name === name));
console.log("\n| Recipe | Visits that held | Different, as its page tells | Seconds |\n| --- | --- | --- | --- |");
for (const { name, held, differences, faults, seconds } of ordered) {
  const told = differences.join(", ") || "-";
  console.log(`| ${name} | ${faults.length > 0 ? "FAILED" : held} | ${told} | ${seconds.toFixed(1)} |`);
}
process.exitCode = rows.length === recipes.length && rows.every(({ faults }) => faults.length === 0) ? 0 : 1;
