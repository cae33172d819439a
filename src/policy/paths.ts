import { explainPath } from "#explain";
import type { CorsConfigIssue } from "./issue.ts";

/** What is wrong with patterns that are none of `/exact`, `/below/*` and `/*`. */
export function pathFaults(patterns: readonly string[]): readonly CorsConfigIssue[] {
  const code = "config-invalid";
  if (patterns.length === 0) return [{ code, path: "", value: {}, ...explainPath({}) }];
  return patterns
    .filter((pattern) => !/^\/[^?#*\s]*$/.test(pattern.replace(/\/\*$/, "/")))
    .map((value) => ({ code, path: `[${JSON.stringify(value)}]`, value, ...explainPath(value) }));
}

/**
 * Compiles path patterns into a choice: the longest that covers a URL's path. `/a/*` covers `/a` and all
 * below it.
 *
 * @returns the pattern for an absolute URL, undefined where none covers it
 */
export function compilePaths(patterns: readonly string[]): (url: string) => string | undefined {
  const longestFirst = patterns
    .map((pattern) => {
      const below = pattern.endsWith("/*");
      // As the URLs that it is compared with: what is written as they are sent would match none.
      return { pattern, stem: pathOf(new URL(`http://h${pattern}`).href).slice(0, below ? -2 : undefined), below };
    })
    .toSorted((a, b) => b.stem.length - a.stem.length || (a.below ? 1 : -1));
  return (url) => {
    const path = pathOf(url);
    return longestFirst.find(({ stem, below }) => path === stem || (below && path.startsWith(`${stem}/`)))?.pattern;
  };
}

/**
 * The path as routers see it, percent-encoding undone: otherwise `/%61dmin` would be served by the
 * routes of `/admin` under the policy of another path.
 */
function pathOf(url: string): string {
  const path = url.replace(/^[^/?#]*:\/\/[^/?#]*/, "").replace(/[?#].*/s, "") || "/";
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURI(encoded);
    } catch {
      return encoded;
    }
  });
}
