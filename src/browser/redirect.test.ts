import { describe, expect, test } from "vitest";
import { HOSTS, originOf, PAGE, walk, type Walk } from "../../test/support/redirects.ts";
import type { PageRequestInit } from "./build-request.ts";
import type { Engine } from "./engine-profile.ts";
import type { FailureCode } from "./failure.ts";
import { openPage } from "./page.ts";

describe("Location", () => {
  const cases: readonly (readonly [
    name: string,
    from: string,
    lines: readonly string[],
    expected: FailureCode | string,
  ])[] = [
    ["a relative path", "R", ["/next"], "https://api.example.net/next"],
    ["a relative name", "R", ["next"], "https://api.example.net/next"],
    ["another scheme's authority", "R", ["//cdn.example.org/next"], "https://cdn.example.org/next"],
    ["a fragment, which is not sent", "R", ["/next#a"], "https://api.example.net/next"],
    ["none", "R", [], "stays"],
    ["no URL", "R", ["https://["], "InvalidRedirect"],
    ["two lines", "R", ["https://api.example.net/next", "https://api.example.net/next"], "InvalidRedirect"],
    ["data:", "R", ["data:,x"], "CorsDisabledScheme"],
    ["file:", "R", ["file:///etc/passwd"], "CorsDisabledScheme"],
    ["javascript:", "R", ["javascript:1"], "CorsDisabledScheme"],
    ["blob:", "P", [`blob:${PAGE}/x`], "CorsDisabledScheme"],
    ["data: on the page's own origin", "P", ["data:,x"], "CorsDisabledScheme"],
    ["a user name, R to R", "R", ["https://user@api.example.net/next"], "RedirectContainsCredentials"],
    ["a password, R to R", "R", ["https://:pass@api.example.net/next"], "RedirectContainsCredentials"],
    ["both, R to S", "R", ["https://user:pass@cdn.example.org/next"], "RedirectContainsCredentials"],
    ["both, R to P", "R", ["https://user:pass@app.example.com/next"], "RedirectContainsCredentials"],
    ["both, P to R", "P", ["https://user:pass@api.example.net/next"], "RedirectContainsCredentials"],
    ["both, P to P", "P", ["https://user:pass@app.example.com/next"], "https://user:pass@app.example.com/next"],
    ["an empty user name", "R", ["https://@api.example.net/next"], "https://api.example.net/next"],
  ];
  test.each(cases)("%s", async (_, from, lines, expected) => {
    const page = openPage({
      origin: PAGE,
      transport: ({ url }) => ({
        status: url.endsWith("/start") ? 302 : 200,
        statusText: "",
        headers: [["Access-Control-Allow-Origin", "*"], ...lines.map((line) => ["Location", line] as const)],
        body: null,
      }),
    });
    const { failure, exchanges, response } = await page.fetch(`${HOSTS[from]}/start`);
    if (expected === "stays") return expect([response?.status, exchanges.length]).toEqual([302, 1]);
    expect(failure?.code ?? exchanges[1]?.request.url).toBe(expected);
    expect(exchanges.length).toBe(failure === null ? 2 : 1);
  });
});

describe("the number of redirects", () => {
  test("may be 20", async () => {
    const { verdict, exchanges, response } = await walk({ path: "R".repeat(21) });
    expect([verdict, exchanges.length, response?.redirected]).toEqual(["readable", 21, true]);
  });
  test("may not be 21", async () => {
    const { failure, exchanges } = await walk({ path: "R".repeat(22) });
    expect([failure?.code, exchanges.length]).toEqual(["TooManyRedirects", 21]);
  });
});

