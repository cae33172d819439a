import type { RecordableHistogram } from "node:perf_hooks";
import { Connection } from "./connection.ts";
import { histogram } from "./ratio.ts";
import { ask } from "./target.ts";

/** At a time, as many as there are where handlers have faults. */
const CLIENTS = 64;
/** In seconds: long enough for a collection of garbage, short enough for many of them to alternate. */
const ROUND = 2;

/**
 * Clients that ask as soon as they are answered, of one server after the other, in rounds: at the same time, the servers
 * would have each other's processor time.
 *
 * @param ports by kind of server
 * @returns by kind and round, how long answers took
 * @throws Error where an answer does not come whole
 */
export async function waitedAtLimit(
  ports: readonly (readonly number[])[],
  seconds: number,
): Promise<readonly (readonly RecordableHistogram[])[]> {
  const blocks = ports.map((): RecordableHistogram[] => []);
  const rounds = Math.ceil(seconds / (ROUND * ports.length));
  const each = seconds / (rounds * ports.length);
  for (let round = 0; round < rounds; round++) {
    for (let n = 0; n < ports.length; n++) {
      // Each goes first as often as the others do.
      const at = (n + round) % ports.length;
      const some = ports[at] ?? [];
      blocks[at]?.push(await waitedOnce(some[round % some.length] ?? 0, each));
    }
  }
  return blocks;
}

async function waitedOnce(port: number, seconds: number): Promise<RecordableHistogram> {
  const times = histogram();
  const until = performance.now() + seconds * 1000;
  const client = async (first: number): Promise<void> => {
    const connection = new Connection(port);
    for (let i = first, now = performance.now(); now < until; i++) {
      await ask(connection, i);
      const after = performance.now();
      times.record(Math.max(1, Math.round((after - now) * 1e6)));
      now = after;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, first) => client(first)));
  return times;
}
