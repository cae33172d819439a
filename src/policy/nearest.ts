/**
 * The option that an unknown one was probably meant to be: the one that shares most pairs of
 * neighbouring letters with it (Dice's coefficient). That finds typing errors (`allowOrgins`) and
 * other libraries' names (`origin`, `exposedHeaders`, `credentials`) alike.
 *
 * @returns undefined where nothing is near
 */
export function nearestOption(name: string, options: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestScore = 0.55;
  const pairs = pairsOf(name);
  for (const option of options) {
    const others = pairsOf(option);
    const shared = [...pairs].filter((pair) => others.has(pair)).length;
    const score = (2 * shared) / (pairs.size + others.size);
    if (score > bestScore) [best, bestScore] = [option, score];
  }
  return best;
}

function pairsOf(name: string): Set<string> {
  const text = name.slice(0, 64).toLowerCase();
  return new Set(Array.from(text.slice(1), (letter, i) => text[i] + letter));
}
