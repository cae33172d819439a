import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { cors } from "../../src/index.ts";
import { APP, CONFIG } from "../contenders/asked.ts";
import type { OwnRow, Result, Runtime } from "../harness/row.ts";
import { interleave } from "../harness/rounds.ts";
import { ratioOf, spreadOf } from "../harness/stats.ts";
import { served } from "../workerd/served.ts";
import { bundle, startWorkerd } from "../workerd/serve.ts";

const BYTES = 100 * 1024 * 1024;
/** Requests whose first byte is waited for, in one round. */
const FIRST_BYTES = 100;

interface Servers {
  readonly urls: Readonly<Record<"unwrapped" | "wrapped", string>>;
  readonly close: () => void;
}

export const streaming: OwnRow = {
  id: "streaming",
  title: "A streamed body of 100 MB over loopback",
  async measure({ rounds, progress }) {
    const results: Result[] = [];
    for (const [runtime, start] of [
      ["node", inNode],
      ["workerd", inWorkerd],
    ] as const) {
      progress(`${streaming.title} (${runtime})`);
      const servers = await start();
      try {
        results.push(...(await measure(runtime, servers, Math.min(rounds, 5))));
      } finally {
        servers.close();
      }
    }
    return results;
  },
};

async function measure(runtime: Runtime, { urls }: Servers, rounds: number): Promise<Result[]> {
  const works = Object.entries(urls).map(([name, url]) => ({ name, url }));
  const first = await interleave(works, rounds, async ({ url }) => {
    const times: number[] = [];
    for (let i = 0; i < FIRST_BYTES; i++) times.push(await firstByte(`${url}?bytes=65536`));
    return spreadOf(times).median * 1e6;
  });
  const whole = await interleave(works, rounds, async ({ url }) => {
    const start = performance.now();
    await drain(`${url}?bytes=${BYTES}`);
    return BYTES / 1e6 / ((performance.now() - start) / 1000);
  });
  const of = (times: typeof first, name: string): readonly number[] => times.get(name) ?? [];
  return [
    {
      id: streaming.id,
      title: `${streaming.title}: time to its first byte`,
      runtime,
      unit: "ns",
      values: works.map(({ name }) => ({ name, spread: spreadOf(of(first, name)), note: "" })),
      goals: [
        {
          name: "first byte, unwrapped / wrapped",
          ratio: ratioOf(of(first, "unwrapped"), of(first, "wrapped")),
          sense: "at least",
          limit: 0.97,
        },
      ],
    },
    {
      id: streaming.id,
      title: `${streaming.title}: throughput`,
      runtime,
      unit: "MB per second",
      values: works.map(({ name }) => ({ name, spread: spreadOf(of(whole, name)), note: "" })),
      goals: [
        {
          name: "bytes per second, wrapped / unwrapped",
          ratio: ratioOf(of(whole, "wrapped"), of(whole, "unwrapped")),
          sense: "at least",
          limit: 0.97,
        },
      ],
    },
  ];
}

/** Milliseconds. */
async function firstByte(url: string): Promise<number> {
  const start = performance.now();
  const reader = (await fetch(url, { headers: { Origin: APP } })).body?.getReader();
  await reader?.read();
  const took = performance.now() - start;
  await restOf(reader);
  return took;
}

/** Reads to the end, so that the connection can be used again. */
async function restOf(reader: ReadableStreamDefaultReader | undefined): Promise<void> {
  let next = await reader?.read();
  while (next && !next.done) next = await reader?.read();
}

/** @throws Error where not all of it comes */
async function drain(url: string): Promise<void> {
  const { body } = await fetch(url, { headers: { Origin: APP } });
  let bytes = 0;
  for await (const chunk of body ?? []) bytes += chunk.length;
  if (bytes < BYTES) throw new Error(`${bytes} bytes of ${BYTES} came`);
}

async function inNode(): Promise<Servers> {
  const handlers = { unwrapped: served, wrapped: cors(CONFIG).wrap(served) };
  const servers = Object.entries(handlers).map(([name, fetch]) => ({ name, server: createAdaptorServer({ fetch }) }));
  const urls = { unwrapped: "", wrapped: "" };
  for (const { name, server } of servers) {
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    urls[name as keyof typeof urls] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }
  return {
    urls,
    close() {
      for (const { server } of servers) {
        server.close();
        if ("closeAllConnections" in server) server.closeAllConnections();
      }
    },
  };
}

async function inWorkerd(): Promise<Servers> {
  const { urls, close } = await startWorkerd({
    unwrapped: await bundle("unwrapped.ts"),
    wrapped: await bundle("wrapped.ts"),
  });
  return { urls: { unwrapped: urls.get("unwrapped") ?? "", wrapped: urls.get("wrapped") ?? "" }, close };
}
