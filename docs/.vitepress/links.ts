import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Where `npm start` has the simulator: pages link to it so that they can be followed on a forge as well. */
export const SIMULATOR = "http://app.localhost:8787/";

/** Where links lead out of the site to. */
export interface Outside {
  /** The simulator's address. */
  readonly simulator: string;
  /** That of the repository; undefined where it has none. */
  readonly repository: string | undefined;
}

/**
 * Pages are read on forges too, where links lead to files of the repository.
 *
 * @param href as the page has it
 * @param page the page's path under docs/
 * @returns the address on the site; null where there is nothing to lead to
 * @throws {Error} where a file is not there. VitePress looks after links between pages, and not after these.
 */
export function siteLink(href: string, page: string, { simulator, repository }: Outside): string | null {
  if (href.startsWith(SIMULATOR)) return simulator + href.slice(SIMULATOR.length);
  if (/^(\w+:|#|\/)/.test(href)) return href;
  const [path = "", anchor] = href.split("#");
  const file = relative(ROOT, join(ROOT, "docs", dirname(page), path));
  if (file.startsWith("docs/")) return href;
  if (!existsSync(join(ROOT, file))) throw new Error(`docs/${page} links to ${href}, which is not there`);
  if (repository === undefined) return null;
  return `${repository}/blob/main/${file}${anchor === undefined ? "" : `#${anchor}`}`;
}
