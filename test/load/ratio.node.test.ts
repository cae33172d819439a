import type { RecordableHistogram } from "node:perf_hooks";
import { describe, expect, test } from "vitest";
import { random, type Random } from "../engines/generate/random.ts";
import { histogram, ratioOf, waited } from "./ratio.ts";

/** Waits of 0.1 to 1 ms; in every tenth block, 10 ms more for a tenth of them: a machine that stands still. */
function measured({ below }: Random, blocks: number, { slower = 1, stands = 0.1, first = 0 } = {}): Blocks {
  return Array.from({ length: blocks }, (_, block) => {
    const all = histogram();
    for (let i = 0; i < 500; i++) {
      const more = block % 10 === first && i < 500 * stands ? 10e6 : 0;
      all.record(Math.round((100_000 + below(900_000) + more) * slower));
    }
    return all;
  });
}

type Blocks = readonly RecordableHistogram[];

test("the median and the slowest of a hundred, in milliseconds", () => {
  const all = histogram();
  for (let ms = 1; ms <= 1000; ms++) all.record(ms * 1e6);
  const { median, p99 } = waited([[all, all], [all]]);
  expect(median / 500).toBeCloseTo(1, 1);
  expect(p99 / 990).toBeCloseTo(1, 1);
});

describe("the ratio of p99s", () => {
  test("of two servers that are alike is told from 1 in few measurements", () => {
    let told = 0;
    for (let seed = 0; seed < 10; seed++) {
      const { from, to, measured: ratio } = ratioOf([measured(random(seed, 0), 40)], [measured(random(seed, 1), 40)]);
      expect(from <= ratio && ratio <= to).toBe(true);
      if (from > 1 || to < 1) told++;
    }
    expect(told).toBeLessThanOrEqual(2);
    // Ten of them take some machines longer than a test may.
  });

  test("of one that is slower is told from 1, and lies about what it is", () => {
    const {
      measured: ratio,
      from,
      to,
    } = ratioOf([measured(random(1, 0), 40, { slower: 1.5 })], [measured(random(1, 1), 40)]);
    expect(ratio).toBeCloseTo(1.5, 1);
    expect([from > 1.1, to < 1.9]).toEqual([true, true]);
  });

  test("is less sure of less", () => {
    const [few, many] = [20, 80].map((blocks) => {
      const one = measured(random(2, 0), blocks, { stands: 0.15 });
      // Not at the same time: how often is for chance to say.
      const other = measured(random(2, 1), blocks, { stands: 0.15, first: 5 });
      const { from, to } = ratioOf([one], [other]);
      return to - from;
    });
    expect(many).toBeLessThan(few ?? 0);
  });

  test("is less sure where processes differ than where only seconds do", () => {
    const other = Array.from({ length: 4 }, (_, sitting) => measured(random(3, sitting), 10));
    const widthOf = (slower: readonly number[]): number => {
      const one = slower.map((by, sitting) => measured(random(4, sitting), 10, { slower: by }));
      const { from, to } = ratioOf(one, other);
      return to - from;
    };
    expect(widthOf([0.8, 0.9, 1.1, 1.2])).toBeGreaterThan(widthOf([1, 1, 1, 1]) * 1.5);
  });
});
