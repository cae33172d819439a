import { MAX_ORIGIN_LENGTH, originParts } from "./origin.ts";
import { setOf } from "./pattern-set.ts";

/**
 * Compiles patterns into one test. Its time does not grow with their number: a look-up for exact
 * origins; for the others two look-ups per label of the deepest pattern, and two per distinct length
 * of a partial label. Bounded by the patterns, not by the request's host.
 *
 * @param patterns valid ones (see `patternFault`)
 * @returns whether an origin, as the browser serialises it, is covered
 */
export function compileMatcher(patterns: readonly string[]): (origin: string) => boolean {
  const known = setOf(patterns);
  // Of patterns like https://*.example.com, how many labels there are; of https://*--app.netlify.app, how long
  // what follows in the first label is.
  let depth = 0;
  const lengths = new Set<number>();
  const wild = patterns.filter((pattern) => pattern.includes("*"));
  const isWild = wild.length > 0;
  const hasAnyPort = wild.some((pattern) => pattern.endsWith(":*"));
  for (const pattern of wild) {
    const [, tail] = pattern.split("://*");
    if (tail?.startsWith(".")) depth = Math.max(depth, tail.split(".").length - 1);
    else if (tail !== undefined) lengths.add(tail.indexOf("."));
  }

  const covers = (start: string, port: string): boolean =>
    known.has(start + port) || (hasAnyPort && known.has(`${start}:*`));

  return (origin) => {
    // Before the look-up, which would hash all of a megabyte.
    if (origin.length > MAX_ORIGIN_LENGTH) return false;
    if (known.has(origin)) return !origin.includes("*");
    const parts = isWild ? originParts(origin) : undefined;
    if (parts === undefined) return false;
    const { scheme, host, port } = parts;
    if (covers(scheme + host, port)) return true;
    const first = host.indexOf(".");
    for (const length of lengths) {
      if (length < first && covers(`${scheme}*${host.slice(first - length)}`, port)) return true;
    }
    let dot = host.length;
    for (let level = 0; level < depth; level++) {
      dot = host.lastIndexOf(".", dot - 1);
      if (dot <= 0) return false;
      if (covers(`${scheme}*${host.slice(dot)}`, port)) return true;
    }
    return false;
  };
}
