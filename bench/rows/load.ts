import autocannon from "autocannon";
import { APP } from "../contenders/asked.ts";
import type { OwnRow, Result } from "../harness/row.ts";
import { goalOf, interleaveServers, startServers, valuesOf, type Served } from "../harness/servers.ts";

const CONNECTIONS = 16;
/** Of one turn, in seconds. */
const DURATION = 1;
/** Of what the server without a policy does; or with the same headers set by hand, which is what CORS itself takes. */
const SHARE = 0.97;

export const load: OwnRow = {
  id: "load",
  title: "A small answer of workerd, under the load of autocannon on loopback",
  async measure({ rounds, progress }) {
    progress(load.title);
    const { servers, close } = await startServers("workerd");
    try {
      const { times: rates, spent } = await interleaveServers(servers, rounds, requestsPerSecond);
      const perRequest = new Map(
        [...spent].map(([name, all]) => [name, all.map((time, i) => time / ((rates.get(name)?.[i] ?? 0) * DURATION))]),
      );
      const row = { id: load.id, runtime: "workerd" } as const;
      const results: Result[] = [
        {
          ...row,
          title: `${load.title}: requests per second`,
          unit: "requests per second",
          values: valuesOf(rates),
          goals: [
            goalOf(rates, ["corskit", "unwrapped"], "at least", SHARE),
            goalOf(rates, ["corskit", "by hand"], "at least", SHARE),
          ],
        },
        {
          ...row,
          title: `${load.title}: processor time of workerd for one`,
          unit: "ns",
          values: valuesOf(perRequest),
          goals: [goalOf(perRequest, ["corskit", "by hand"], "at most", 1 / SHARE)],
        },
      ];
      return results.filter(({ values }) => values.length > 0);
    } finally {
      close();
    }
  },
};

/** @throws Error where not every answer is one */
async function requestsPerSecond({ name, url }: Served): Promise<number> {
  const { requests, non2xx, errors } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: DURATION,
    headers: { origin: APP },
  });
  if (non2xx + errors > 0) throw new Error(`${name}: ${non2xx} answers that are none, ${errors} errors`);
  return requests.total / DURATION;
}
