/** Nanoseconds per call, one number for each round, by name. */
export type Times = ReadonlyMap<string, readonly number[]>;

/**
 * Times several works side by side: each round runs all of them, every time beginning with another one, and every
 * other time backwards, so that nobody always runs behind the same neighbour, whose garbage may still be collected then.
 * The first round, of cold code, does not count.
 */
export async function interleave<Work extends { readonly name: string }>(
  works: readonly Work[],
  rounds: number,
  clock: (work: Work) => Promise<number>,
): Promise<Times> {
  const times = new Map<string, number[]>(works.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    const turned = works.map((_, i) => works[(i + round + 1) % works.length] as Work);
    for (const work of round % 2 === 0 ? turned : turned.toReversed()) {
      const time = await clock(work);
      if (round >= 0) times.get(work.name)?.push(time);
    }
  }
  return times;
}
