import type { Spread } from "./stats.ts";

export type Runtime = "node" | "workerd";

/** One way to do what a row is about. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
  /** Before each round, and not timed: what `run` works on. In workerd, within the request that runs it. */
  readonly prepare?: () => Promise<void>;
  /** The contender whose time is taken off: what both do that is not the question. */
  readonly over?: string;
  /** The answer that it has to give; where another library gives another one, a note says so. */
  readonly answers?: Expected;
  /** Where it can run. Default both. */
  readonly only?: Runtime;
}

export interface Expected {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What corskit wants to reach: the time of one contender, as a share of another one's. */
export interface Aim {
  readonly name: string;
  readonly of: string;
  readonly against: string;
  readonly atMost: number;
}

/** A table of times. Portable: it runs in Node.js and inside workerd. */
export interface TimedRow {
  readonly id: string;
  readonly title: string;
  readonly runtimes: readonly Runtime[];
  /** Made when the row is run, since some are large. */
  readonly contenders: () => readonly Contender[];
  readonly aims: readonly Aim[];
}

/** What was found, in a form that JSON can carry. */
export interface Result {
  readonly id: string;
  readonly title: string;
  readonly runtime: Runtime;
  readonly unit: string;
  readonly values: readonly Value[];
  readonly goals: readonly Goal[];
  /** Why there is nothing. */
  readonly skipped?: string;
}

export interface Value {
  readonly name: string;
  readonly spread: Spread;
  readonly note: string;
}

export interface Goal {
  readonly name: string;
  readonly ratio: Spread;
  readonly sense: "at most" | "at least";
  readonly limit: number;
}

export interface Options {
  readonly rounds: number;
  /** Tells what is going on. */
  readonly progress: (what: string) => void;
}

/** A row that measures in its own way. */
export interface OwnRow {
  readonly id: string;
  readonly title: string;
  readonly measure: (options: Options) => Promise<readonly Result[]>;
}
