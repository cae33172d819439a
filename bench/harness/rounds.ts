/** Nanoseconds per call, one number for each round, by name. */
export type Times = ReadonlyMap<string, readonly number[]>;

/**
 * Times several works side by side: each round runs all of them, every time beginning with another one, so that
 * nobody always runs behind the same neighbour. The first round, of cold code, does not count.
 */
export async function interleave<Work extends { readonly name: string }>(
  works: readonly Work[],
  rounds: number,
  clock: (work: Work) => Promise<number>,
): Promise<Times> {
  const times = new Map<string, number[]>(works.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (let i = 0; i < works.length; i++) {
      const work = works[(i + round + 1) % works.length] as Work;
      const time = await clock(work);
      if (round >= 0) times.get(work.name)?.push(time);
    }
  }
  return times;
}
