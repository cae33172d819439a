import { describe, expect, test } from "vitest";
import { originOf, PAGE, walk, type Allow } from "../../test/support/redirects.ts";
import { openPage, type Outcome } from "./page.ts";

/** The Origin header of each request: none, the page's, or null. */
const ORIGINS: Readonly<Record<string, string>> = {
  PP: "- -",
  PR: "- P",
  RP: "P 0",
  RR: "P P",
  RS: "P 0",
  PPP: "- - -",
  PPR: "- - P",
  PRP: "- P 0",
  PRR: "- P P",
  PRS: "- P 0",
  RPP: "P 0 0",
  RPR: "P 0 0",
  RPS: "P 0 0",
  RRP: "P P 0",
  RRR: "P P P",
  RRS: "P P 0",
  RSP: "P 0 0",
  RSR: "P 0 0",
  RSS: "P 0 0",
  PPPR: "- - - P",
  PPRP: "- - P 0",
  PPRS: "- - P 0",
  PRRR: "- P P P",
  PRPR: "- P 0 0",
  PRPP: "- P 0 0",
  RRRS: "P P P 0",
  RSSS: "P 0 0 0",
  RPRP: "P 0 0 0",
};

describe("the Origin header along", () => {
  const told = (origin: string | null): string => (origin === null ? "-" : origin === "null" ? "0" : "P");
  test.each(Object.entries(ORIGINS))("%s: %s", async (path, origins) => {
    const { exchanges, verdict } = await walk({ path });
    expect(exchanges.map(({ request }) => told(originOf(request))).join(" ")).toBe(origins);
    expect(verdict).toBe("readable");
  });
});

/** Every path of one to three redirects. */
const PATHS = [2, 3, 4].flatMap((length) => {
  let paths = [""];
  for (let i = 0; i < length; i++) paths = paths.flatMap((path) => ["P", "R", "S"].map((host) => path + host));
  return paths;
});

describe("of a response at the end of", () => {
  // Worded in another way than the standard's: what leaves another's origin for yet another is nobody's.
  const isTainted = (path: string): boolean => /R[^R]|S[^S]/.test(path);
  test.each(PATHS)("%s", async (path) => {
    const credentials = "include" as const;
    const ofThePage = await walk({ path, init: { credentials }, allow: () => PAGE });
    expect(ofThePage.verdict, "answers with the page's origin").toBe(isTainted(path) ? "blocked" : "readable");
    if (isTainted(path)) expect(ofThePage.failure?.code).toBe("AllowOriginMismatch");
    const ofNobody = await walk({ path, init: { credentials }, allow: (request) => originOf(request) ?? "-" });
    expect(ofNobody.verdict, "answers with the request's origin").toBe("readable");
    expect(ofNobody.response?.type).toBe(/^P+$/.test(path) ? "basic" : "cors");
    const last = ofNobody.exchanges.at(-1)?.request;
    expect(last && originOf(last)).toBe(isTainted(path) ? "null" : /^P+$/.test(path) ? null : PAGE);
    expect((await walk({ path })).verdict, "answers with *").toBe("readable");
  });
});

describe("origins that differ in", () => {
  const cases: readonly (readonly [name: string, next: string, origin: string])[] = [
    ["nothing", "https://api.example.net/1", PAGE],
    ["the port", "https://api.example.net:8443/1", "null"],
    ["the host", "https://a.api.example.net/1", "null"],
    ["a default port, which is none", "https://api.example.net:443/1", PAGE],
  ];
  test.each(cases)("%s", async (_, next, origin) => {
    const page = openPage({
      origin: PAGE,
      transport: ({ url }) => ({
        status: url.endsWith("/0") ? 307 : 200,
        statusText: "",
        headers: [
          ["Access-Control-Allow-Origin", "*"],
          ["Location", next],
        ],
        body: null,
      }),
    });
    const { exchanges } = await page.fetch("https://api.example.net/0");
    expect(exchanges.map(({ request }) => originOf(request))).toEqual([PAGE, origin]);
  });
});

describe("every hop is checked", () => {
  const failing =
    (at: number): Allow =>
    ({ url }) =>
      url.endsWith(`/${at}`) ? "https://b.example" : "*";
  const cases: readonly (readonly [path: string, at: number, sent: number, verdict: Outcome["verdict"]])[] = [
    ["RR", 0, 1, "blocked"],
    ["RR", 1, 2, "blocked"],
    ["RSR", 1, 2, "blocked"],
    ["PR", 0, 2, "readable"],
    ["PP", 0, 2, "readable"],
    ["RP", 1, 2, "blocked"],
  ];
  test.each(cases)("%s, where hop %i fails", async (path, at, sent, verdict) => {
    const outcome = await walk({ path, allow: failing(at) });
    expect([outcome.verdict, outcome.exchanges.length]).toEqual([verdict, sent]);
  });
});
