import type { Site } from "./site.ts";

/** Puts real origins in the place of a scenario's, and back. */
export interface OriginMap {
  /** The real origin that stands for one of the scenario's; undefined where none does. */
  real(origin: string): string | undefined;
  /** The scenario's origin for a real one. Any other stays as it is. */
  own(origin: string): string;
  /** A header's value with each whole origin in it replaced. */
  realValue(value: string): string;
}

/** What stands for a real origin that a scenario happens to name without meaning it. */
const ELSEWHERE = "http://elsewhere.invalid";

const ORIGIN = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/[^\s,;/?#'"<>()]*/g;

/**
 * @param page the page's origin; `null` stays `null`
 * @param others the other origins that take part, in their order
 * @returns null where there are more of them than the site has hosts
 */
export function mapOrigins(page: string, others: readonly string[], site: Site): OriginMap | null {
  const distinct = [...new Set(others)].filter((origin) => origin !== page);
  if (distinct.length > site.others.length) return null;
  const pairs = distinct.map((origin, i): [string, string] => [origin, site.others[i] ?? ELSEWHERE]);
  if (page !== "null") pairs.unshift([page, site.page]);
  const toReal = new Map(pairs);
  const toOwn = new Map(pairs.map(([own, real]) => [real, own]));
  const replace = (origin: string): string => toReal.get(origin) ?? (toOwn.has(origin) ? ELSEWHERE : origin);
  return {
    real: (origin) => toReal.get(origin),
    own: (origin) => toOwn.get(origin) ?? origin,
    realValue: (value) => value.replaceAll(ORIGIN, replace),
  };
}
