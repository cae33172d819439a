import { describe, expect, test } from "vitest";
import type { PageRequestInit } from "./build-request.ts";
import type { Engine } from "./engine-profile.ts";
import type { HeaderLine, HeaderList } from "./header-list.ts";
import { openPage, type Outcome } from "./page.ts";

const PAGE = "https://app.example.com";
/** The page's own origin, and two others. */
const P = `${PAGE}/p`;
const R = "https://api.example.net/r";
const S = "https://cdn.example.org/s";

const OPEN: HeaderList = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Allow-Methods", "*"],
  ["Access-Control-Allow-Headers", "*, authorization"],
];

interface Way {
  readonly engine?: Engine;
  /** Each redirects to the next. */
  readonly urls: readonly string[];
  readonly status?: number;
  readonly init?: PageRequestInit;
}

function follow({ engine = "standard", urls, status = 302, init = {} }: Way): Promise<Outcome> {
  const left = urls.slice(1);
  const page = openPage({
    origin: PAGE,
    engine,
    transport: ({ headers }) => {
      const isPreflight = headers.some(([name]) => name === "Access-Control-Request-Method");
      const next = isPreflight ? undefined : left.shift();
      if (next === undefined) return { status: isPreflight ? 204 : 200, statusText: "", headers: OPEN, body: null };
      return { status, statusText: "", headers: [...OPEN, ["Location", next]], body: null };
    },
  });
  return page.fetch(urls[0] ?? "", init);
}

/** The kinds of the requests, in order. */
const kindsOf = ({ exchanges }: Outcome): string => exchanges.map(({ kind }) => kind).join(" ");
/** What a header had in the last request. */
const lastValue = ({ exchanges }: Outcome, name: string): string | undefined =>
  exchanges.at(-1)?.request.headers.find(([other]: HeaderLine) => other === name)?.[1];

describe("a user name or password in a redirect", () => {
  const own = "https://:secret@app.example.com/own";
  const other = "https://:secret@api.example.net/other";
  const cases: readonly (readonly [what: string, way: Way, code: string | null])[] = [
    ["blocks a fetch in Chromium, though it stays at home", { engine: "chromium", urls: [P, own] }, "InvalidRedirect"],
    [
      "does not block an XMLHttpRequest there",
      { engine: "chromium", urls: [P, own], init: { initiator: "xhr" } },
      null,
    ],
    [
      "blocks no-cors in Chromium",
      { engine: "chromium", urls: [R, other], init: { mode: "no-cors" } },
      "InvalidRedirect",
    ],
    [
      "blocks what would have been forgiven at home",
      { engine: "chromium", urls: [P, other], init: { mode: "no-cors", initiator: "xhr" } },
      "InvalidRedirect",
    ],
    ["is let through at home by the standard", { urls: [P, own] }, null],
    ["is found out by WebKit", { engine: "webkit", urls: [P, other] }, "RedirectContainsCredentials"],
    ["is let through by WebKit in no-cors", { engine: "webkit", urls: [P, other], init: { mode: "no-cors" } }, null],
    [
      'is told by Chromium, with redirect: "error"',
      { engine: "chromium", urls: [R, other], init: { redirect: "error" } },
      "RedirectContainsCredentials",
    ],
    [
      'is not looked at, with redirect: "error"',
      { urls: [R, other], init: { redirect: "error" } },
      "RedirectDisallowed",
    ],
    [
      "is not looked for in a Location that is no URL",
      { engine: "chromium", urls: [R, "https://["], init: { redirect: "error" } },
      "RedirectDisallowed",
    ],
  ];
  test.each(cases)("%s", async (_, way, code) => expect((await follow(way)).failure?.code ?? null).toBe(code));
});

describe("what a request keeps", () => {
  test("a client hint in Chromium, as long as it stays at home", async () => {
    const init = { headers: { Dpr: "1" } };
    expect(lastValue(await follow({ engine: "chromium", urls: [P, `${P}/2`], init }), "Dpr")).toBe("1");
    expect(lastValue(await follow({ engine: "chromium", urls: [P, R], init }), "Dpr")).toBeUndefined();
  });
  test("Authorization in WebKit, as long as the origin stays, whatever stands beside it", async () => {
    const headers = { Authorization: "x", "X-A": "1" };
    const stays = await follow({ engine: "webkit", urls: [R, `${R}/2`], init: { headers } });
    expect(lastValue(stays, "Authorization")).toBe("x");
    // It does not come back.
    const returns = await follow({ engine: "webkit", urls: [R, S, `${S}/2`], init: { headers } });
    expect(lastValue(returns, "Authorization")).toBeUndefined();
  });
  test("in WebKit a header of the body that a redirect removed comes back with the next one, at home too", async () => {
    const init: PageRequestInit = { method: "POST", headers: { "Content-Language": "en" } };
    for (const urls of [
      [R, S, P],
      [R, S, `${S}/2`],
    ]) {
      const outcome = await follow({ engine: "webkit", urls, init });
      expect(lastValue(outcome, "Content-Language"), urls.join(" ")).toBe("en");
      expect(outcome.exchanges.at(-1)?.request.method).toBe("GET");
    }
  });
  test.each(["GETS", "FORGET"])("not the method %s, with 303", async (method) => {
    const { exchanges } = await follow({ urls: [P, `${P}/2`], status: 303, init: { method } });
    expect(exchanges.map(({ request }) => request.method)).toEqual([method, "GET"]);
  });
});

test("a stream cannot be sent twice, and the failure says so", async () => {
  const init: PageRequestInit = { method: "POST", body: new ReadableStream() };
  expect((await follow({ urls: [P, `${P}/2`], status: 307, init })).failure).toMatchObject({
    code: "InvalidRedirect",
    detail: "stream",
  });
});

test("what began with unsafe headers has a preflight in Firefox, though a redirect removed them", async () => {
  const init: PageRequestInit = { method: "POST", headers: { "Content-Type": "application/json" } };
  expect(kindsOf(await follow({ engine: "firefox", urls: [P, R], init }))).toBe("actual preflight actual");
  expect(kindsOf(await follow({ urls: [P, R], init }))).toBe("actual actual");
});

test("Firefox's preflights have the page's origin, and its other requests null", async () => {
  const { exchanges } = await follow({ engine: "firefox", urls: [R, S], init: { headers: { "X-A": "1" } } });
  expect(exchanges.map(({ kind, checks }) => [kind, checks[0]?.wanted])).toEqual([
    ["preflight", `${PAGE} or *`],
    ["actual", `${PAGE} or *`],
    ["preflight", `${PAGE} or *`],
    ["actual", "null or *"],
  ]);
});

describe("the redirects of others that WebKit checks as if they carried credentials", () => {
  const urls = [P, R, S];
  const headers = { "X-A": "1" };
  test("are found out late, and told of the URL that redirected, with where it led", async () => {
    const outcome = await follow({ engine: "webkit", urls, init: { headers } });
    expect(kindsOf(outcome)).toBe("actual preflight actual preflight");
    expect(outcome.failure).toMatchObject({ code: "WildcardOriginNotAllowed" });
    expect(outcome.failure?.messages.webkit).toBe(
      `Cross-origin redirection to ${S} denied by Cross-Origin Resource Sharing policy: Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.\nFetch API cannot load ${R} due to access control checks.`,
    );
  });
  test("are those of a request that omits none", async () => {
    const outcome = await follow({ engine: "webkit", urls, init: { headers, credentials: "omit" } });
    expect(outcome.verdict).toBe("readable");
  });
});
