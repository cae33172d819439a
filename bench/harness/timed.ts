import { interleave, type Times } from "./rounds.ts";
import type { Aim, Contender, Goal, Options, Result, Runtime, TimedRow } from "./row.ts";
import { ratioOf, spreadOf } from "./stats.ts";

/** How a runtime checks and times a row's contenders. */
export interface Stopwatch {
  readonly check: (contender: Contender) => Promise<string>;
  /** Nanoseconds per call. */
  readonly clock: (contender: Contender) => Promise<number>;
}

/** Times a row. Every contender is checked before any is timed. */
export async function timeRow(
  row: TimedRow,
  runtime: Runtime,
  stopwatch: Stopwatch,
  { rounds, progress }: Options,
): Promise<Result> {
  const contenders = row.contenders().filter(({ only = runtime }) => only === runtime);
  progress(`${row.title} (${runtime})`);
  const notes = new Map<string, string>();
  for (const contender of contenders) notes.set(contender.name, await stopwatch.check(contender));
  const names = contenders.map(({ name }) => name);
  const times = await interleave(contenders, rounds, stopwatch.clock);
  const valueOf = netTimes(contenders, times);
  return {
    id: row.id,
    title: row.title,
    runtime,
    unit: "ns",
    values: names.map((name) => ({ name, spread: spreadOf(valueOf(name)), note: notes.get(name) ?? "" })),
    goals: row.aims.filter(({ of, against }) => names.includes(of) && names.includes(against)).map(goalOf(valueOf)),
  };
}

/** What a contender takes over the one that is taken off, round by round. */
function netTimes(contenders: readonly Contender[], times: Times): (name: string) => readonly number[] {
  return (name) => {
    const own = times.get(name) ?? [];
    const { over } = contenders.find((contender) => contender.name === name) ?? {};
    const base = over === undefined ? undefined : times.get(over);
    return base === undefined ? own : own.map((time, round) => time - (base[round] ?? Number.NaN));
  };
}

const goalOf =
  (valueOf: (name: string) => readonly number[]) =>
  ({ name, of, against, atMost }: Aim): Goal => ({
    name,
    ratio: ratioOf(valueOf(of), valueOf(against)),
    sense: "at most",
    limit: atMost,
  });
