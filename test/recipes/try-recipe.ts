import { join } from "node:path";
import { judge, type Judged } from "./judge.ts";
import { makeProject, readPage } from "./page-files.ts";
import type { Recipe } from "./recipes.ts";
import { rowOf, type Row } from "./row.ts";
import { ALLOWED, DENIED } from "./visits.ts";

/**
 * A recipe from its page's Markdown to what pages come to.
 *
 * @param made a folder where projects go, with the packages to be found from there
 */
export function tryRecipe(recipe: Recipe, made: string): Promise<Row> {
  return rowOf(recipe.name, async () => {
    const folder = join(made, recipe.name.replaceAll(/\W+/g, "-"));
    await makeProject(recipe.page, folder, recipe.with);
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
