import { describe, expect, test } from "vitest";
import { CookieJar, type CookieDecision } from "./cookies.ts";
import { openPage, type Page } from "./page.ts";
import type { Engine } from "./engine-profile.ts";

const PAGE = "https://app.example.com";
const SAME_SITE = "https://api.example.com/rides";
const OTHER_SITE = "https://api.example.net/rides";

interface Given {
  readonly engine?: Engine;
  readonly origin?: string;
  readonly url?: string;
  /** Set on an earlier visit to the URL's own site. */
  readonly before?: readonly string[];
  /** Set by the response. */
  readonly answer?: readonly string[];
  readonly now?: () => number;
}

async function visit({ engine = "standard", origin = PAGE, url = SAME_SITE, before = [], answer = [], now }: Given) {
  const headers = [
    ["Access-Control-Allow-Origin", origin] as const,
    ["Access-Control-Allow-Credentials", "true"] as const,
    ...answer.map((line) => ["Set-Cookie", line] as const),
  ];
  const page = openPage({
    engine,
    origin,
    now,
    localNetworkAccess: "granted",
    transport: () => ({ status: 200, statusText: "", headers, body: null }),
  });
  for (const line of before) page.cookies.set(url, line);
  const { exchanges, cookies } = await page.fetch(url, { credentials: "include" });
  const sent = exchanges[0]?.request.headers.find(([name]) => name === "Cookie")?.[1] ?? null;
  return { page, sent, cookies };
}

type Told = readonly [action: CookieDecision["action"], reason: RegExp | null];
const expectTold = (decision: CookieDecision | undefined, [action, reason]: Told): void => {
  expect(decision?.action).toBe(action);
  if (reason === null) expect(decision?.reason).toBeNull();
  else expect(decision?.reason).toMatch(reason);
};

const SENT: Told = ["sent", null];
const STORED: Told = ["stored", null];

/** By engine: standard, Chromium, Firefox, WebKit. */
type ByEngine = readonly [standard: Told, chromium: Told, firefox: Told, webkit: Told];
const same = (told: Told): ByEngine => [told, told, told, told];
const ENGINES: readonly Engine[] = ["standard", "chromium", "firefox", "webkit"];

const LAX = ["withheld", /SameSite=Lax.*SameSite=None; Secure/] as const;
const STRICT = ["withheld", /SameSite=Strict/] as const;
const APART = ["withheld", /kept apart/] as const;
const BLOCKED = ["withheld", /third-party cookies are blocked/] as const;
const ELSEWHERE = ["withheld", /set under another site/] as const;
const HTTP_ONLY = ["withheld", /not go over https/] as const;

describe("of an earlier visit", () => {
  const HTTP = "http://app.example.com";
  const LOCAL = "http://localhost:8080/";
  const cases: readonly (readonly [name: string, given: Given, line: string, told: ByEngine])[] = [
    ["any, on the page's own site", {}, "a=1", same(SENT)],
    ["Lax, on the page's own site", {}, "a=1; SameSite=Lax", same(SENT)],
    ["Strict, on the page's own site", {}, "a=1; SameSite=Strict", same(SENT)],
    ["None, on the page's own site", {}, "a=1; SameSite=None; Secure", same(SENT)],
    ["Lax, on another site", { url: OTHER_SITE }, "a=1; SameSite=Lax", same(LAX)],
    ["Strict, on another site", { url: OTHER_SITE }, "a=1; SameSite=Strict", same(STRICT)],
    ["nothing said, on another site", { url: OTHER_SITE }, "a=1", [LAX, LAX, APART, BLOCKED]],
    ["None, on another site", { url: OTHER_SITE }, "a=1; SameSite=None; Secure", [SENT, SENT, APART, BLOCKED]],
    [
      "Partitioned, of another page's",
      { url: OTHER_SITE },
      "a=1; SameSite=None; Secure; Partitioned",
      [ELSEWHERE, ELSEWHERE, ELSEWHERE, BLOCKED],
    ],
    ["Lax, of an opaque origin", { origin: "null" }, "a=1; SameSite=Lax", same(LAX)],
    ["None, of an opaque origin", { origin: "null" }, "a=1; SameSite=None; Secure", [SENT, SENT, APART, BLOCKED]],
    ["Lax, from http to https of one domain", { origin: HTTP }, "a=1; SameSite=Lax", [LAX, LAX, SENT, SENT]],
    [
      "Secure on localhost",
      { origin: "http://localhost", url: LOCAL },
      "a=1; Secure",
      [SENT, SENT, SENT, ["withheld", /x/]],
    ],
  ];
  describe.each(cases)("%s", (name, given, line, told) => {
    test.each(ENGINES.map((engine, i) => [engine, told[i] ?? SENT] as const))("in %s", async (engine, expected) => {
      const { sent, cookies } = await visit({ ...given, engine, before: [line] });
      // WebKit does not even keep a Secure cookie of http://localhost.
      if (name === "Secure on localhost" && engine === "webkit") return expect([sent, cookies]).toEqual([null, []]);
      expectTold(cookies[0], expected);
      expect(sent).toBe(expected[0] === "sent" ? "a=1" : null);
    });
  });
  test("Secure, over http", async () => {
    const page = openPage({ origin: HTTP, server: () => new Response() });
    page.cookies.set("https://app.example.com/", "a=1; Secure");
    const { cookies, exchanges } = await page.fetch("/");
    expectTold(cookies[0], HTTP_ONLY);
    expect(exchanges[0]?.request.headers).toEqual([]);
  });
});

