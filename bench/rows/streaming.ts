import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { APP } from "../contenders/asked.ts";
import { interleave, type Times } from "../harness/rounds.ts";
import type { Goal, OwnRow, Result, Runtime } from "../harness/row.ts";
import { startServers, type Served } from "../harness/servers.ts";
import { ratioOf, spreadOf } from "../harness/stats.ts";

const BYTES = 100 * 1024 * 1024;
/** Requests whose first byte is waited for, in one round. */
const FIRST_BYTES = 100;

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

async function measure(runtime: Runtime, servers: readonly Served[], rounds: number): Promise<Result[]> {
  const agent = new Agent({ keepAlive: true });
  const first = await interleave(servers, rounds, async ({ url }) => {
    const times: number[] = [];
    for (let i = 0; i < FIRST_BYTES; i++) times.push(await firstByte(agent, `${url}?bytes=65536`));
    return spreadOf(times).median * 1e6;
  });
  const whole = await interleave(servers, rounds, async ({ url }) => {
    const start = performance.now();
    await drain(agent, `${url}?bytes=${BYTES}`);
    return BYTES / 1e6 / ((performance.now() - start) / 1000);
  });
  agent.destroy();
  const goal = (name: string, times: Times, of: string, against: string): Goal => ({
    name,
    ratio: ratioOf(times.get(of) ?? [], times.get(against) ?? []),
    sense: "at least",
    limit: 0.97,
  });
  const valuesOf = (times: Times): Result["values"] =>
    [...times].map(([name, numbers]) => ({ name, spread: spreadOf(numbers), note: "" }));
  return [
    {
      id: streaming.id,
      title: `${streaming.title}: time to its first byte`,
      runtime,
      unit: "ns",
      values: valuesOf(first),
      goals: [
        goal("first byte, unwrapped / corskit", first, "unwrapped", "corskit"),
        goal("first byte, by hand / corskit", first, "by hand", "corskit"),
      ],
    },
    {
      id: streaming.id,
      title: `${streaming.title}: throughput`,
      runtime,
      unit: "MB per second",
      values: valuesOf(whole),
      goals: [goal("bytes per second, corskit / unwrapped", whole, "corskit", "unwrapped")],
    },
  ];
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
