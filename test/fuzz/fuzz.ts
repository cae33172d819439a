import { instrument, type Instrumented } from "./coverage.ts";
import { mutate, randomFrom } from "./mutate.ts";

/** What a run found. */
export interface Found {
  readonly inputs: number;
  /** Ways through the code, by branch and by how often it is taken. */
  readonly ways: number;
  /** The inputs that went a new way. */
  readonly added: readonly string[];
  readonly fault: Fault | null;
}

/** An input that a target does not take. */
export interface Fault {
  readonly input: string;
  readonly error: unknown;
}

/** No input of some kilobytes takes so long unless its time grows faster than it does. In milliseconds. */
const TOO_LONG = 2000;

/** How often, roughly: that a loop runs a third time is another way, that it runs a 71st is not. */
function bucket(count: number): number {
  return count < 4 ? count : 3 + Math.floor(Math.log2(count));
}

/**
 * Feeds a target with ever new inputs: what goes a way that none went before is kept, and changed further.
 *
 * @param corpus inputs to begin with
 * @param until when it stops, as of `performance.now()`
 */
export async function fuzz(
  file: string,
  corpus: readonly string[],
  { seed, until, onProgress }: { seed: number; until: number; onProgress: (found: Found) => void },
): Promise<Found> {
  const target = await instrument(file);
  const random = randomFrom(seed);
  const known = [...corpus, ""];
  const ways = new Set<string>();
  const added: string[] = [];
  let inputs = 0;
  let told = performance.now();

  const found = (fault: Fault | null): Found => ({ inputs, ways: ways.size, added, fault });
  for (let i = 0; i < known.length || performance.now() < until; i++) {
    const input = known[i] ?? mutate(known, target.words, random);
    const isGiven = i <= corpus.length;
    const error = await run(target, input);
    inputs++;
    if (error !== undefined) return found({ input, error });
    if (isNewWay(target.takeCounts(), ways) && !isGiven) {
      known.push(input);
      added.push(input);
    }
    if (performance.now() - told > 1000) {
      told = performance.now();
      onProgress(found(null));
      // Whoever wants to stop it has a turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return found(null);
}

async function run({ fuzz: feed }: Instrumented, input: string): Promise<unknown> {
  const start = performance.now();
  try {
    await feed(input);
  } catch (error) {
    return error ?? new Error("it threw nothing");
  }
  const took = performance.now() - start;
  return took > TOO_LONG ? new Error(`it took ${Math.round(took)} ms`) : undefined;
}

function isNewWay(counts: readonly number[], ways: Set<string>): boolean {
  const before = ways.size;
  for (const [i, count] of counts.entries()) if (count > 0) ways.add(`${i} ${bucket(count)}`);
  return ways.size > before;
}
