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

test.each([undefined, null, {}, { get: 1 }, "TENANTS"])("%j is no namespace, which is told at once", (namespace) => {
  expect(() => kvOrigins(namespace as never)).toThrow("is its binding in wrangler.toml?");
});
