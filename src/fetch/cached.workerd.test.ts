import { expect, test } from "vitest";
import { cors } from "../index.ts";

// Responses of Cloudflare's cache are immutable, and have no URL to tell them by.

const APP = "https://app.example.com";
const KEY = "https://api.example.com/cached";
const policy = cors({ allowOrigins: [APP, "https://b.example"] });

test("a response from the cache gets the policy, keeps the rest, and what is cached stays as it is", async () => {
  const cache = await caches.open("corskit");
  const headers = { "Cache-Control": "max-age=60", Vary: "Accept", "Access-Control-Allow-Origin": "*" };
  await cache.put(KEY, new Response("kept", { headers }));
  const wrapped = policy.wrap(async () => (await cache.match(KEY)) ?? new Response("missed"));
  for (const origin of [APP, "https://b.example", "https://evil.example", null]) {
    const response = await wrapped(new Request(KEY, { headers: origin === null ? {} : { Origin: origin } }));
    const allowed = origin === "https://evil.example" ? null : origin;
    expect(response.headers.get("access-control-allow-origin")).toBe(allowed);
    expect([response.headers.get("vary"), await response.text()]).toEqual(["Accept, Origin", "kept"]);
  }
});
