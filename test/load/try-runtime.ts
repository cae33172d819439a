import { cpus } from "node:os";
import { cpuTimeOf } from "../../bench/harness/cpu-time.ts";
import { drive, type Seen } from "./drive.ts";
import { settledHeap } from "./heap.ts";
import { compareLatency, type Latency } from "./latency.ts";
import { APP, policy } from "./policy.ts";
import type { Running, Runtime } from "./runtimes.ts";

export interface Plan {
  readonly seed: number;
  /** For this runtime, all in all. */
  readonly seconds: number;
  /** Whether there is time enough, so that a p99 that is too high is a fault. */
  readonly judgesLatency: boolean;
  readonly progress: (what: string) => void;
}

/** What a runtime showed. */
export interface Tried {
  readonly name: string;
  readonly seen: Seen;
  /** Seconds of the run with faults, after the warm-up. */
  readonly seconds: number;
  /** Of a core, that the server had; undefined where the system does not tell. */
  readonly serverLoad: number | undefined;
  /** Of all cores, that something had. */
  readonly machineLoad: number;
  readonly heap: { readonly before: number; readonly after: number };
  readonly latency: Latency;
  /** In words. */
  readonly faults: readonly string[];
}

export const MOST_GROWTH = 1.05;
export const MOST_LATENCY = 1.1;
/** Of all visits, with 504 for a handler that does not hang. */
const MOST_TOO_SLOW = 0.01;
/** Looks at a heap that has grown: engines halve and double their tables, but what leaks grows each time. */
const MORE = 3;
/**
 * Visits until engines have compiled what they will, and workerd has as many messages for a debugger as it keeps; and
 * until a leak of some bytes for each shows.
 */
const LEAST = 20_000;

/** Runs a server into its faults under load, looks at what is left of it, and compares its latency. */
export async function tryRuntime(runtime: Runtime, plan: Plan): Promise<Tried> {
  const running = await runtime.start("faulty");
  try {
    return await tryServer(runtime, running, plan);
  } finally {
    running.close();
  }
}

async function tryServer(runtime: Runtime, running: Running, plan: Plan): Promise<Tried> {
  const { name } = runtime;
  const { port, pid } = running;
  const { seed, seconds, judgesLatency, progress } = plan;
  const run = (of: string, from: number, share: number): Promise<Seen> =>
    drive(port, from, { seconds: seconds * share, visits: LEAST }, ({ visits, faults }) =>
      progress(`${name}, ${of}: ${visits} visits, ${faults.size} kinds of faults`),
    );
  // Other visits than those that count: what they leave behind, once, is no growth.
  const warm = await run("warm-up", seed + 1, 0.15);
  const before = await settledHeap(running);
  const [cpuBefore, idleBefore, start] = [cpuTimeOf(pid), idleTime(), performance.now()];
  const seen = await run("faults", seed, 0.4);
  const took = performance.now() - start;
  const [cpuAfter, idleAfter] = [cpuTimeOf(pid), idleTime()];
  let after = await settledHeap(running);
  const runs = [warm, seen];
  for (let more = 1; more <= MORE && after > before * MOST_GROWTH; more++) {
    runs.push(await run("faults again, since the heap has grown", seed + 1 + more, 0.1));
    after = Math.min(after, await settledHeap(running));
  }
  const latency = await compareLatency(runtime, seconds * 0.45, (what) => progress(`${name}: ${what}`));
  const faults = [
    ...runs.flatMap((one) => [...one.faults]).map(([fault, times]) => `${fault} (${times} times)`),
    ...(await running.accidents()),
    ...(await answersStill(running)),
  ];
  const growth = after / before;
  if (growth > MOST_GROWTH)
    faults.push(`the heap grew from ${before} to ${after} bytes, to ${growth.toFixed(3)} times`);
  if (seen.tooSlow > seen.visits * MOST_TOO_SLOW) faults.push(`${seen.tooSlow} of ${seen.visits} visits took too long`);
  if (seen.answers < seen.visits / 2) faults.push(`${seen.answers} of ${seen.visits} visits were answered`);
  for (const [where, { ratio }] of [
    [`${latency.rate} requests per second`, latency.paced],
    ["the limit", latency.atLimit],
  ] as const) {
    if (judgesLatency && ratio.measured > MOST_LATENCY)
      faults.push(`at ${where}, the policy makes p99 ${ratio.measured.toFixed(2)} times as long`);
  }
  return {
    name,
    seen,
    seconds: took / 1000,
    serverLoad: cpuAfter === undefined || cpuBefore === undefined ? undefined : (cpuAfter - cpuBefore) / took,
    machineLoad: 1 - (idleAfter - idleBefore) / (took * cpus().length),
    heap: { before, after },
    latency,
    faults,
  };
}

/** Milliseconds that the cores had nothing to do, since the machine was started. */
function idleTime(): number {
  return cpus().reduce((sum, { times }) => sum + times.idle, 0);
}

async function answersStill({ port }: Running): Promise<readonly string[]> {
  const url = `http://127.0.0.1:${port}/ok`;
  try {
    const response = await fetch(url, { headers: { Origin: APP }, signal: AbortSignal.timeout(5000) });
    const { headers } = policy.decide({ method: "GET", url, origin: APP, requestMethod: null, requestHeaders: null });
    const isRight = Object.entries(headers).every(([header, value]) => response.headers.get(header) === value);
    return response.status === 200 && isRight ? [] : ["after the run, the server answers something else"];
  } catch (error) {
    return [`after the run, the server does not answer: ${String(error)}`];
  }
}
