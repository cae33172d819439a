// What a page's fetch costs over the handler's own time: node bench/browser.ts
import { openPage, type Engine, type PageRequestInit, type ServerHandler } from "../src/browser/index.ts";

const GOAL = 30;
const ROUNDS = 20;
const CALLS = 2000;
const URL_OF = "https://api.example.com/rides";
const ORIGIN = "https://app.example.com";

const HEADERS = { "Access-Control-Allow-Origin": ORIGIN, Vary: "Origin" };
const BODY = new TextEncoder().encode("ok");

const empty: ServerHandler = () => new Response(null, { headers: HEADERS });
const text: ServerHandler = () => new Response("ok", { headers: HEADERS });
const bytes: ServerHandler = () => new Response(BODY, { headers: HEADERS });
const preflighted: ServerHandler = ({ method }) =>
  new Response(null, {
    status: method === "OPTIONS" ? 204 : 200,
    headers: { ...HEADERS, "Access-Control-Allow-Methods": "PUT", "Access-Control-Max-Age": "0" },
  });

interface Case {
  readonly name: string;
  readonly handler: ServerHandler;
  readonly init?: PageRequestInit;
  readonly engine?: Engine;
  /** How often the handler runs for one fetch. */
  readonly runs?: number;
  /** Whether the goal is meant for it. */
  readonly simple: boolean;
}

const CASES: readonly Case[] = [
  { name: "GET, no body", handler: empty, simple: true },
  { name: "GET, a text", handler: text, simple: true },
  { name: "GET, bytes", handler: bytes, simple: true },
  { name: "GET, a text, chromium", handler: text, engine: "chromium", simple: true },
  { name: "GET, a text, firefox", handler: text, engine: "firefox", simple: true },
  { name: "GET, a text, webkit", handler: text, engine: "webkit", simple: true },
  { name: "GET, blocked", handler: () => new Response("ok"), simple: true },
  { name: "POST, a text both ways", handler: text, init: { method: "POST", body: "a" }, simple: true },
  { name: "PUT with its preflight", handler: preflighted, init: { method: "PUT" }, runs: 2, simple: false },
];

/** Microseconds per call, of one round. */
async function time(call: () => unknown): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < CALLS; i++) await call();
  return ((performance.now() - start) * 1000) / CALLS;
}

/** The handler by itself is given what the page would give it, and nobody reads either response. */
async function measure({ handler, init = {}, engine, runs = 1 }: Case): Promise<{ own: number; page: number }> {
  const page = openPage({ origin: ORIGIN, server: handler, engine });
  const { method = "GET", body = null } = init;
  const own = async (): Promise<void> => {
    for (let i = 0; i < runs; i++) {
      const request = { method: runs > 1 && i === 0 ? "OPTIONS" : method, body, headers: { Origin: ORIGIN } };
      await handler(new Request(URL_OF, request));
    }
  };
  let ownTime = Number.POSITIVE_INFINITY;
  let pageTime = Number.POSITIVE_INFINITY;
  // Side by side, round by round, and the best round of each: the others tell of what else the machine did.
  for (let round = 0; round < ROUNDS; round++) {
    ownTime = Math.min(ownTime, await time(own));
    pageTime = Math.min(pageTime, await time(() => page.fetch(URL_OF, init)));
  }
  return { own: ownTime, page: pageTime };
}

const rows: string[][] = [["page.fetch, microseconds", "handler", "page", "over it", `goal ${GOAL}`]];
for (const one of CASES) {
  const { own, page } = await measure(one);
  const over = page - own;
  const judged = one.simple ? (over <= GOAL ? "met" : "MISSED") : "";
  rows.push([one.name, own.toFixed(1), page.toFixed(1), over.toFixed(1), judged]);
  if (judged === "MISSED") process.exitCode = 1;
}
const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
for (const row of rows)
  console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "));
