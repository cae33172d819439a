// What a policy of so many origins keeps, in bytes: node --expose-gc bench/children/memory.ts <maker>
import { cors as honoCors } from "hono/cors";
import { cors } from "../../src/index.ts";

const ORIGINS = 10_000;
const POLICIES = 16;

const MAKERS: Readonly<Record<string, (origins: string[]) => unknown>> = {
  "corskit cors()": (origins) => cors({ allowOrigins: origins }),
  "hono/cors": (origins) => honoCors({ origin: origins }),
  "by hand, a Set": (origins) => new Set(origins),
};

const make = MAKERS[process.argv[2] ?? ""] ?? (() => undefined);

/** As from a config that is read: through JSON, so that the strings are flat and each policy's own. */
function ownOrigins(policy: number): string[] {
  const list = Array.from({ length: ORIGINS }, (_, i) => `https://shop-${policy}-${i}.example`);
  return JSON.parse(JSON.stringify(list)) as string[];
}

/** Between turns of the event loop: until then, what the last calls had in hand is kept. */
async function used(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}

make(ownOrigins(-1));
const before = await used();
const kept = Array.from({ length: POLICIES }, (_, policy) => make(ownOrigins(policy)));
const bytes = ((await used()) - before) / POLICIES;
console.log(JSON.stringify({ bytes, kept: kept.length }));