const NOT_NONE = ["rejected", /SameSite=Lax|no SameSite/] as const;
const THIRD_PARTY = ["rejected", /third-party/] as const;
const PARTITIONED = ["rejected", /Partitioned needs Secure/] as const;
const HOST_NEEDS = ["rejected", /__Host- needs/] as const;
const NEEDS_SECURE = ["rejected", /SameSite=None needs Secure/] as const;

describe("of the response", () => {
  const third = { url: OTHER_SITE };
  const cases: readonly (readonly [name: string, given: Given, line: string, told: ByEngine])[] = [
    ["any, on the page's own site", {}, "a=1", same(STORED)],
    ["None without Secure", {}, "a=1; SameSite=None", [NEEDS_SECURE, NEEDS_SECURE, NEEDS_SECURE, STORED]],
    ["Partitioned without Secure", {}, "a=1; Partitioned", [PARTITIONED, PARTITIONED, PARTITIONED, STORED]],
    ["Lax, on another site", third, "a=1; SameSite=Lax", same(["rejected", /SameSite=Lax/])],
    ["Strict, on another site", third, "a=1; SameSite=Strict", same(["rejected", /SameSite=Strict/])],
    ["nothing said, on another site", third, "a=1", [NOT_NONE, NOT_NONE, STORED, THIRD_PARTY]],
    ["None, on another site", third, "a=1; SameSite=None; Secure", [STORED, STORED, STORED, THIRD_PARTY]],
    [
      "Partitioned, on another site",
      third,
      "a=1; SameSite=None; Secure; Partitioned",
      [STORED, STORED, STORED, THIRD_PARTY],
    ],
    [
      "Partitioned and Lax, on another site",
      third,
      "a=1; Secure; Partitioned; SameSite=Lax",
      same(["rejected", /SameSite=Lax/]),
    ],
    [
      "Secure over http",
      { origin: "http://app.example.com", url: "http://api.example.com/" },
      "a=1; Secure",
      same(["rejected", /not come over https/]),
    ],
    ["__Host- without its needs", {}, "__Host-a=1", [HOST_NEEDS, HOST_NEEDS, HOST_NEEDS, STORED]],
    ["another host's domain", {}, "a=1; Domain=example.net", same(["rejected", /not the host's own/])],
    ["a public suffix for a domain", {}, "a=1; Domain=com", same(["rejected", /suffix/])],
  ];
  describe.each(cases)("%s", (_, given, line, told) => {
    test.each(ENGINES.map((engine, i) => [engine, told[i] ?? STORED] as const))("in %s", async (engine, expected) => {
      const { page, cookies } = await visit({ ...given, engine, answer: [line] });
      expectTold(cookies[0], expected);
      expect(page.cookies.cookies.length).toBe(expected[0] === "stored" ? 1 : 0);
    });
  });
});

describe("Partitioned", () => {
  const line = "a=1; SameSite=None; Secure; Partitioned";
  test.each(ENGINES.filter((engine) => engine !== "webkit"))("in %s comes back to the page's site", async (engine) => {
    const { page } = await visit({ engine, url: OTHER_SITE, answer: [line] });
    const { cookies } = await page.fetch(OTHER_SITE, { credentials: "include" });
    expectTold(cookies[0], SENT);
  });
});

test.each(["standard", "chromium", "firefox"] as const)(
  "a partition of https is not one of http, in %s",
  async (engine) => {
    const { cookies } = await visit({ engine, origin: "http://app.example.com", before: ["a=1; Secure; Partitioned"] });
    expectTold(cookies[0], ELSEWHERE);
  },
);

test("a partitioned cookie leaves the one of the same name that its site has", async () => {
  const line = "; SameSite=None; Secure";
  const { page, cookies } = await visit({
    engine: "firefox",
    url: OTHER_SITE,
    before: [`a=1${line}`],
    answer: [`a=2${line}`],
  });
  expect(cookies.map(({ action }) => action)).toEqual(["withheld", "stored"]);
  expect(page.cookies.cookies.map(({ value }) => value)).toEqual(["1", "2"]);
});

test("elsewhere a third party's takes the place of the one that its site has", async () => {
  const line = "; SameSite=None; Secure";
  const { page } = await visit({
    engine: "chromium",
    url: OTHER_SITE,
    before: [`a=1${line}`],
    answer: [`a=2${line}`],
  });
  expect(page.cookies.cookies.map(({ value, partition }) => [value, partition])).toEqual([["2", null]]);
});

test("a partition is the page's site, and that of an opaque origin is null", async () => {
  const line = "a=1; SameSite=None; Secure; Partitioned";
  for (const [origin, url, partition] of [
    [PAGE, SAME_SITE, "https://example.com"],
    [PAGE, OTHER_SITE, "https://example.com"],
    ["null", OTHER_SITE, "null"],
  ] as const) {
    const { page } = await visit({ origin, url, answer: [line] });
    expect(page.cookies.cookies.map((cookie) => cookie.partition)).toEqual([partition]);
  }
});

test("a reason tells what makes a cookie another site's", async () => {
  const { cookies } = await visit({ url: OTHER_SITE, before: ["a=1; SameSite=Lax; Secure"] });
  expect(cookies[0]?.reason).toBe(
    "SameSite=Lax, and page and server are different sites; SameSite=None; Secure would go along",
  );
});

describe("which of them, in which order", () => {
  const cases: readonly (readonly [name: string, before: readonly string[], url: string, sent: string | null])[] = [
    ["several", ["a=1", "b=2"], SAME_SITE, "a=1; b=2"],
    ["longer paths first", ["a=1; Path=/", "b=2; Path=/rides"], SAME_SITE, "b=2; a=1"],
    ["one in place of another", ["a=1", "a=2"], SAME_SITE, "a=2"],
    ["one in place of an earlier one, at its place", ["a=1", "b=2", "a=3"], SAME_SITE, "a=3; b=2"],
    ["two of one name and different paths", ["a=1; Path=/", "a=2; Path=/rides"], SAME_SITE, "a=2; a=1"],
    ["a removed one", ["a=1", "a=; Max-Age=0"], SAME_SITE, null],
    ["one without a name", ["=x"], SAME_SITE, "x"],
    ["a path that is the beginning of a name", ["a=1; Path=/ride"], SAME_SITE, null],
    ["a path with a slash", ["a=1; Path=/rides/"], SAME_SITE, null],
    ["a longer path", ["a=1; Path=/rides/7"], SAME_SITE, null],
    ["a path in another case", ["a=1; Path=/Rides"], SAME_SITE, null],
  ];
  test.each(cases)("%s", async (_, before, url, sent) => expect((await visit({ before, url })).sent).toBe(sent));

  const domains: readonly (readonly [domain: string, url: string, sent: boolean])[] = [
    ["", "https://api.example.com/", true],
    ["", "https://x.api.example.com/", false],
    ["", "https://example.com/", false],
    ["; Domain=example.com", "https://example.com/", true],
    ["; Domain=example.com", "https://x.y.example.com/", true],
    ["; Domain=example.com", "https://badexample.com/", false],
    ["; Domain=api.example.com", "https://app.example.com/", false],
  ];
  test.each(domains)("a cookie%s on %s: %s", async (domain, url, sent) => {
    const page = openPage({ origin: new URL(url).origin, server: () => new Response() });
    page.cookies.set("https://api.example.com/", `a=1${domain}`);
    const { exchanges } = await page.fetch(url);
    expect(exchanges[0]?.request.headers.some(([name]) => name === "Cookie")).toBe(sent);
  });
});

test("they expire by the page's clock", async () => {
  const clock = { now: 0 };
  const { page, cookies } = await visit({ now: () => clock.now, answer: ["a=1; Max-Age=10", "b=2"] });
  expect(cookies.map(({ name, action }) => `${name} ${action}`)).toEqual(["a stored", "b stored"]);
  const names = (one: Page): readonly string[] => one.cookies.cookies.map(({ name }) => name);
  clock.now = 9_999;
  expect(names(page)).toEqual(["a", "b"]);
  clock.now = 10_000;
  expect(names(page)).toEqual(["b"]);
});

const AROUND = [
  ["standard", ["withheld", /SameSite=Strict, and a redirect went through another site/]],
  ["chromium", SENT],
  ["firefox", ["withheld", /SameSite=Strict, and a redirect went through another site/]],
  ["webkit", ["withheld", /third-party cookies are blocked, .* redirect went through another site/]],
] as const;

test.each(AROUND)("in %s, after a redirect through another site, a Strict cookie is %s", async (engine, expected) => {
  const page = openPage({
    origin: PAGE,
    engine,
    transport: ({ url }) => ({
      status: url === OTHER_SITE ? 302 : 200,
      statusText: "",
      headers: [
        ["Access-Control-Allow-Origin", url === OTHER_SITE ? PAGE : "null"],
        ["Access-Control-Allow-Credentials", "true"],
        ["Location", SAME_SITE],
      ],
      body: null,
    }),
  });
  page.cookies.set(SAME_SITE, "a=1; SameSite=Strict");
  const { cookies, verdict } = await page.fetch(OTHER_SITE, { credentials: "include" });
  expect(verdict).toBe("readable");
  expect(cookies).toHaveLength(1);
  expectTold(cookies[0], expected);
});

test("a plain response does not replace a Secure cookie", async () => {
  const page = openPage({
    origin: "http://app.example.com",
    server: () => new Response(null, { headers: { "Set-Cookie": "a=2; Path=/" } }),
  });
  page.cookies.set("https://app.example.com/", "a=1; Secure; Path=/");
  await page.fetch("/");
  expect(page.cookies.cookies.filter(({ name }) => name === "a").map(({ value }) => value)).toEqual(["1"]);
});

test("the site of a host may be told", async () => {
  const page = openPage({ origin: PAGE, server: () => new Response(), siteOf: (host) => host });
  page.cookies.set(SAME_SITE, "a=1; SameSite=Lax");
  const { cookies } = await page.fetch(SAME_SITE, { credentials: "include" });
  expectTold(cookies[0], LAX);
});

describe("a jar", () => {
  const jarOf = (...set: readonly (readonly [url: string, line: string])[]): CookieJar => {
    const jar = new CookieJar("standard", () => 0);
    for (const [url, line] of set) jar.set(url, line);
    return jar;
  };
  const A = "https://a.shop.example/";
  test("keeps a Secure cookie from a plain one of its name and place, and from no other", () => {
    const cases: readonly (readonly [url: string, line: string, action: string])[] = [
      ["http://a.shop.example/", " s = 2", "rejected"],
      ["http://a.shop.example/", "t=2", "stored"],
      ["http://b.shop.example/", "s=2", "stored"],
      [A, "s=2", "stored"],
    ];
    for (const [url, line, action] of cases) {
      const reason = action === "rejected" ? "a Secure cookie of this name is there" : null;
      const decision = jarOf([A, "s=1; Secure"], [A, "plain=1"]).set(url, line);
      expect(decision).toEqual({ name: line.trim().slice(0, 1), url, action, reason });
    }
    expect(jarOf(["http://a.shop.example/", "u=1"]).set("http://a.shop.example/", "u=2").action).toBe("stored");
  });
  test("tells cookies of one name apart by host, path and site", () => {
    const jar = jarOf([A, "s=1; Domain=shop.example"], [A, "s=2"], [A, "s=3; Path=/x"], [A, "s=4"]);
    expect(jar.cookies.map(({ value }) => value)).toEqual(["1", "4", "3"]);
  });
  test("keeps a cookie on a public suffix for that host alone", () => {
    expect(jarOf().set("https://github.io/", "a=b; Domain=github.io").action).toBe("stored");
    expect(jarOf().set("https://x.github.io/", "a=b; Domain=github.io")).toMatchObject({
      action: "rejected",
      reason: "Domain=github.io is a public suffix",
    });
  });
});
