import { describe, expect, test } from "vitest";
import { COOKIE_PROFILES, type CookieProfile } from "./cookie-profiles.ts";
import { openPage, type Page } from "./page.ts";
import type { Engine } from "./engine-profile.ts";

const HOME = "https://app.example.com/";
const SUB = "https://api.example.com/rides";
const OTHER = "https://api.example.net/rides";
const LOCAL = "http://localhost:8080/";
/** A redirect from the other site to the page's own. */
const AROUND = "https://api.example.net/around";

interface Given {
  readonly origin?: string;
  readonly url?: string;
  /** Set on an earlier visit to `at`, or to the URL's own site. */
  readonly before?: readonly string[];
  readonly at?: string;
  /** Set by every response. */
  readonly answer?: readonly string[];
}

function open(engine: Engine, { origin = "https://app.example.com", answer = [] }: Given): Page {
  return openPage({
    engine,
    origin,
    transport: ({ url, headers: asked }) => ({
      status: url === AROUND ? 302 : 200,
      statusText: "",
      headers: [
        ["Access-Control-Allow-Origin", asked.find(([name]) => name === "Origin")?.[1] ?? "*"],
        ["Access-Control-Allow-Credentials", "true"],
        ...(url === AROUND ? [["Location", SUB] as const] : answer.map((line) => ["Set-Cookie", line] as const)),
      ],
      body: null,
    }),
  });
}

/** The Cookie header of the last request. */
async function sent(engine: Engine, given: Given): Promise<string> {
  const page = open(engine, given);
  const { url = SUB, at = url, before = [] } = given;
  for (const line of before) page.cookies.set(at, line);
  const { exchanges } = await page.fetch(url, { credentials: "include" });
  return exchanges.at(-1)?.request.headers.find(([name]) => name === "Cookie")?.[1] ?? "nothing";
}

/** The names of what is in the jar after a response. */
async function kept(engine: Engine, given: Given): Promise<string> {
  const page = open(engine, given);
  await page.fetch(given.url ?? SUB, { credentials: "include" });
  return page.cookies.cookies.map(({ name }) => name).join(" ") || "nothing";
}

/** A name, what is observed, and what it is in the standard and in each engine that departs from it. */
interface Case extends Readonly<Partial<Record<Engine, string>>> {
  readonly what: string;
  readonly standard: string;
  readonly observe: (engine: Engine) => Promise<string>;
}