describe("after a redirect", () => {
  const KEPT = [
    ["HEAD", [301, 302, 303, 307, 308]],
    ["GET", [301, 302, 303, 307, 308]],
    ["POST", [307, 308]],
    ["PUT", [301, 302, 307, 308]],
    ["DELETE", [301, 302, 307, 308]],
    ["patch", [301, 302, 307, 308]],
    ["OPTIONS", [301, 302, 307, 308]],
  ] as const;
  const cases = KEPT.flatMap(([method, statuses]) =>
    [301, 302, 303, 307, 308].map(
      (status) => [status, method, (statuses as readonly number[]).includes(status) ? method : "GET"] as const,
    ),
  );
  test.each(cases)("with %i, %s is %s", async (status, method, then) => {
    const bodiless = method === "GET" || method === "HEAD";
    const headers = {
      "Content-Type": "text/plain",
      "Content-Encoding": "x",
      "Content-Language": "en",
      "Content-Location": "/x",
      "X-A": "1",
    };
    // On the page's own origin, where no preflight gets in between.
    const init = { method, headers, body: bodiless ? null : "x" };
    const { exchanges } = await walk({ path: "PP", init, status });
    const { request } = exchanges[1] ?? expect.fail("not followed");
    expect([request.method, request.body]).toEqual([then, then === method && !bodiless ? "x" : null]);
    const names = request.headers.map(([name]) => name).filter((name) => name !== "Origin");
    expect(names).toEqual(then === method ? Object.keys(headers) : ["X-A"]);
  });

  test.each([200, 201, 300, 304, 305, 306])("%i is not one", async (status) => {
    const { response, exchanges } = await walk({ path: "RR", status });
    expect([response?.status, exchanges.length]).toEqual([status, 1]);
  });

  const streams: readonly (readonly [status: number, code: FailureCode | null])[] = [
    [301, "InvalidRedirect"],
    [302, "InvalidRedirect"],
    [303, null],
    [307, "InvalidRedirect"],
    [308, "InvalidRedirect"],
  ];
  test.each(streams)("with %i, a stream: %s", async (status, code) => {
    const { failure } = await walk({ path: "PP", status, init: { method: "POST", body: new ReadableStream() } });
    expect(failure?.code ?? null).toBe(code);
  });
});

describe("Authorization", () => {
  const cases: readonly (readonly [path: string, sent: string])[] = [
    ["PP", "++"],
    ["RR", "++"],
    ["PR", "+-"],
    ["RP", "+-"],
    ["RS", "+-"],
    ["PPR", "++-"],
    ["PRP", "+--"],
    ["RRS", "++-"],
    ["RSR", "+--"],
  ];
  test.each(cases)("along %s: %s", async (path, sent) => {
    const init = { headers: { AUTHORIZATION: "x", "X-A": "1" } };
    const { exchanges } = await walk({ path, init });
    const actual = exchanges.filter(({ kind }) => kind === "actual").map(({ request }) => request.headers);
    const has = (name: string): string =>
      actual.map((headers) => (headers.some(([n]) => n === name) ? "+" : "-")).join("");
    expect([has("AUTHORIZATION"), has("X-A")]).toEqual([sent, "+".repeat(path.length)]);
  });
  test("is not asked for after it is gone", async () => {
    const { exchanges } = await walk({ path: "RS", init: { headers: { Authorization: "x", "X-A": "1" } } });
    const asked = exchanges.flatMap(({ request }) =>
      request.headers.filter(([name]) => name === "Access-Control-Request-Headers").map(([, value]) => value),
    );
    expect(asked).toEqual(["authorization,x-a", "x-a"]);
  });
});

describe("preflights along", () => {
  const cases: readonly (readonly [name: string, walk: Walk, requests: string])[] = [
    ["RR, of PUT", { path: "RR", init: { method: "PUT" } }, "OPTIONS PUT OPTIONS PUT"],
    ["PR, of PUT", { path: "PR", init: { method: "PUT" } }, "PUT OPTIONS PUT"],
    ["RP, of PUT", { path: "RP", init: { method: "PUT" } }, "OPTIONS PUT OPTIONS PUT"],
    ["RR, of PUT that becomes GET", { path: "RR", status: 303, init: { method: "PUT" } }, "OPTIONS PUT GET"],
    [
      "RR, of POST of JSON that becomes GET",
      { path: "RR", init: { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } } },
      "OPTIONS POST GET",
    ],
    ["RS, of Authorization", { path: "RS", init: { headers: { Authorization: "x" } } }, "OPTIONS GET GET"],
    [
      "RS, of an upload listener",
      { path: "RS", status: 307, init: { method: "POST", body: "x", initiator: "xhr", uploadListener: true } },
      "OPTIONS POST OPTIONS POST",
    ],
    [
      "RS, of an upload listener, becoming GET",
      { path: "RS", init: { method: "POST", body: "x", initiator: "xhr", uploadListener: true } },
      "OPTIONS POST OPTIONS GET",
    ],
  ];
  test.each(cases)("%s: %s", async (_, given, requests) => {
    const { exchanges } = await walk(given);
    expect(exchanges.map(({ request }) => request.method).join(" ")).toBe(requests);
  });
  test("their origin is null after a taint, as the request's", async () => {
    const { exchanges } = await walk({ path: "RS", init: { method: "PUT" } });
    expect(exchanges.map(({ request }) => originOf(request))).toEqual([PAGE, PAGE, "null", "null"]);
  });
});

