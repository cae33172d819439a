import fc from "fast-check";
import { PATTERNS } from "../support/policies.ts";
import { visits, type ListedConfig, type Visit } from "./differential.ts";

/** Visits of which two in three are from a page that a policy lets in, half of these plain: with all alike, hardly one would read. */
export function likelyVisits({ allowOrigins }: ListedConfig, count: number): fc.Arbitrary<readonly Visit[]> {
  const patterns = allowOrigins === "*" ? Object.keys(PATTERNS) : allowOrigins;
  const pages = patterns.flatMap((pattern) => PATTERNS[pattern] ?? [pattern]);
  const likely = fc.record({ visit: visits, page: fc.constantFrom(...pages) });
  const welcome = likely.map(({ visit, page }) => ({ ...visit, page }));
  const plain = welcome.map(({ page, init }) => ({ page, init: { ...init, headers: [] } }));
  return fc.array(fc.oneof(visits, welcome, plain), { minLength: count, maxLength: count });
}
