import { describe, expect, test } from "vitest";
import { isForbiddenMethod, isSafelistedMethod, normalizeMethod } from "./methods.ts";
import { openPage } from "./page.ts";

describe("safelisted", () => {
  test.each(["GET", "HEAD", "POST"])("%s", (method) => expect(isSafelistedMethod(method)).toBe(true));
  test.each(["get", "Get", "head", "post", "PUT", "DELETE", "OPTIONS", "PATCH", "GET ", "GETS", "", "*", "QUERY"])(
    "not %j",
    (method) => expect(isSafelistedMethod(method)).toBe(false),
  );
});

describe("forbidden", () => {
  test.each(["CONNECT", "TRACE", "TRACK", "connect", "Trace", "tRaCk"])("%s", async (method) => {
    expect(isForbiddenMethod(method)).toBe(true);
    const page = openPage({ origin: "https://app.example.com", server: () => new Response() });
    const { failure, exchanges } = await page.fetch("https://api.example.net/", { method });
    expect({ code: failure?.code, sent: exchanges.length }).toEqual({ code: "InvalidRequest", sent: 0 });
  });
  test.each(["GET", "TRACER", "XTRACE", "OPTIONS", "PATCH", "", "trace "])("not %j", (method) => {
    expect(isForbiddenMethod(method)).toBe(false);
  });
});

describe("normalised", () => {
  const cases: readonly (readonly [method: string, normalized: string])[] = [
    ["delete", "DELETE"],
    ["Get", "GET"],
    ["head", "HEAD"],
    ["oPTIONS", "OPTIONS"],
    ["post", "POST"],
    ["pUt", "PUT"],
    ["patch", "patch"],
    ["Patch", "Patch"],
    ["PATCH", "PATCH"],
    ["query", "query"],
    ["chicken", "chicken"],
    ["gets", "gets"],
    ["xget", "xget"],
    ["PUTs", "PUTs"],
  ];
  test.each(cases)("%s is %s", async (method, normalized) => {
    expect(normalizeMethod(method)).toBe(normalized);
    const page = openPage({ origin: "https://app.example.com", server: () => new Response() });
    const { exchanges } = await page.fetch("https://app.example.com/", { method });
    expect(exchanges[0]?.request.method).toBe(normalized);
  });
});

describe("no method at all", () => {
  test.each(["", "a b", "GET\n", "GÉT", "a,b", '"GET"'])("%j throws before anything is sent", async (method) => {
    const page = openPage({ origin: "https://app.example.com", server: () => new Response() });
    const { failure, exchanges } = await page.fetch("https://api.example.net/", { method });
    expect({ code: failure?.code, sent: exchanges.length }).toEqual({ code: "InvalidRequest", sent: 0 });
  });
});
