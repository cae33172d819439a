import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { APP } from "../contenders/asked.ts";
import type { OwnRow, Result, Runtime } from "../harness/row.ts";
import { goalOf, interleaveServers, startServers, valuesOf, type Served } from "../harness/servers.ts";
import { spreadOf } from "../harness/stats.ts";

const BYTES = 100 * 1024 * 1024;
/** Requests whose first byte is waited for, in one round. */
const FIRST_BYTES = 100;
/** Of what the server without a policy does. */
const SHARE = 0.97;

export const streaming: OwnRow = {
  id: "streaming",
  title: "A streamed body of 100 MB over loopback",
  async measure({ rounds, progress }) {
    const results: Result[] = [];
    for (const runtime of ["node", "workerd"] as const) {
      progress(`${streaming.title} (${runtime})`);
      const { servers, close } = await startServers(runtime);
      try {
        results.push(...(await measure(runtime, servers, rounds)));
      } finally {
        close();
      }
    }
    return results;
  },
};

async function measure(runtime: Runtime, servers: readonly Served[], rounds: number): Promise<readonly Result[]> {
  const agent = new Agent({ keepAlive: true });
  const { times: first } = await interleaveServers(servers, rounds, async ({ url }) => {
    const times: number[] = [];
    for (let i = 0; i < FIRST_BYTES; i++) times.push(await firstByte(agent, `${url}?bytes=65536`));
    return spreadOf(times).median * 1e6;
  });
  const { times: whole, spent } = await interleaveServers(servers, rounds, async ({ url }) => {
    const start = performance.now();
    await drain(agent, `${url}?bytes=${BYTES}`);
    return BYTES / 1e6 / ((performance.now() - start) / 1000);
  });
  agent.destroy();
  const row = { id: streaming.id, runtime };
  const results: Result[] = [
    {
      ...row,
      title: `${streaming.title}: time to its first byte`,
      unit: "ns",
      values: valuesOf(first),
      goals: [
        goalOf(first, ["unwrapped", "corskit"], "at least", SHARE),
        goalOf(first, ["by hand", "corskit"], "at least", SHARE),
      ],
    },
    {
      ...row,
      title: `${streaming.title}: throughput`,
      unit: "MB per second",
      values: valuesOf(whole),
      goals: [goalOf(whole, ["corskit", "unwrapped"], "at least", SHARE)],
    },
    {
      ...row,
      title: `${streaming.title}: processor time of the server for it`,
      unit: "ns",
      values: valuesOf(spent),
      goals: [goalOf(spent, ["corskit", "unwrapped"], "at most", 1 / SHARE)],
    },
  ];
  return results.filter(({ values }) => values.length > 0);
}

async function ask(agent: Agent, url: string): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { agent, headers: { Origin: APP } }), "response")) as [IncomingMessage];
  return response;
}

/** Milliseconds. */
async function firstByte(agent: Agent, url: string): Promise<number> {
  const start = performance.now();
  const response = await ask(agent, url);
  await once(response, "data");
  const took = performance.now() - start;
  // To the end, so that the connection can be used again.
  await once(response, "end");
  return took;
}

/** @throws Error where not all of it comes */
async function drain(agent: Agent, url: string): Promise<void> {
  const response = await ask(agent, url);
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  await once(response, "end");
  if (bytes < BYTES) throw new Error(`${bytes} bytes of ${BYTES} came`);
}
