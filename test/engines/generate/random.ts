/** Random draws that a seed repeats on every platform. */
export interface Random {
  /** @returns an integer from 0 to below `limit` */
  below(limit: number): number;
  chance(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Picks by weight: `[[3, "often"], [1, "rarely"]]`. */
  weighted<T>(from: readonly (readonly [weight: number, value: T])[]): T;
}

/** mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** @param index makes each scenario a stream of its own, so that one can be drawn without those before it */
export function random(seed: number, index: number): Random {
  const next = mulberry32(mulberry32(seed)() ^ Math.imul(index + 1, 0x9e3779b1));
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  const pick = <T>(from: readonly T[]): T => {
    const value = from[below(from.length)];
    if (value === undefined) throw new RangeError("nothing to pick from");
    return value;
  };
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick,
    weighted(from) {
      let left = below(from.reduce((sum, [weight]) => sum + weight, 0));
      for (const [weight, value] of from) {
        if (left < weight) return value;
        left -= weight;
      }
      throw new RangeError("no weights");
    },
  };
}
