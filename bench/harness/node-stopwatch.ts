import { measure } from "mitata";
import { checkAnswer } from "./answers.ts";
import type { Stopwatch } from "./timed.ts";

/**
 * What one round of a contender takes: 20 ms at least, in nanoseconds. Without mitata's forced collection, which
 * throws compiled code away.
 */
const ROUND = { min_cpu_time: 20e6, min_samples: 5, batch_samples: 128, gc: false };

/**
 * Times contenders in this process. Of a round, the fastest quarter of its samples counts: what else the machine does
 * falls into the others. By the clock on the wall, since Linux adds a thread's own time up every few milliseconds only.
 */
export const NODE: Stopwatch = {
  check: checkAnswer,
  async clock({ run, prepare }) {
    await prepare?.();
    return (await measure(run, ROUND)).p25;
  },
};
