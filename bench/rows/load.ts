import autocannon from "autocannon";
import { APP } from "../contenders/asked.ts";
import { cpuTimeOf } from "../harness/cpu-time.ts";
import { interleave, type Times } from "../harness/rounds.ts";
import type { Goal, OwnRow, Result } from "../harness/row.ts";
import { startServers, type Served } from "../harness/servers.ts";
import { ratioOf, spreadOf } from "../harness/stats.ts";

const CONNECTIONS = 16;
/** Of one turn, in seconds. */
const DURATION = 1;

export const load: OwnRow = {
  id: "load",
  title: "A small answer of workerd, under the load of autocannon on loopback",
  async measure({ rounds, progress }) {
    progress(load.title);
    const { servers, close } = await startServers("workerd");
    try {
      const spent = new Map<string, number[]>(servers.map(({ name }) => [name, []]));
      const rates = await interleave(servers, rounds, async (server) => {
        const { rate, time } = await turn(server);
        spent.get(server.name)?.push(time);
        return rate;
      });
      // The first round does not count here either.
      const times = new Map([...spent].map(([name, all]) => [name, all.slice(1)]));
      return [rateResult(rates), ...(cpuTimeOf(process.pid) === undefined ? [] : [timeResult(times)])];
    } finally {
      close();
    }
  },
};

/** @returns requests per second, and nanoseconds of processor time for each of them */
async function turn({ name, url, pid }: Served): Promise<{ rate: number; time: number }> {
  const before = cpuTimeOf(pid) ?? Number.NaN;
  const { requests, non2xx, errors } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: DURATION,
    headers: { origin: APP },
  });
  const time = (cpuTimeOf(pid) ?? Number.NaN) - before;
  if (non2xx + errors > 0) throw new Error(`${name}: ${non2xx} answers that are none, ${errors} errors`);
  return { rate: requests.total / DURATION, time: (time * 1e6) / requests.total };
}

function rateResult(rates: Times): Result {
  const goal = (of: string, against: string): Goal => ({
    name: `${of} / ${against}`,
    ratio: ratioOf(rates.get(of) ?? [], rates.get(against) ?? []),
    sense: "at least",
    limit: 0.97,
  });
  return {
    id: load.id,
    title: `${load.title}: requests per second`,
    runtime: "workerd",
    unit: "requests per second",
    values: valuesOf(rates),
    goals: [goal("corskit", "unwrapped"), goal("corskit", "by hand")],
  };
}

function timeResult(times: Times): Result {
  const ratio = ratioOf(times.get("corskit") ?? [], times.get("by hand") ?? []);
  return {
    id: load.id,
    title: `${load.title}: processor time of workerd for one`,
    runtime: "workerd",
    unit: "ns",
    values: valuesOf(times),
    goals: [{ name: "corskit / by hand", ratio, sense: "at most", limit: 1 / 0.97 }],
  };
}

function valuesOf(times: Times): Result["values"] {
  return [...times].map(([name, numbers]) => ({ name, spread: spreadOf(numbers), note: "" }));
}