describe("redirect:", () => {
  const cases: readonly (readonly [mode: "error" | "manual", path: string, allow: string, expected: string])[] = [
    ["error", "RR", "*", "RedirectDisallowed"],
    ["error", "PP", "*", "RedirectDisallowed"],
    ["error", "RR", "-", "InvalidAllowOriginValue"],
    ["error", "R", "*", "readable"],
    ["manual", "RR", "*", "opaqueredirect"],
    ["manual", "PP", "*", "opaqueredirect"],
    ["manual", "RR", "-", "InvalidAllowOriginValue"],
    ["manual", "R", "*", "readable"],
  ];
  test.each(cases)("%s along %s, allowing %s: %s", async (redirect, path, allow, expected) => {
    const { failure, response, verdict, exchanges } = await walk({ path, init: { redirect }, allow: () => allow });
    const type = response?.type === "opaqueredirect" ? response.type : verdict;
    expect([failure?.code ?? type, exchanges.length]).toEqual([expected, 1]);
  });
  test("manual tells nothing but the URL", async () => {
    const { response } = await walk({ path: "RR", init: { redirect: "manual" } });
    expect(response).toMatchObject({ status: 0, type: "opaqueredirect", url: "https://api.example.net/0" });
    expect([...(response?.headers ?? ["none"])]).toEqual([]);
  });
});

test.each([
  ["none", "", "/next", "/next"],
  ["its own", "#a", "/next#b", "/next#b"],
  ["that of the URL before", "#a", "/next", "/next#a"],
  ["an empty one, which is one too", "#", "/next", "/next#"],
])("the URL that a redirect leads to has %s for its fragment", async (_, fragment, location, expected) => {
  const page = openPage({
    origin: PAGE,
    transport: ({ method, url }) => ({
      status: method === "OPTIONS" || url.endsWith("/next") ? 200 : 302,
      statusText: "",
      headers: [
        ["Access-Control-Allow-Origin", "*"],
        ["Access-Control-Allow-Methods", "*"],
        ["Location", location],
      ],
      body: null,
    }),
  });
  await page.fetch(`https://api.example.net/${fragment}`, { method: "PUT" });
  expect(page.preflightCache.entries.map(({ url }) => url)).toContain(`https://api.example.net${expected}`);
});

describe("what a redirect removes", () => {
  const headersAfter = async (engine: Engine, init: PageRequestInit, status: number): Promise<readonly string[]> => {
    const page = openPage({
      engine,
      origin: PAGE,
      transport: (request) => ({
        status: request.method === "OPTIONS" ? 204 : request.url.endsWith("/0") ? status : 200,
        statusText: "",
        headers: [
          ["Access-Control-Allow-Origin", originOf(request) ?? "*"],
          ["Access-Control-Allow-Methods", "*"],
          ["Access-Control-Allow-Headers", "*, authorization"],
          ...(request.url.endsWith("/0") ? [["Location", "https://cdn.example.org/1"] as const] : []),
        ],
        body: null,
      }),
    });
    const { exchanges } = await page.fetch("https://api.example.net/0", init);
    return (
      exchanges
        .at(-1)
        ?.request.headers.map(([name]) => name)
        .filter((name) => name !== "Origin") ?? []
    );
  };
  const cases: readonly (readonly [gone: string, stays: string, status: number])[] = [
    ["Authorization", "X-Authorization", 302],
    ["Authorization", "Authorization-Id", 302],
    ["Content-Type", "X-Content-Type", 303],
    ["Content-Language", "Content-Language-Id", 303],
    ["Content-Encoding", "Content-Encoding-Id", 303],
    ["Content-Location", "Content-Location-Id", 303],
  ];
  test.each(cases)("is %s, not %s", async (gone, stays, status) => {
    const method = status === 303 ? "PUT" : "GET";
    expect(await headersAfter("standard", { method, headers: { [gone]: "x", [stays]: "x" } }, status)).toEqual([stays]);
  });
  test("is a client hint in Chromium", async () => {
    const headers = { Width: "1", ECT: "2g", "X-Width": "1", "ECT-Id": "2g", "Save-Data": "on" };
    expect(await headersAfter("chromium", { headers }, 307)).toEqual(["X-Width", "ECT-Id", "Save-Data"]);
    expect(await headersAfter("standard", { headers }, 307)).toEqual(Object.keys(headers));
  });
});

test.each(["webhttp://a.example/", "httpx://a.example/"])(
  "a redirect to %s is one to no page's scheme",
  async (next) => {
    const page = openPage({
      origin: PAGE,
      transport: () => ({
        status: 302,
        statusText: "",
        headers: [
          ["Access-Control-Allow-Origin", "*"],
          ["Location", next],
        ],
        body: null,
      }),
    });
    expect((await page.fetch("https://api.example.net/")).failure?.code).toBe("CorsDisabledScheme");
    expect((await page.fetch(next)).failure?.code).toBe("CorsDisabledScheme");
  },
);
