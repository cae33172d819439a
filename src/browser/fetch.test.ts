import { describe, expect, test } from "vitest";
import type { PageRequestInit } from "./build-request.ts";
import type { HeaderLine, HeaderList } from "./header-list.ts";
import { openPage, type Outcome } from "./page.ts";

const PAGE = "https://app.example.com";
const API = "https://api.example.net/rides";

interface Given {
  readonly origin?: string;
  readonly url?: string;
  readonly init?: PageRequestInit;
  readonly headers?: HeaderList;
}

function play({ origin = PAGE, url = API, init = {}, headers = [] }: Given): Promise<Outcome> {
  return openPage({ origin, transport: () => ({ status: 200, statusText: "", headers, body: null }) }).fetch(url, init);
}

const originOf = ({ exchanges }: Outcome): string | undefined =>
  exchanges.at(-1)?.request.headers.find(([name]) => name === "Origin")?.[1];

describe("modes", () => {
  const open: HeaderLine = ["Access-Control-Allow-Origin", "*"];
  const cases: readonly (readonly [name: string, given: Given, type: string | null, failure?: string])[] = [
    ["cors across origins", { headers: [open] }, "cors"],
    ["cors without permission", {}, null, "MissingAllowOriginHeader"],
    ["cors on the page's own origin", { url: "/rides" }, "basic"],
    ["no-cors across origins", { init: { mode: "no-cors" } }, "opaque"],
    ["no-cors with permission", { init: { mode: "no-cors" }, headers: [open] }, "opaque"],
    ["no-cors on the page's own origin", { url: "/rides", init: { mode: "no-cors" } }, "basic"],
    [
      "no-cors and redirect: error",
      { init: { mode: "no-cors", redirect: "error" } },
      null,
      "NoCorsRedirectModeNotFollow",
    ],
    [
      "no-cors and redirect: manual",
      { init: { mode: "no-cors", redirect: "manual" } },
      null,
      "NoCorsRedirectModeNotFollow",
    ],
    ["no-cors and redirect: error at home", { url: "/", init: { mode: "no-cors", redirect: "error" } }, "basic"],
    ["same-origin across origins", { init: { mode: "same-origin" }, headers: [open] }, null, "DisallowedByMode"],
    ["same-origin on the page's own origin", { url: "/rides", init: { mode: "same-origin" } }, "basic"],
    ["same-origin on another port", { url: `${PAGE}:8443/`, init: { mode: "same-origin" } }, null, "DisallowedByMode"],
    ["same-origin of an opaque origin", { origin: "null", init: { mode: "same-origin" } }, null, "DisallowedByMode"],
    ["cors to ftp:", { url: "ftp://api.example.net/" }, null, "CorsDisabledScheme"],
    ["cors to file:", { url: "file:///etc/passwd" }, null, "CorsDisabledScheme"],
    ["cors to a scheme of one's own", { url: "app://x/" }, null, "CorsDisabledScheme"],
    ["cors of an opaque origin", { origin: "null", headers: [open] }, "cors"],
    [
      "cors of an opaque origin, told null",
      { origin: "null", headers: [["Access-Control-Allow-Origin", "null"]] },
      "cors",
    ],
    [
      "cors of an opaque origin, told of the page",
      { origin: "null", headers: [["Access-Control-Allow-Origin", PAGE]] },
      null,
      "AllowOriginMismatch",
    ],
    ["no-cors of an opaque origin", { origin: "null", init: { mode: "no-cors" } }, "opaque"],
  ];
  const rows = cases.map(([name, given, type, failure = null]) => [name, given, type, failure] as const);
  test.each(rows)("%s", async (_, given, type, failure) => {
    const outcome = await play(given);
    expect([outcome.response?.type ?? null, outcome.failure?.code ?? null]).toEqual([type, failure]);
    const sent = failure === null || /AllowOrigin/.test(failure);
    expect(outcome.exchanges.length).toBe(sent ? 1 : 0);
  });
  test("an opaque response tells nothing", async () => {
    const { response } = await play({ init: { mode: "no-cors" }, headers: [["Content-Type", "text/x"]] });
    expect(response).toMatchObject({ status: 0, ok: false, type: "opaque", url: "", redirected: false, body: null });
    expect([...(response?.headers ?? ["none"])]).toEqual([]);
  });
  test("no-cors stays opaque when it is redirected home", async () => {
    const page = openPage({
      origin: PAGE,
      transport: ({ url }) =>
        url === API
          ? { status: 302, statusText: "", headers: [["Location", `${PAGE}/`]], body: null }
          : { status: 200, statusText: "", headers: [], body: null },
    });
    const { response, exchanges } = await page.fetch(API, { mode: "no-cors" });
    expect([response?.type, exchanges.length]).toEqual(["opaque", 2]);
  });
  test("same-origin may not be redirected away", async () => {
    const headers: HeaderList = [["Location", API]];
    const page = openPage({ origin: PAGE, transport: () => ({ status: 302, statusText: "", headers, body: null }) });
    const { failure, exchanges } = await page.fetch("/", { mode: "same-origin" });
    expect([failure?.code, exchanges.length]).toEqual(["DisallowedByMode", 1]);
  });
});

