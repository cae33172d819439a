import { random, type Random } from "../engines/generate/random.ts";
import { Connection } from "./connection.ts";
import { drawVisit, faultOf, isTooSlow } from "./visit.ts";

/** What a run of visits saw. */
export interface Seen {
  visits: number;
  /** Responses whose head came, each of them checked. */
  answers: number;
  aborted: number;
  /** 504 in the place of a handler that does not hang, since the machine was too busy. */
  tooSlow: number;
  /** By their words, with how often. */
  readonly faults: Map<string, number>;
  readonly kinds: Map<string, number>;
}

/** So many clients at a time, so that those whose handler hangs leave the machine no rest. */
const CLIENTS = 64;

/**
 * Lets clients ask for whatever is drawn from a seed, and checks each answer.
 *
 * @param visits so many at least, however long that takes
 */
export async function drive(
  port: number,
  seed: number,
  { seconds, visits }: { seconds: number; visits: number },
  onProgress: (seen: Seen) => void,
): Promise<Seen> {
  const seen: Seen = { visits: 0, answers: 0, aborted: 0, tooSlow: 0, faults: new Map(), kinds: new Map() };
  const until = performance.now() + seconds * 1000;
  const goesOn = (): boolean => performance.now() < until || seen.visits < visits;
  const timer = setInterval(() => onProgress(seen), 1000);
  const clients = Array.from({ length: CLIENTS }, (_, i) => client(port, random(seed, i), goesOn, seen));
  await Promise.all(clients);
  clearInterval(timer);
  return seen;
}

async function client(port: number, draws: Random, goesOn: () => boolean, seen: Seen): Promise<void> {
  const connection = new Connection(port);
  while (goesOn()) {
    const visit = drawVisit(draws);
    const answered = await connection.ask(visit);
    seen.visits++;
    if (visit.aborts !== undefined) seen.aborted++;
    if (answered.head !== "") {
      seen.answers++;
      seen.kinds.set(visit.kind, (seen.kinds.get(visit.kind) ?? 0) + 1);
      if (isTooSlow(visit, answered.head)) seen.tooSlow++;
    }
    const fault = faultOf(visit, answered);
    if (fault !== "") seen.faults.set(fault, (seen.faults.get(fault) ?? 0) + 1);
  }
  connection.close();
}
