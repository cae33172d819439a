import { describe, expect, test } from "vitest";
import { decide, factsOf, preflight } from "../../test/support/decide.ts";
import type { RequestFacts } from "./decision.ts";

const APP = "https://app.example.com";
const EVIL = "https://evil.example";

describe("enforce", () => {
  test("refuses denied origins on the server, is dynamic, and lets through what has no origin", () => {
    const config = { allowOrigins: [APP], enforce: true };
    expect(decide(config, factsOf({ origin: EVIL }))).toMatchObject({
      status: 403,
      headers: { Vary: "Origin", "Cache-Control": "no-store" },
    });
    expect(decide(config, factsOf({ origin: APP }))).toMatchObject({
      status: null,
      headers: { Vary: "Origin", "Access-Control-Allow-Origin": APP },
    });
    expect(decide(config, factsOf())).toMatchObject({ status: null, headers: { Vary: "Origin" } });
    expect(decide(config, preflight(EVIL))).toMatchObject({ status: 403 });
  });
  test("where any origin is allowed, the answer is the same for all", () => {
    const any = decide({ allowOrigins: "*", enforce: true }, factsOf({ origin: EVIL }));
    expect(any).toMatchObject({ allowed: true, status: null, headers: { "Access-Control-Allow-Origin": "*" } });
  });
});

describe("WebSocket handshakes", () => {
  const handshake = (origin: string | null, url = "https://api.example.com/socket"): RequestFacts =>
    factsOf({ origin, url, upgrade: "WebSocket" });
  const config = { allowOrigins: [APP] };
  test.each([
    [APP, null],
    [EVIL, 403],
    ["null", 403],
    ["https://api.example.com", null],
    // Whoever controls the network can be that page.
    ["http://api.example.com", 403],
    ["https://api.example.com:8443", 403],
    ["https://api.example.com.evil.example", 403],
    ["https://evil.example/://api.example.com", 403],
    [null, null],
  ])("from %j: %j", (origin, status) => {
    expect(decide(config, handshake(origin)).status).toBe(status);
    expect(decide({ allowOrigins: [APP, "https://b.example"] }, handshake(origin)).status).toBe(status);
    expect(decide({ ...config, guardWebSockets: false }, handshake(origin)).status).toBeNull();
    expect(decide({ allowOrigins: "*" }, handshake(origin)).status).toBeNull();
  });
  test.each([
    ["http://api.example.com/socket", "http://api.example.com", null],
    // Behind a proxy that ends TLS.
    ["http://api.example.com/socket", "https://api.example.com", null],
    ["http://api.example.com:8080?a", "http://api.example.com:8080", null],
    ["http://api.example.com", "http://evil.example", 403],
    ["http://api.example.com.evil.example", "http://api.example.com", 403],
    ["https://api.example.com/", "capacitor://api.example.com", 403],
    ["/https://evil.example/", "https://evil.example", 403],
  ])("at %s from %s: %j", (url, origin, status) => {
    expect(decide(config, handshake(origin, url)).status).toBe(status);
  });
  test("a refusal is not for the next page's cache, although the policy is constant", () => {
    expect(decide(config, handshake(EVIL)).headers).toMatchObject({ Vary: "Origin", "Cache-Control": "no-store" });
  });
  test.each(["/socket", "", "://", "not a url"])("a URL without a host (%j) is nobody's host", (url) => {
    expect(decide(config, handshake("null", url)).status).toBe(403);
    expect(decide(config, handshake("https://", url)).status).toBe(403);
    expect(decide(config, handshake(EVIL, url)).status).toBe(403);
  });
  test("a host in a URL's path is not the URL's", () => {
    expect(decide(config, handshake(EVIL, `/to/${EVIL}/`)).status).toBe(403);
  });
});