describe("the Origin header of", () => {
  const http = "http://app.example.com";
  const cases: readonly (readonly [name: string, given: Given, origin: string | undefined])[] = [
    ["GET across origins", {}, PAGE],
    ["HEAD across origins", { init: { method: "HEAD" } }, PAGE],
    ["GET at home", { url: "/" }, undefined],
    ["HEAD at home", { url: "/", init: { method: "HEAD" } }, undefined],
    ["POST at home", { url: "/", init: { method: "POST" } }, PAGE],
    ["DELETE at home", { url: "/", init: { method: "DELETE" } }, PAGE],
    ["GETS at home", { url: "/", init: { method: "GETS" } }, PAGE],
    ["FORGET at home", { url: "/", init: { method: "FORGET" } }, PAGE],
    ["GET in no-cors", { init: { mode: "no-cors" } }, undefined],
    ["POST in no-cors", { init: { mode: "no-cors", method: "POST" } }, PAGE],
    ["POST in no-cors from http to https", { origin: http, init: { mode: "no-cors", method: "POST" } }, http],
    [
      "POST in no-cors from http to http",
      { origin: http, url: "http://localhost/", init: { mode: "no-cors", method: "POST" } },
      http,
    ],
    // The default referrer policy, strict-origin-when-cross-origin, tells no http server.
    [
      "POST in no-cors from https to http",
      { url: "http://localhost/", init: { mode: "no-cors", method: "POST" } },
      "null",
    ],
    ["POST in cors from https to http", { url: "http://localhost/", init: { method: "POST" } }, PAGE],
    ["GET of an opaque origin", { origin: "null" }, "null"],
    ["POST in no-cors of an opaque origin", { origin: "null", init: { mode: "no-cors", method: "POST" } }, "null"],
    ["a page that sets its own", { init: { headers: { Origin: "https://b.example" } } }, PAGE],
  ];
  test.each(cases)("%s is %s", async (_, given, origin) => expect(originOf(await play(given))).toBe(origin));
});

describe("the network", () => {
  test("may fail", async () => {
    const page = openPage({ origin: PAGE, transport: () => Promise.reject(new Error("refused")) });
    const { verdict, failure, exchanges } = await page.fetch(API);
    expect([verdict, failure?.code, exchanges[0]?.response]).toEqual(["network-error", "NetworkFailure", null]);
    expect(exchanges[0]?.checks).toEqual([]);
  });
  test("may fail a preflight", async () => {
    const page = openPage({ origin: PAGE, transport: () => Promise.reject(new Error("refused")) });
    const { verdict, exchanges } = await page.fetch(API, { method: "PUT" });
    expect([verdict, exchanges.map(({ kind }) => kind)]).toEqual(["network-error", ["preflight"]]);
  });
});

test("WebKit sends no stream, and the network has nothing to do with it", async () => {
  const page = openPage({ origin: PAGE, engine: "webkit", transport: () => expect.fail("it was sent") });
  const { failure, exchanges } = await page.fetch(API, { method: "POST", body: new ReadableStream() });
  expect(failure).toMatchObject({
    code: "NetworkFailure",
    detail: "a stream as the body",
    step: "https://fetch.spec.whatwg.org/#concept-main-fetch",
  });
  expect(exchanges).toEqual([]);
});

describe("cookies", () => {
  const modes = ["omit", "same-origin", "include"] as const;
  const cases = [
    ["across origins", API, [false, false, true]],
    ["at home", `${PAGE}/`, [false, true, true]],
  ] as const;
  test.each(cases)("%s go along and are kept by credentials mode", async (_, url, expected) => {
    const seen = modes.map(async (credentials) => {
      const headers: HeaderList = [["Set-Cookie", "b=1; SameSite=None; Secure"]];
      const page = openPage({ origin: PAGE, transport: () => ({ status: 200, statusText: "", headers, body: null }) });
      page.cookies.set(url, "a=1; SameSite=None; Secure");
      const { exchanges } = await page.fetch(url, { credentials });
      const sent = exchanges[0]?.request.headers.some(([name]) => name === "Cookie") ?? false;
      // A response that fails the check sets its cookies all the same.
      const kept = page.cookies.cookies.some(({ name }) => name === "b");
      expect([exchanges[0]?.request.credentials, kept]).toEqual([sent, sent]);
      return sent;
    });
    expect(await Promise.all(seen)).toEqual(expected);
  });
});
