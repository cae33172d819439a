import { Hono } from "hono";
import { describe, expect, test, vi } from "vitest";
import { openPage, type Engine, type Failure, type ServerHandler } from "../browser/index.ts";
import { cors } from "../hono/index.ts";
import { pageFetch } from "./index.ts";

const APP = "https://app.example.com";
const API = "https://api.example.com";

const app = new Hono()
  .use(cors({ allowOrigins: [APP, "https://b.example"], exposeHeaders: ["X-Read"] }))
  .get("/rides", (c) => c.json([1], 200, { "X-Read": "1", "X-Hidden": "2" }))
  .post("/echo", async (c) => c.json([c.req.header("content-type") ?? null, await c.req.text()]))
  .put("/echo", async (c) => c.json([c.req.header("content-type") ?? null, await c.req.text()]))
  .get("/never", () => new Promise<Response>(() => {}))
  .get("/moved", (c) => c.redirect("/rides"));

function open(options: { origin?: string; engine?: Engine; server?: ServerHandler } = {}): typeof fetch {
  const { origin = APP, engine, server = (request: Request) => app.fetch(request) } = options;
  return pageFetch(openPage({ origin, engine, server }));
}

/** The TypeError that a page sees. */
async function rejection(promise: Promise<Response>): Promise<{ error: Error; failure: Failure }> {
  const error: unknown = await promise.then(
    () => new Error("it resolves"),
    (thrown: unknown) => thrown,
  );
  return { error: error as Error, failure: (error as Error).cause as Failure };
}

describe("what fetch takes", () => {
  test.each([
    ["a string", `${API}/rides`],
    ["a URL", new URL("/rides", API)],
    ["a Request", new Request(`${API}/rides`)],
  ])("%s", async (_name, input) => {
    const response = await open()(input);
    expect(await response.json()).toEqual([1]);
    expect([response.type, response.url]).toEqual(["cors", `${API}/rides`]);
    expect(Object.fromEntries(response.headers)).toEqual({ "content-type": "application/json", "x-read": "1" });
  });

  test("a URL relative to the page", async () => {
    const response = await open()("/rides");
    expect([response.type, response.url, response.headers.get("x-hidden")]).toEqual(["basic", `${APP}/rides`, "2"]);
  });

  test("a redirect", async () => {
    const response = await open()(`${API}/moved`);
    expect([response.redirected, response.url]).toEqual([true, `${API}/rides`]);
  });

  const json = { "Content-Type": "application/json" };
  test.each<[name: string, input: Request | string, init: RequestInit | undefined, expected: unknown[]]>([
    ["init", `${API}/echo`, { method: "PUT", headers: json, body: "{}" }, ["application/json", "{}"]],
    [
      "a Request",
      new Request(`${API}/echo`, { method: "PUT", headers: json, body: "{}" }),
      undefined,
      [json["Content-Type"], "{}"],
    ],
    [
      "init before a Request's method",
      new Request(`${API}/echo`, { method: "POST", body: "a" }),
      { method: "PUT" },
      ["text/plain;charset=UTF-8", "a"],
    ],
    [
      "init before a Request's body",
      new Request(`${API}/echo`, { method: "POST", body: "a" }),
      { body: "b" },
      ["text/plain;charset=UTF-8", "b"],
    ],
    [
      "init before a Request's headers",
      new Request(`${API}/echo`, { method: "POST", headers: { "X-A": "1" }, body: "a" }),
      { headers: [["Content-Type", "text/plain"]] },
      ["text/plain", "a"],
    ],
    ["bytes", `${API}/echo`, { method: "POST", body: new TextEncoder().encode("a") }, [null, "a"]],
  ])("a body: %s", async (_name, input, init, expected) => {
    const response = await open()(input, init);
    expect(await response.json()).toEqual(expected);
  });

  test("a Request's body needs no preflight by itself", async () => {
    const server = vi.fn<ServerHandler>((request) => app.fetch(request));
    await open({ server })(new Request(`${API}/echo`, { method: "POST", body: "a" }));
    expect(server.mock.calls.map(([{ method }]) => method)).toEqual(["POST"]);
  });

  test("the preflight cache and the cookies last as long as the page", async () => {
    const server = vi.fn<ServerHandler>((request) => app.fetch(request));
    const fetchOfPage = open({ server });
    for (let i = 0; i < 2; i++) await fetchOfPage(`${API}/echo`, { method: "PUT", body: "a" });
    expect(server.mock.calls.map(([{ method }]) => method)).toEqual(["OPTIONS", "PUT", "PUT"]);
  });
});

describe("what a page sees as a TypeError", () => {
  test("a policy that refuses", async () => {
    const { error, failure } = await rejection(open({ origin: "https://evil.example" })(`${API}/rides`));
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toBe("Failed to fetch");
    expect(failure.code).toBe("MissingAllowOriginHeader");
    expect(failure.fix).toMatch(/^Send Access-Control-Allow-Origin: https:\/\/evil.example/);
    // As data, so that a log shows it.
    expect(JSON.parse(JSON.stringify(failure))).toMatchObject({
      messages: { chromium: expect.stringContaining("has been blocked by CORS policy") },
      cause: expect.stringContaining("no Access-Control-Allow-Origin"),
    });
  });

  test.each([
    ["chromium", "Failed to fetch"],
    ["firefox", "NetworkError when attempting to fetch resource."],
    ["webkit", "Load failed"],
  ] as const)("in the words of %s", async (engine, message) => {
    const { error } = await rejection(open({ origin: "https://evil.example", engine })(`${API}/rides`));
    expect(error.message).toBe(message);
  });

  test.each<[name: string, init: RequestInit, code: string | undefined]>([
    ["credentials", { credentials: "include" }, "InvalidAllowCredentials"],
    ["a method", { method: "PURGE" }, "MethodDisallowedByPreflightResponse"],
    ["a header", { headers: { "X-A": "1" } }, "HeaderDisallowedByPreflightResponse"],
    ["a mode", { mode: "same-origin" }, "DisallowedByMode"],
    ["a call that cannot be made", { method: "TRACE" }, "InvalidRequest"],
    ["navigation", { mode: "navigate" }, undefined],
  ])("%s", async (_name, init, code) => {
    const { error, failure } = await rejection(open()(`${API}/rides`, init));
    expect(error).toBeInstanceOf(TypeError);
    expect(failure?.code).toBe(code);
  });
});

test("no-cors tells nothing", async () => {
  const response = await open({ origin: "https://evil.example" })(`${API}/rides`, { mode: "no-cors" });
  expect([response.type, response.status, [...response.headers].length]).toEqual(["opaque", 0, 0]);
});

describe("a signal", () => {
  const reason = new Error("enough");
  test("that has aborted", async () => {
    const { error } = await rejection(open()(`${API}/rides`, { signal: AbortSignal.abort(reason) }));
    expect(error).toBe(reason);
  });

  test.each([
    ["of init", (signal: AbortSignal) => open()(`${API}/never`, { signal })],
    ["of a Request", (signal: AbortSignal) => open()(new Request(`${API}/never`, { signal }))],
  ])("that aborts later, %s", async (_name, call) => {
    const controller = new AbortController();
    const result = rejection(call(controller.signal));
    controller.abort(reason);
    expect((await result).error).toBe(reason);
  });

  test("that does not abort", async () => {
    const { signal } = new AbortController();
    expect((await open()(`${API}/rides`, { signal })).status).toBe(200);
  });
});
