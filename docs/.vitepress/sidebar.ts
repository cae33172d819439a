import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const DOCS = fileURLToPath(new URL("../", import.meta.url));

/** A page: its title and its path under docs/, without the ending. */
export interface PageLink {
  readonly text: string;
  readonly link: string;
}

export interface Group {
  readonly text: string;
  readonly items: readonly PageLink[];
}

/**
 * What stands at the side of every page. A folder is shown whole, so that a new page of it needs no line here; the pages
 * that are named come first.
 */
export function sidebar(): Group[] {
  return [
    group("Start", ["start/workers", "start/lambda", "start/hono", "start/others", "init", "templates"]),
    group("Guides", [...folder("guides", "guides/credentials"), "lambda", "tenants", "scaling"]),
    group("Recipes", folder("recipes", "recipes/index")),
    group("Understand", [
      "how-a-browser-decides",
      "faq",
      "messages",
      "security",
      "design",
      "comparison",
      "performance",
      "runtimes",
      "load",
      "mutation",
    ]),
    group("Test and debug", ["testing", "simulator", "browser", "check", "findings", "explain", "lint"]),
    group("Gateways and CDNs", ["emit", "emit-aws", "emit-cloudflare", "emit-servers", "emit-platforms"]),
    group("Migrate", folder("migration")),
    group("Reference", folder("reference", "reference/options", "reference/errors", "reference/decisions")),
  ].filter(({ items }) => items.length > 0);
}

function group(name: string, pages: readonly string[]): Group {
  const items = pages.flatMap((page) => {
    const text = titleOf(page);
    return text === undefined ? [] : [{ text, link: `/${page}` }];
  });
  return { text: name, items };
}

/** The pages of a folder, by name, after those that are named. */
function folder(name: string, ...first: readonly string[]): string[] {
  const pages = globSync(`${name}/*.md`, { cwd: DOCS }).map((file) => file.replace(/\.md$/, ""));
  return [...new Set([...first, ...pages.toSorted()])];
}

/** @returns the first heading; undefined where there is no such page */
function titleOf(page: string): string | undefined {
  try {
    return /^# (.+)$/m.exec(readFileSync(join(DOCS, `${page}.md`), "utf8"))?.[1]?.replaceAll("`", "");
  } catch {
    return undefined;
  }
}
