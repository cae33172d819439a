// 100,000 tenants in Workers KV, asked for by 1,000 requests at a time: how many reads that takes, and how long.
// node bench/tenants.ts [tenants] [requests]
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { bundleWorker } from "../test/support/bundles.ts";

const TENANTS = Number(process.argv[2] ?? 100_000);
const REQUESTS = Number(process.argv[3] ?? 50_000);
const AT_ONCE = 1000;
const API = "https://api.example.com/";

const script = await bundleWorker(new URL("../test/workers/tenants.ts", import.meta.url));
const mf = new Miniflare(
  convertV4MiniflareOptions({
    modules: true,
    script,
    compatibilityDate: "2026-10-20",
    kvNamespaces: ["TENANTS"],
    bindings: { TTL: 3600, TIMEOUT: 1000, WAITS: false },
  }),
);

const origin = (i: number): string => `https://shop-${i}.example`;

/** Some are asked for often and most hardly ever: the share of the n-th is as 1/n. */
function popular(): number {
  return Math.floor(TENANTS ** Math.random()) - 1;
}

async function inParallel(count: number, work: (i: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let i = next++; i < count; i = next++) await work(i);
    }),
  );
}

async function run(name: string, originOf: () => string, isAllowed: boolean): Promise<void> {
  const before = await reads();
  const times: number[] = [];
  let wrong = 0;
  const start = performance.now();
  await inParallel(REQUESTS, async () => {
    const Origin = originOf();
    const sent = performance.now();
    const response = await mf.dispatchFetch(API, { headers: { Origin } });
    await response.arrayBuffer();
    times.push(performance.now() - sent);
    if (response.headers.has("access-control-allow-origin") !== isAllowed) wrong++;
  });
  const seconds = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): string => `${times[Math.floor(times.length * share)]?.toFixed(1)} ms`;
  const read = (await reads()) - before;
  const kept = (100 * (1 - read / REQUESTS)).toFixed(1);
  const rate = Math.round(REQUESTS / seconds);
  console.log(`| ${name} | ${read} | ${kept} % | ${at(0.5)} | ${at(0.99)} | ${rate}/s | ${wrong} |`);
}

async function reads(): Promise<number> {
  return (await (await mf.dispatchFetch(`${API}reads`)).json()) as number;
}

const tenants = await mf.getKVNamespace("TENANTS");
process.stderr.write(`writing ${TENANTS} tenants ...\n`);
await inParallel(TENANTS, (i) => tenants.put(`origin:${origin(i)}`, "tenant"));

console.log(`| ${REQUESTS} requests, ${AT_ONCE} at a time | reads of KV | from the cache | median | p99 | rate | wrong |
| --- | --- | --- | --- | --- | --- | --- |`);
await run("of one origin that needs no look-up", () => "https://dashboard.example.com", true);
await run("of tenants, an empty cache", () => origin(popular()), true);
await run("of tenants, a warm cache", () => origin(popular()), true);
await run("of ever new strangers", () => `https://x${Math.random()}.example`, false);
await run("of tenants, after the strangers", () => origin(popular()), true);
await mf.dispose();
