/** To make the set of a hundred thousand patterns takes longer than to check them: it is made once. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** @returns the set as a frozen list, which `setOf` knows again. Nothing may be added to the set any more */
export function listOf(patterns: ReadonlySet<string>): readonly string[] {
  const list = Object.freeze([...patterns]);
  sets.set(list, patterns);
  return list;
}

export function setOf(patterns: readonly string[]): ReadonlySet<string> {
  return sets.get(patterns) ?? new Set(patterns);
}
