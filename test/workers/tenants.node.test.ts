import { connect } from "node:net";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bundleWorker } from "../support/bundles.ts";

const API = "https://api.example.com/";

let mf: Miniflare;
/** What the Workers' consoles printed. */
let printed: string[] = [];

interface Bindings {
  readonly TTL: number;
  readonly TIMEOUT: number;
  readonly WAITS: boolean;
}

async function start(bindings: Bindings): Promise<Miniflare> {
  const script = await bundleWorker(new URL("tenants.ts", import.meta.url));
  const options = convertV4MiniflareOptions({
    handleStructuredLogs: ({ message }) => void printed.push(message),
    modules: true,
    script,
    compatibilityDate: "2026-10-20",
    kvNamespaces: ["TENANTS"],
    bindings: { ...bindings },
  });
  const started = new Miniflare(options);
  const tenants = await started.getKVNamespace("TENANTS");
  await Promise.all(Array.from({ length: 200 }, (_, i) => tenants.put(`origin:${tenant(i)}`, `tenant ${i}`)));
  await tenants.put("origin:https://gone.example", "");
  // Another key than an origin's own opens nothing.
  await tenants.put("https://unprefixed.example", "tenant");
  return started;
}

beforeAll(async () => {
  mf = await start({ TTL: 60, TIMEOUT: 1000, WAITS: true });
});
afterAll(() => mf.dispose());
beforeEach(async () => {
  await set("healthy");
  printed = [];
});

const tenant = (i: number): string => `https://shop-${i}.example`;

async function allowedOrigin(
  origin: string,
  init: { method?: string; signal?: AbortSignal } = {},
  worker = mf,
): Promise<unknown> {
  const preflight = init.method === "OPTIONS" ? { "Access-Control-Request-Method": "PUT" } : {};
  const response = await worker.dispatchFetch(API, { ...init, headers: { Origin: origin, ...preflight } });
  await response.text();
  // Whatever becomes of the look-up, the request does not fail.
  expect(response.status).toBeLessThan(500);
  return response.headers.get("access-control-allow-origin");
}

async function set(mode: string): Promise<void> {
  await mf.dispatchFetch(`${API}?mode=${mode}`);
}

async function reads(worker = mf): Promise<number> {
  return (await (await worker.dispatchFetch(`${API}reads`)).json()) as number;
}

describe("origins in Workers KV, in workerd", () => {
  test.each([
    [tenant(1), tenant(1)],
    ["https://dashboard.example.com", "https://dashboard.example.com"],
    ["https://nobody.example", null],
    ["https://gone.example", null],
    ["https://unprefixed.example", null],
    ["http://shop-1.example", null],
    [`https://${"a".repeat(600)}.example`, null],
    ["null", null],
    ["constructor", null],
  ])("%s", async (origin, allowed) => {
    expect(await allowedOrigin(origin)).toBe(allowed);
    expect(await allowedOrigin(origin, { method: "OPTIONS" })).toBe(allowed);
    expect(printed).toEqual([]);
  });

  test("1,000 requests at a time read each origin once, and nothing leaks between them", async () => {
    // How long this machine takes for a thousand of them does not count here.
    const worker = await start({ TTL: 60, TIMEOUT: 20_000, WAITS: true });
    try {
      const origins = Array.from({ length: 1000 }, (_, i) => `https://shop-${100 + (i % 250)}.example`);
      const allowed = await Promise.all(origins.map((origin) => allowedOrigin(origin, {}, worker)));
      expect(allowed).toEqual(origins.map((origin) => (Number(/\d+/.exec(origin)) < 200 ? origin : null)));
      expect(await reads(worker)).toBe(250);
    } finally {
      await worker.dispose();
    }
  });
});

describe("a namespace in trouble denies strangers, keeps those it knows, and recovers", () => {
  let fresh = 10;

  test.each([
    ["failing", "KV GET failed: 503"],
    ["rubbish", "KV answered object, not a text"],
    ["hanging", "no answer within 1000 ms"],
  ])("%s", async (mode, told) => {
    const known = tenant(fresh++);
    const unknown = tenant(fresh++);
    expect(await allowedOrigin(known)).toBe(known);
    await set(mode);
    expect(await allowedOrigin(known)).toBe(known);
    expect(await allowedOrigin(unknown)).toBeNull();
    expect(printed.join("\n")).toContain(told);
    await set("healthy");
    // A failed look-up rests for as long as one may take.
    await expect.poll(() => allowedOrigin(unknown), { interval: 50 }).toBe(unknown);
  });

  test("a slow one is waited for, once for all", async () => {
    await set("slow");
    const before = await reads();
    const origin = tenant(fresh++);
    expect(await Promise.all([allowedOrigin(origin), allowedOrigin(origin), allowedOrigin(origin)])).toEqual([
      origin,
      origin,
      origin,
    ]);
    expect((await reads()) - before).toBe(1);
  });

  test("a request that is given up takes no other with it", async () => {
    await set("slow");
    const origin = tenant(fresh++);
    const controller = new AbortController();
    const before = await reads();
    const given = allowedOrigin(origin, { signal: controller.signal });
    await expect.poll(() => reads(), { interval: 10 }).toBe(before + 1);
    const others = Array.from({ length: 5 }, () => allowedOrigin(origin));
    controller.abort();
    await expect(given).rejects.toThrow();
    for (const allowed of await Promise.all(others)) expect([origin, null]).toContain(allowed);
    await expect.poll(() => allowedOrigin(origin), { interval: 50 }).toBe(origin);
  });
});

test("with waitUntil, a look-up whose request was given up stays for all that wait for it", async () => {
  const worker = await start({ TTL: 60, TIMEOUT: 5000, WAITS: false });
  try {
    const { hostname, port, host } = await worker.ready;
    await worker.dispatchFetch(`${API}?mode=slow`);
    const client = connect(Number(port), hostname);
    client.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${tenant(0)}\r\n\r\n`);
    await expect.poll(() => reads(worker), { interval: 10 }).toBe(1);
    const others = [1, 2, 3].map(() => allowedOrigin(tenant(0), {}, worker));
    // workerd sees that a client is gone when its connection is reset, not when it is ended.
    client.resetAndDestroy();
    expect(await Promise.all(others)).toEqual([tenant(0), tenant(0), tenant(0)]);
    expect(await reads(worker)).toBe(1);
  } finally {
    await worker.dispose();
  }
});

test.each([true, false])("past its ttl an answer is renewed, where requests wait for that: %s", async (waits) => {
  const short = await start({ TTL: 0.001, TIMEOUT: 1000, WAITS: waits });
  try {
    const tenants = await short.getKVNamespace("TENANTS");
    const ask = async (query = ""): Promise<string | null> => {
      const response = await short.dispatchFetch(API + query, { headers: { Origin: tenant(0) } });
      return response.headers.get("access-control-allow-origin");
    };
    expect(await ask()).toBe(tenant(0));
    await ask("?mode=slow");
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => ask())))).toEqual(new Set([tenant(0)]));
    await tenants.delete(`origin:${tenant(0)}`);
    // The look-up of a request that was answered long ago comes to its end all the same.
    await expect.poll(() => ask(), { interval: 20 }).toBeNull();
    // workerd warns of a request that waits for what belongs to another.
    expect(printed).toEqual([]);
  } finally {
    await short.dispose();
  }
});
