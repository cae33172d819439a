import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { need } from "../templates/programs.ts";
import { judge, type Judged } from "./judge.ts";
import { makeProject, pagesThere, readPage } from "./page-files.ts";
import { RECIPES, type Recipe } from "./recipes.ts";
import { rowOf, type Row } from "./row.ts";
import { ALLOWED, DENIED } from "./visits.ts";

/** @param made the folder where projects go, with the packages to be found from there */
export function folderOf({ name }: Recipe, made: string): string {
  return join(made, name.replaceAll(/\W+/g, "-"));
}

/** Makes the projects of recipes from the Markdown of their pages, and checks the types of all programs at once. */
export function checkTypes(recipes: readonly Recipe[], made: string): Promise<Row> {
  return rowOf("types", async () => {
    for (const recipe of recipes) await makeProject(recipe.page, folderOf(recipe, made), recipe.with);
    await need("tsc", ["-p", fileURLToPath(new URL("tsconfig.programs.json", import.meta.url))], made);
    return { held: `${recipes.length} programs`, differences: [], faults: await strayPages() };
  });
}

/** Pages whose programs nobody runs, or that nobody finds. */
async function strayPages(): Promise<string[]> {
  const list = await readPage("index");
  const pages = await pagesThere();
  return pages.flatMap((page) => [
    ...(RECIPES.some((recipe) => recipe.page === page) ? [] : [`docs/recipes/${page}.md is not run`]),
    ...(list.includes(`](${page}.md)`) ? [] : [`docs/recipes/index.md does not list ${page}.md`]),
  ]);
}

/** A recipe, made already, on its platform: what pages come to. */
export function tryRecipe(recipe: Recipe, made: string): Promise<Row> {
  return rowOf(recipe.name, async () => {
    const folder = folderOf(recipe, made);
    await recipe.build?.(folder);
    const running = await recipe.start(folder);
    try {
      const judged = await judge(running.port);
      const faults = await faultsOf(recipe, judged);
      if (faults.length > 0) faults.push(`it printed\n${running.log().slice(-3000)}`);
      const differences = judged.flatMap(({ visit, seen }) => (seen === undefined ? [] : [`${visit}: ${seen}`]));
      const visits = (judged.length - differences.length) * (ALLOWED.length + DENIED.length);
      return { held: `${visits} visits`, differences, faults };
    } finally {
      await running.stop();
    }
  });
}

/** What a page of the documentation tells has to be so, and the rest as it should. */
async function faultsOf({ page, differs = {} }: Recipe, judged: readonly Judged[]): Promise<string[]> {
  const text = await readPage(page);
  const untold = Object.keys(differs).flatMap((visit) =>
    text.includes(`\`${visit}\``) ? [] : [`docs/recipes/${page}.md does not tell of \`${visit}\``],
  );
  const came = judged.flatMap(({ visit, seen, faults }) => {
    const expected = differs[visit];
    if (seen !== expected) return [`${visit}: ${seen ?? "as it should"}, and not ${expected ?? "as it should"}`];
    // Headers that are missing are how it differs.
    return expected === undefined ? faults.map((fault) => `${visit}: ${fault}`) : [];
  });
  return [...untold, ...came];
}
