// The programs of docs/recipes on their platforms and the projects of examples/, used by pages: npm run test:recipes
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readOptions } from "../support/command-line.ts";
import { launchChromium } from "../support/chromium.ts";
import { need } from "../templates/programs.ts";
import { RECIPES } from "./recipes.ts";
import { tableOf, type Row } from "./row.ts";
import { EXAMPLES, tryExample } from "./try-example.ts";
import { checkTypes, tryRecipe } from "./try-recipe.ts";

const USAGE = `npm run test:recipes -- [options]

  --only <text>   those whose name has it: deno, middy, "next.js", examples/
  --keep          leave the projects of recipes in test/recipes/.made`;

/** Some of them build for seconds, on one core. */
const AT_A_TIME = 2;

const values = readOptions(USAGE, {
  only: { type: "string", default: "" },
  keep: { type: "boolean", default: false },
});

const isWanted = (name: string): boolean => name.toLowerCase().includes(values.only.toLowerCase());
const recipes = RECIPES.filter(({ name }) => isWanted(name));
const examples = EXAMPLES.filter((name) => isWanted(`examples/${name}`));
if (recipes.length + examples.length === 0) {
  const all = [...RECIPES.map(({ name }) => name), ...EXAMPLES.map((name) => `examples/${name}`)];
  console.error(`there is no ${values.only}: ${all.join("; ")}`);
  process.exit(2);
}

process.env["NEXT_TELEMETRY_DISABLED"] = "1";
process.env["ASTRO_TELEMETRY_DISABLED"] = "1";

const root = fileURLToPath(new URL("../../", import.meta.url));
// Beside the packages of this folder, which are found from there, as a project's own would be.
const made = join(root, "test/recipes/.made");
const rows: Row[] = [];
const browser = examples.length > 0 ? await launchChromium() : undefined;
try {
  await rm(made, { recursive: true, force: true });
  const installed = join(made, "node_modules", "corskit");
  await mkdir(installed, { recursive: true });
  const { out } = await need(process.execPath, ["examples/install.mjs", "--pack"], root);
  await need("tar", ["xzf", out.trim().split("\n").at(-1) ?? "", "--strip-components=1", "-C", installed], root);

  if (recipes.length > 0) tell(await checkTypes(recipes, made));
  const left = [
    ...recipes.map((recipe) => () => tryRecipe(recipe, made)),
    ...(browser === undefined ? [] : examples.map((name) => () => tryExample(name, browser))),
  ];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) tell(await next());
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
} finally {
  await browser?.close();
  if (values.keep) console.log(`the projects are in ${made}`);
  else await rm(made, { recursive: true, force: true });
}

function tell(row: Row): void {
  rows.push(row);
  const { name, held, differences, faults, seconds } = row;
  const told = differences.length > 0 ? `, ${differences.length} different as its page tells` : "";
  console.log(`${faults.length === 0 ? "ok    " : "FAILED"} ${name}: ${held}${told} (${seconds.toFixed(1)} s)`);
  for (const fault of faults) console.error(`  ${fault.replaceAll("\n", "\n  ")}`);
}

const names = [
  ...(recipes.length > 0 ? ["types"] : []),
  ...recipes.map(({ name }) => name),
  ...examples.map((name) => `examples/${name}`),
];
console.log(`\n${tableOf(names.flatMap((name) => rows.filter((row) => row.name === name)))}`);
process.exitCode = rows.length === names.length && rows.every(({ faults }) => faults.length === 0) ? 0 : 1;
