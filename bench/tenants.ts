// 100,000 tenants in Workers KV, asked for by 1,000 requests at a time: how many reads that takes, and how long.
// node bench/tenants.ts [tenants] [requests]
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { Connection } from "../test/load/connection.ts";
import { bundleWorker } from "../test/support/bundles.ts";

const TENANTS = Number(process.argv[2] ?? 100_000);
const REQUESTS = Number(process.argv[3] ?? 50_000);
const AT_ONCE = 1000;
const NO_LOOK_UP = "https://dashboard.example.com";

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

const url = await mf.ready;
const tenant = (i: number): string => `https://shop-${i}.example`;

/** Some are asked for often and most hardly ever: the share of the n-th is as 1/n. */
function popular(): number {
  return Math.floor(TENANTS ** Math.random()) - 1;
}

const connections = Array.from({ length: AT_ONCE }, () => new Connection(Number(url.port)));

/**
 * Waves of requests that are sent at once. Every other wave is of an origin that needs no look-up: what look-ups add is
 * what lies between the two.
 */
async function run(name: string, originOf: () => string, isAllowed: boolean): Promise<void> {
  const before = await reads();
  const [plain, asked]: [number[], number[]] = [[], []];
  for (let wave = 0; wave < REQUESTS / AT_ONCE; wave++) {
    await sendWave(plain, () => NO_LOOK_UP, true);
    await sendWave(asked, originOf, isAllowed);
  }
  const read = (await reads()) - before;
  const kept = (100 * (1 - read / asked.length)).toFixed(1);
  const times = [at(plain, 0.5), at(asked, 0.5), at(plain, 0.99), at(asked, 0.99)];
  console.log(`| ${[name, read, `${kept} %`, ...times].join(" | ")} |`);
}

/** @param times gets the milliseconds of each request */
async function sendWave(times: number[], originOf: () => string, isAllowed: boolean): Promise<void> {
  await Promise.all(
    connections.map(async (connection) => {
      const sent = performance.now();
      const allowOrigin = await ask(connection, originOf());
      times.push(performance.now() - sent);
      if ((allowOrigin !== undefined) !== isAllowed) throw new Error(`Access-Control-Allow-Origin: ${allowOrigin}`);
    }),
  );
}

/** @returns its Access-Control-Allow-Origin, if it has one */
async function ask(connection: Connection, origin: string): Promise<string | undefined> {
  const head = `GET / HTTP/1.1\r\nHost: ${url.host}\r\nOrigin: ${origin}\r\n\r\n`;
  const answered = await connection.ask({ head, body: "", pause: 0 });
  if (!answered.isWhole || !answered.head.startsWith("HTTP/1.1 200")) throw new Error(answered.head || "no answer");
  return /\r\nAccess-Control-Allow-Origin: (.*)/i.exec(answered.head)?.[1];
}

function at(times: readonly number[], share: number): string {
  return `${times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]?.toFixed(1)} ms`;
}

async function reads(): Promise<number> {
  return (await (await fetch(new URL("/reads", url))).json()) as number;
}

const namespace = await mf.getKVNamespace("TENANTS");
process.stderr.write(`writing ${TENANTS} tenants ...\n`);
for (let i = 0; i < TENANTS; i += AT_ONCE) {
  const some = Array.from({ length: Math.min(AT_ONCE, TENANTS - i) }, (_, n) => tenant(i + n));
  await Promise.all(some.map((one) => namespace.put(`origin:${one}`, "tenant")));
}

// Connections are opened, and code is compiled.
for (let wave = 0; wave < 20; wave++) await sendWave([], () => NO_LOOK_UP, true);
console.log(`| ${REQUESTS} requests, ${AT_ONCE} at once | reads of KV | from the cache | median, no look-up | median | p99, no look-up | p99 |
| --- | --- | --- | --- | --- | --- | --- |`);
await run("of tenants, an empty cache", () => tenant(popular()), true);
await run("of tenants, a warm cache", () => tenant(popular()), true);
await run("of ever new strangers", () => `https://x${Math.random()}.example`, false);
await run("of tenants, after the strangers", () => tenant(popular()), true);
for (const connection of connections) connection.close();
await mf.dispose();
