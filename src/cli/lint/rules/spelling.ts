/**
 * Whether two words are one slip of the typing hand apart: a letter more, less, wrong, or two of them exchanged (the
 * optimal string alignment distance is 1). Equal words are not.
 */
export function isSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (a === b || long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  let end = 0;
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end++;
  const [left, right] = [short.slice(start, short.length - end), long.slice(start, long.length - end)];
  if (left.length + right.length <= 2) return left.length <= 1 && right.length <= 1;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** The known word that was meant by one that is none of them, or undefined. */
export function meant(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  if (known.some((one) => one.toLowerCase() === lower)) return undefined;
  return known.find((one) => isSlip(one.toLowerCase(), lower));
}

/**
 * All pairs of words that are a slip apart, in a time that grows with their number and not with its square: two such
 * words become the same when a letter of each is left out.
 *
 * @param words distinct, of at most some 60 letters: DNS labels
 */
export function slips(words: readonly string[]): readonly (readonly [string, string])[] {
  const byRest = new Map<string, string[]>();
  for (const word of words) {
    const rests = new Set([word, ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))]);
    for (const rest of rests) {
      const sharing = byRest.get(rest);
      if (sharing === undefined) byRest.set(rest, [word]);
      else sharing.push(word);
    }
  }
  const pairs = new Map<string, readonly [string, string]>();
  for (const sharing of byRest.values()) {
    // Many words of one rest are numbered names, not slips.
    for (const [i, a] of sharing.slice(0, MOST_SHARING).entries()) {
      for (const b of sharing.slice(i + 1, MOST_SHARING)) {
        if (isSlip(a, b)) pairs.set([a, b].toSorted().join(" "), [a, b]);
      }
    }
  }
  return [...pairs.values()];
}

const MOST_SHARING = 20;
