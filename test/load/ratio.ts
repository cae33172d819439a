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

/** Of measurements that are made up of what was measured. */
const RESAMPLES = 400;

/** Of times in nanoseconds, up to a minute, to a percent or less: finer ones take long to add up. */
export const histogram = (): RecordableHistogram => createHistogram({ figures: 2, highest: 60e9 });

export function waited(blocks: readonly RecordableHistogram[]): Waited {
  const all = sum(blocks);
  return { median: all.percentile(50) / 1e6, p99: all.percentile(99) / 1e6 };
}

/**
 * The ratio of the p99s, and what it could as well have been. What slows one request slows those beside it, so that no
 * formula for independent ones will do: whole blocks of time are drawn again, with replacement, the same ones for both
 * (the block bootstrap: Künsch, "The Jackknife and the Bootstrap for General Stationary Observations", 1989).
 */
export function ratioOf(one: readonly RecordableHistogram[], other: readonly RecordableHistogram[]): Ratio {
  const draw = random(1, 0);
  const ratios = Float64Array.from({ length: RESAMPLES }, () => {
    const drawn = one.map(() => draw.below(one.length));
    return between(
      drawn.map((i) => one[i]),
      drawn.map((i) => other[i]),
    );
  }).toSorted();
  const at = (share: number): number => ratios[Math.floor(RESAMPLES * share)] ?? Number.NaN;
  return { measured: between(one, other), from: at(0.025), to: at(0.975) };
}

type Blocks = readonly (RecordableHistogram | undefined)[];

const between = (one: Blocks, other: Blocks): number => sum(one).percentile(99) / sum(other).percentile(99);

function sum(blocks: Blocks): RecordableHistogram {
  const all = histogram();
  for (const block of blocks) if (block !== undefined) all.add(block);
  return all;
}
