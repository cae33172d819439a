import { MAX_ORIGIN_LENGTH, originParts, type OriginParts } from "./origin.ts";

/**
 * Compiles patterns into one test. Its time does not grow with their number: a look-up for exact
 * origins; for the others one look-up per label of the deepest pattern, and one per distinct length
 * of a partial label under the same host. Bounded by the pattern's depth, not by the request's host.
 *
 * @param patterns valid ones (see `patternFault`)
 * @returns whether an origin, as the browser serialises it, is covered
 */
export function compileMatcher(patterns: readonly string[]): (origin: string) => boolean {
  const exact = new Set<string>();
  const wild = new Set<string>();
  // For patterns like https://*--app.netlify.app: by what follows the first label, how long its end is.
  const partial = new Map<string, Set<number>>();
  let depth = 0;

  for (const pattern of patterns) {
    if (!pattern.includes("*")) {
      exact.add(pattern);
      continue;
    }
    wild.add(pattern);
    const star = pattern.indexOf("://*") + 4;
    if (star === 3) continue;
    if (pattern[star] === ".") {
      depth = Math.max(depth, pattern.slice(star).split(".").length - 1);
      continue;
    }
    const dot = pattern.indexOf(".", star);
    const key = pattern.slice(0, star - 1) + pattern.slice(dot);
    const lengths = partial.get(key) ?? new Set();
    partial.set(key, lengths.add(dot - star));
  }

  const covered = (prefix: string, port: string): boolean => wild.has(prefix + port) || wild.has(`${prefix}:*`);

  function subdomain({ scheme, host, port }: OriginParts): boolean {
    let dot = host.length;
    for (let level = 0; level < depth; level++) {
      dot = host.lastIndexOf(".", dot - 1);
      if (dot <= 0) return false;
      if (covered(`${scheme}*${host.slice(dot)}`, port)) return true;
    }
    return false;
  }

  function partialLabel({ scheme, host, port }: OriginParts): boolean {
    const dot = host.indexOf(".");
    if (dot < 0) return false;
    const key = scheme + host.slice(dot);
    for (const ports of [port, ":*"]) {
      for (const length of partial.get(key + ports) ?? []) {
        if (length < dot && wild.has(`${scheme}*${host.slice(dot - length)}${ports}`)) return true;
      }
    }
    return false;
  }

  return (origin) => {
    // Before the look-up, which would hash all of a megabyte.
    if (origin.length > MAX_ORIGIN_LENGTH) return false;
    if (exact.has(origin)) return true;
    if (wild.size === 0) return false;
    const parts = originParts(origin);
    if (parts === undefined) return false;
    return covered(parts.scheme + parts.host, parts.port) || subdomain(parts) || partialLabel(parts);
  };
}
