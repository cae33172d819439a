import type { RecordableHistogram } from "node:perf_hooks";
import { waitedAtLimit } from "./at-limit.ts";
import { Connection } from "./connection.ts";
import { APP } from "./policy.ts";
import { ratioOf, waited, type Ratio, type Sittings, type Waited } from "./ratio.ts";
import type { Running, Runtime, Server } from "./runtimes.ts";
import { ask, Target } from "./target.ts";

/** What a page waits for, without the policy and with it. */
export interface Latency {
  /** Requests per second, with the policy and without. */
  readonly rate: number;
  /** At that rate. */
  readonly paced: Compared;
  /** Of clients that ask as fast as they are answered. */
  readonly atLimit: Compared;
}

export interface Compared {
  /** In the order of {@link ARMS}. */
  readonly waited: readonly Waited[];
  /** Between the p99s with the policy and without. */
  readonly ratio: Ratio;
  /** Between those with the policy and with its headers by hand. */
  readonly toHand: Ratio;
}

/** One handler, and what sets the headers of its answers. */
export const ARMS = ["without", "constant", "hand", "with"] as const satisfies readonly Server[];
type Arm = (typeof ARMS)[number];

/** At a time, and so many of them, of each server: until engines have compiled what they will. */
const WARM_UP = { clients: 16, requests: 20_000 };
/** Requests more of each further server of a kind, so that not all of them collect at once. */
const APART = 3000;
/** In seconds. Longer than what slows more than one request: a collection, a machine that stands still. */
const BLOCK = 2;
/** In seconds, with the same processes: of the same code, others are a tenth faster or slower. */
const SITTING = 30;
/** The share of the time that goes to clients at the limit. */
const AT_LIMIT = 0.6;

/**
 * The same load without the policy, with its headers constant or set by hand, and with it, in processes of their own,
 * at the same time, so that whatever else the machine and the client do is in all of them. Requests are evenly spaced,
 * whether or not answers come. Clients that wait for an answer before they ask again would ask the faster server for
 * more: those come afterwards. Then all of it again, with new processes.
 *
 * @param seconds of the comparison, without the warm-ups
 */
export async function compareLatency(
  runtime: Runtime,
  seconds: number,
  progress: (what: string) => void,
): Promise<Latency> {
  const sittings = Math.ceil(seconds / SITTING);
  const paced: Measured[] = [];
  const atLimit: Measured[] = [];
  for (let n = 1; n <= sittings; n++) {
    progress(`latency, ${n} of ${sittings}`);
    const one = await sit(runtime, seconds / sittings);
    paced.push(one.paced);
    atLimit.push(one.atLimit);
  }
  return { rate: rateOf(runtime), paced: compared(paced), atLimit: compared(atLimit) };
}

/** By kind of server and block. */
type Measured = readonly (readonly RecordableHistogram[])[];

const rateOf = ({ servers, rate }: Runtime): number => servers * rate;

async function sit(runtime: Runtime, seconds: number): Promise<{ paced: Measured; atLimit: Measured }> {
  const running: Running[] = [];
  try {
    const ports: number[][] = [];
    for (const arm of ARMS) {
      const some: number[] = [];
      for (let n = 0; n < runtime.servers; n++) {
        const server = await runtime.start(arm);
        running.push(server);
        await warmUp(server.port, arm !== "without", WARM_UP.requests + n * APART);
        some.push(server.port);
      }
      ports.push(some);
    }
    const paced = await waitedFor(ports, rateOf(runtime), seconds * (1 - AT_LIMIT));
    return { paced, atLimit: await waitedAtLimit(ports, seconds * AT_LIMIT) };
  } finally {
    for (const server of running) server.close();
  }
}

function compared(sittings: readonly Measured[]): Compared {
  const of = (arm: Arm): Sittings => sittings.map((measured) => measured[ARMS.indexOf(arm)] ?? []);
  return {
    waited: ARMS.map((arm) => waited(of(arm))),
    ratio: ratioOf(of("with"), of("without")),
    toHand: ratioOf(of("with"), of("hand")),
  };
}

/**
 * The same for each server: the code of one that has answered more is the faster one.
 *
 * @throws Error where the page that asks is not allowed, or is without a policy
 */
async function warmUp(port: number, isAllowed: boolean, requests: number): Promise<void> {
  const { headers } = await fetch(`http://127.0.0.1:${port}/rides`, { headers: { Origin: APP } });
  const allowed = headers.get("Access-Control-Allow-Origin");
  if (allowed !== (isAllowed ? APP : null)) throw new Error(`Access-Control-Allow-Origin: ${allowed}`);
  let asked = 0;
  const client = async (): Promise<void> => {
    const connection = new Connection(port);
    while (asked < requests) await ask(connection, asked++);
    connection.close();
  };
  await Promise.all(Array.from({ length: WARM_UP.clients }, client));
}

/** Looks again and again: timers are too coarse for that. Without promises, whose collection would slow the client. */
function until(isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => void (isSo() ? resolve() : setImmediate(look));
    look();
  });
}

/**
 * Each from when its request was due, by kind of server and block.
 *
 * @param rate requests per second, of each kind
 * @throws Error where an answer does not come whole
 */
async function waitedFor(ports: readonly (readonly number[])[], rate: number, seconds: number): Promise<Measured> {
  const each = Math.round(rate * seconds);
  const targets = ports.map((some) => new Target(some, each));
  const start = performance.now();
  try {
    for (let i = 0; i < each; i++) {
      for (let n = 0; n < targets.length; n++) {
        // Each goes first as often as the others do.
        const target = targets[(n + i) % targets.length] as Target;
        const due = start + ((i + n / targets.length) * 1000) / rate;
        await until(() => performance.now() >= due && !target.isBusy(i));
        target.check();
        void target.ask(i, due, Math.floor(i / (rate * BLOCK)));
      }
    }
    await until(() => targets.every((target) => target.isDone));
    for (const target of targets) target.check();
  } finally {
    for (const target of targets) target.close();
  }
  return targets.map(({ blocks }) => blocks);
}
