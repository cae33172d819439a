import { setTimeout as wait } from "node:timers/promises";
import type { Running } from "./runtimes.ts";

/** In milliseconds. What a server has begun for clients that are gone comes to its end meanwhile. */
const LONGEST = 10_000;
const BETWEEN = 100;

/** Bytes of the heap that stay, once three looks at it in a row find the same. */
export async function settledHeap({ heap }: Running): Promise<number> {
  const looks: number[] = [];
  for (let waited = 0; waited < LONGEST; waited += BETWEEN) {
    looks.push(await heap());
    const last = looks.slice(-3);
    if (last.length === 3 && Math.max(...last) < Math.min(...last) * 1.001) break;
    await wait(BETWEEN);
  }
  return looks.at(-1) ?? Number.NaN;
}
