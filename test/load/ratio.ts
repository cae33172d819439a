import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import { random } from "../engines/generate/random.ts";

/** In milliseconds. */
export interface Waited {
  readonly median: number;
  /** The slowest of a hundred. */
  readonly p99: number;
}

/** How many times as long one p99 is as the other. */
export interface Ratio {
  readonly measured: number;
  /** Where it lies in 95 of 100 measurements of that kind. */
  readonly from: number;
  readonly to: number;
}

/** Times of one kind of server: by the processes that it ran in, and by block of time. */
export type Sittings = readonly (readonly RecordableHistogram[])[];

/** Of measurements that are made up of what was measured. */
const RESAMPLES = 400;

/** Of times in nanoseconds, up to a minute, to a percent or less: finer ones take long to add up. */
export const histogram = (): RecordableHistogram => createHistogram({ figures: 2, highest: 60e9 });

export function waited(sittings: Sittings): Waited {
  const all = sum(sittings);
  return { median: all.percentile(50) / 1e6, p99: all.percentile(99) / 1e6 };
}

/**
 * The ratio of the p99s, and what it could as well have been. What slows one request slows those beside it, so that no
 * formula for independent ones will do: whole blocks of time are drawn again, with replacement, the same ones for both
 * (the block bootstrap: Künsch, "The Jackknife and the Bootstrap for General Stationary Observations", 1989). And one
 * process is slower than another of the same code: so sittings are drawn first, and blocks of each (the bootstrap in two
 * stages: Davison and Hinkley, "Bootstrap Methods and their Application", 1997, section 3.8).
 */
export function ratioOf(one: Sittings, other: Sittings): Ratio {
  const draw = random(1, 0);
  const ratios = Float64Array.from({ length: RESAMPLES }, () => {
    const drawn = one.flatMap(() => {
      const sitting = draw.below(one.length);
      const blocks = one[sitting] ?? [];
      return blocks.map(() => [sitting, draw.below(blocks.length)] as const);
    });
    const again = (all: Sittings): Sittings => [drawn.flatMap(([sitting, block]) => all[sitting]?.[block] ?? [])];
    return between(again(one), again(other));
  }).toSorted();
  const at = (share: number): number => ratios[Math.floor(RESAMPLES * share)] ?? Number.NaN;
  return { measured: between(one, other), from: at(0.025), to: at(0.975) };
}

const between = (one: Sittings, other: Sittings): number => sum(one).percentile(99) / sum(other).percentile(99);

function sum(sittings: Sittings): RecordableHistogram {
  const all = histogram();
  for (const blocks of sittings) for (const block of blocks) all.add(block);
  return all;
}
