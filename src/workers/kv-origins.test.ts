import { expect, test, vi } from "vitest";
import { kvOrigins } from "./kv-origins.ts";

// What the real namespace does with it: test/workers/tenants.node.test.ts

test("a key that KV would refuse as too long is not asked for", async () => {
  const get = vi.fn(() => Promise.resolve("tenant"));
  const resolve = kvOrigins({ get }, { prefix: "ü".repeat(165) });
  const facts = { method: "GET", url: "https://a/", requestMethod: null, requestHeaders: null };
  const ask = (origin: string): unknown => resolve(origin, { ...facts, origin });
  expect([await ask("https://a.example"), await ask("https://ab.example")]).toEqual([true, false]);
  expect(get).toHaveBeenCalledTimes(1);
});

test.each([
  [1, 30],
  [30.5, 31],
  [Infinity, 1e9],
])("a ttl of %d s is kept by KV for %d s, which it takes", async (ttl, cacheTtl) => {
  const get = vi.fn(() => Promise.resolve("tenant"));
  const facts = { method: "GET", url: "https://a/", requestMethod: null, requestHeaders: null };
  await kvOrigins({ get }, { ttl })("https://a.example", { ...facts, origin: "https://a.example" });
  expect(get).toHaveBeenCalledExactlyOnceWith("https://a.example", { cacheTtl });
});

test.each([undefined, null, {}, { get: 1 }, "TENANTS"])("%j is no namespace, which is told at once", (namespace) => {
  expect(() => kvOrigins(namespace as never)).toThrow("is its binding in wrangler.toml?");
});