const CASES: Readonly<Record<keyof CookieProfile, Case>> = {
  defaultSameSite: {
    what: "a cookie without SameSite",
    observe: (engine) => {
      const page = open(engine, {});
      page.cookies.set(HOME, "a=1");
      return Promise.resolve(String(page.cookies.cookies[0]?.sameSite));
    },
    standard: "lax",
    firefox: "none",
    webkit: "none",
  },
  noneNeedsSecure: {
    what: "SameSite=None alone",
    observe: (engine) => sent(engine, { before: ["a=1; SameSite=None"] }),
    standard: "nothing",
    webkit: "a=1",
  },
  schemefulSites: {
    what: "an http page and a Strict cookie of https",
    observe: (engine) => sent(engine, { origin: "http://app.example.com", before: ["a=1; SameSite=Strict"] }),
    standard: "nothing",
    firefox: "a=1",
    webkit: "a=1",
  },
  sameSiteMindsRedirects: {
    what: "a way over another site, a Strict cookie that was there before, and one that is set",
    // By the reason, since what SameSite lets pass may still be a third party's.
    observe: async (engine) => {
      const page = open(engine, { answer: ["b=1; SameSite=Strict"] });
      page.cookies.set(SUB, "a=1; SameSite=Strict");
      const { cookies } = await page.fetch(AROUND, { credentials: "include" });
      const because = (reason: string | null): string => (reason?.includes("SameSite=Strict") ? " by SameSite" : "");
      return cookies.map(({ action, reason }) => action + because(reason)).join(", ");
    },
    standard: "withheld by SameSite, rejected by SameSite",
    chromium: "sent, stored",
    firefox: "withheld by SameSite, stored",
    webkit: "withheld, rejected",
  },
  thirdParty: {
    what: "another site's cookie of an earlier visit, and one that its response sets",
    observe: async (engine) => {
      const lines = ["a=1; SameSite=None; Secure"];
      return `${await sent(engine, { url: OTHER, before: lines })}, ${await kept(engine, { url: OTHER, answer: lines })}`;
    },
    standard: "a=1, a",
    firefox: "nothing, a",
    webkit: "nothing, nothing",
  },
  redirectsMakeThirdParty: {
    what: "a way over another site, and a cookie that was there before, and one that is set",
    observe: async (engine) => {
      const lines = ["a=1; SameSite=None; Secure"];
      const before = { url: AROUND, before: lines, at: SUB };
      return `${await sent(engine, before)}, ${await kept(engine, { url: AROUND, answer: lines })}`;
    },
    standard: "a=1, a",
    webkit: "nothing, nothing",
  },
  partitioned: {
    what: "Partitioned without Secure",
    observe: (engine) => kept(engine, { answer: ["a=1; Partitioned"] }),
    standard: "nothing",
    webkit: "a",
  },
  secureOnLoopback: {
    what: "Secure from http://localhost",
    observe: (engine) => kept(engine, { origin: "http://localhost:8080", url: LOCAL, answer: ["a=1; Secure"] }),
    standard: "a",
    webkit: "nothing",
  },
  enforcesPrefixes: {
    what: "__Host- without Secure",
    observe: (engine) => kept(engine, { answer: ["__Host-a=1; Path=/"] }),
    standard: "nothing",
    webkit: "__Host-a",
  },
  limitsLength: {
    what: "a cookie of 4097 bytes, and a path of 1025",
    observe: async (engine) =>
      `${await kept(engine, { answer: [`a=${"x".repeat(4096)}`] })}, ${await sent(engine, { before: [`b=1; Path=/${"x".repeat(1024)}`] })}`,
    standard: "nothing, b=1",
    webkit: "a, nothing",
  },
  bareIs: {
    what: "a line without an equals sign",
    observe: (engine) => sent(engine, { before: ["a"] }),
    standard: "a",
    firefox: "a=",
    webkit: "nothing",
  },
  keepsNameless: {
    what: "a line that begins with one",
    observe: (engine) => sent(engine, { before: ["=a"] }),
    standard: "a",
    firefox: "nothing",
  },
  keepsPlace: {
    what: "two cookies, each set once more, one with another value",
    observe: (engine) => sent(engine, { before: ["a=1", "b=1", "c=1", "a=2", "b=1"] }),
    standard: "a=2; b=1; c=1",
    chromium: "b=1; c=1; a=2",
  },
  ordersByDomain: {
    what: "cookies of the host, of its domain and of the one above",
    observe: (engine) =>
      sent(engine, { before: ["a=1; Domain=example.com", "b=1", "c=1; Domain=api.example.com", "d=1; Path=/rides"] }),
    standard: "d=1; a=1; b=1; c=1",
    webkit: "d=1; c=1; b=1; a=1",
  },
};

const ENGINES = ["standard", "chromium", "firefox", "webkit"] as const;

for (const [field, one] of Object.entries(CASES)) {
  describe(`${field}: ${one.what}`, () => {
    const rows = ENGINES.map((engine) => [engine, one[engine] ?? one.standard] as const);
    test.each(rows)("in %s: %s", async (engine, seen) => expect(await one.observe(engine)).toBe(seen));
  });
}

test("every departure has its case, and every case its departure", () => {
  const fields = Object.keys(CASES) as (keyof CookieProfile)[];
  const departures = (engine: Engine) =>
    fields.filter((field) => COOKIE_PROFILES[engine][field] !== COOKIE_PROFILES.standard[field]);
  const shown = (engine: Engine) =>
    fields.filter((field) => (CASES[field][engine] ?? CASES[field].standard) !== CASES[field].standard);
  for (const engine of ENGINES) expect([engine, shown(engine)]).toEqual([engine, departures(engine)]);
});
