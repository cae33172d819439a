import { describe, expect, test } from "vitest";
import type { PageRequestInit } from "./build-request.ts";
import type { Engine } from "./engine-profile.ts";
import type { HeaderLine } from "./header-list.ts";
import { openPage } from "./page.ts";
import type { NetworkRequest } from "./request.ts";

const HOSTS: Readonly<Record<string, string>> = {
  P: "https://app.example.com",
  R: "https://api.example.net",
  S: "https://cdn.example.org",
};

const ALL: PageRequestInit = { headers: { Authorization: "x", "Content-Type": "application/json", "X-A": "1" } };
const PUT_ALL: PageRequestInit = { ...ALL, method: "PUT", body: "x" };
const DELETE: PageRequestInit = { method: "DELETE" };
const POST: PageRequestInit = { method: "POST", body: "x" };
const PLAIN: PageRequestInit = { ...POST, mode: "no-cors" };

/**
 * What is sent along a path of hosts, `PRS` being the page's own, then two others: `?` and the names that a preflight
 * asks for, or a method and the headers that go along, `o` for Origin. Only engines that leave the standard are named;
 * `npm run test:engines` compares such paths with the real ones.
 */
const CASES: readonly (readonly [
  path: string,
  statuses: readonly number[],
  init: PageRequestInit,
  sent: { readonly standard: string } & Partial<Record<Engine, string>>,
])[] = [
  [
    "RSS",
    [302, 302],
    ALL,
    {
      standard:
        "?authorization,content-type,x-a | GET auth,type,x-a,o | ?content-type,x-a | GET type,x-a,o:null | ?content-type,x-a | GET type,x-a,o:null",
      firefox:
        "?authorization,content-type,x-a | GET auth,type,x-a,o | ?content-type,x-a | GET type,x-a,o:null | ?authorization,content-type,x-a | GET auth,type,x-a,o:null",
      webkit:
        "?authorization,content-type,x-a | GET auth,type,x-a,o | ?authorization,content-type,x-a | GET type,x-a,o:null | ?authorization,content-type,x-a | GET type,x-a,o:null",
    },
  ],
  [
    "RSR",
    [303, 302],
    PUT_ALL,
    {
      standard: "?authorization,content-type,x-a | PUT auth,type,x-a,o | ?x-a | GET x-a,o:null | ?x-a | GET x-a,o:null",
      firefox:
        "?authorization,content-type,x-a | PUT auth,type,x-a,o | ?x-a | GET x-a,o:null | ?content-type,x-a | GET type,x-a,o:null",
      webkit:
        "?authorization,content-type,x-a | PUT auth,type,x-a,o | ?authorization,content-type,x-a | GET x-a,o:null | ?authorization,content-type,x-a | GET type,x-a,o:null",
    },
  ],
  [
    "RSS",
    [307, 303],
    PUT_ALL,
    {
      standard:
        "?authorization,content-type,x-a | PUT auth,type,x-a,o | ?content-type,x-a | PUT type,x-a,o:null | ?x-a | GET x-a,o:null",
      firefox:
        "?authorization,content-type,x-a | PUT auth,type,x-a,o | ?content-type,x-a | PUT type,x-a,o:null | ?authorization,x-a | GET auth,x-a,o:null",
      webkit:
        "?authorization,content-type,x-a | PUT auth,type,x-a,o | ?authorization,content-type,x-a | PUT type,x-a,o:null | ?authorization,content-type,x-a | GET x-a,o:null",
    },
  ],
  [
    "PPR",
    [303, 302],
    PUT_ALL,
    {
      standard: "PUT auth,type,x-a,o | GET auth,x-a | ?x-a | GET x-a,o",
      firefox: "PUT auth,type,x-a,o | GET auth,x-a | ?content-type,x-a | GET type,x-a,o",
      webkit: "PUT auth,type,x-a,o | GET auth,x-a,o | ?authorization,content-type,x-a | GET type,x-a,o",
    },
  ],
  [
    "PPP",
    [303, 302],
    PUT_ALL,
    {
      standard: "PUT auth,type,x-a,o | GET auth,x-a | GET auth,x-a",
      firefox: "PUT auth,type,x-a,o | GET auth,x-a | GET auth,type,x-a",
      webkit: "PUT auth,type,x-a,o | GET auth,x-a,o | GET auth,x-a,o",
    },
  ],
  [
    "PRR",
    [302, 302],
    ALL,
    {
      standard: "GET auth,type,x-a | ?content-type,x-a | GET type,x-a,o | ?content-type,x-a | GET type,x-a,o",
      firefox:
        "GET auth,type,x-a | ?content-type,x-a | GET type,x-a,o | ?authorization,content-type,x-a | GET auth,type,x-a,o",
      webkit:
        "GET auth,type,x-a | ?authorization,content-type,x-a | GET type,x-a,o | ?authorization,content-type,x-a | GET type,x-a,o",
    },
  ],
  [
    "RRS",
    [307, 307],
    DELETE,
    {
      standard: "? | DELETE o | ? | DELETE o | ? | DELETE o:null",
      webkit: "? | DELETE o | ? | DELETE o | ? | GET o:null",
    },
  ],
  [
    "PPR",
    [302, 302],
    DELETE,
    { standard: "DELETE o | DELETE o | ? | DELETE o", webkit: "DELETE o | DELETE o | GET o" },
  ],
  ["PPR", [302, 302], PLAIN, { standard: "POST type,o | GET | GET", webkit: "POST type,o | GET o | GET" }],
  ["RRR", [302, 302], PLAIN, { standard: "POST type,o | GET | GET", webkit: "POST type,o | GET o | GET o" }],
  ["RSS", [302, 302], PLAIN, { standard: "POST type,o | GET | GET" }],
  ["RRS", [307, 307], PLAIN, { standard: "POST type,o | POST type,o | POST type,o:null" }],
  [
    "RSS",
    [302, 302],
    POST,
    { standard: "POST type,o | GET o:null | GET o:null", webkit: "POST type,o | GET o:null | GET type,o:null" },
  ],
];

const SHORT: Readonly<Record<string, string>> = { Authorization: "auth", "Content-Type": "type", "X-A": "x-a" };

function written({ method, headers }: NetworkRequest): string {
  const asked = headers.find(([name]) => name === "Access-Control-Request-Headers")?.[1] ?? "";
  if (method === "OPTIONS") return `?${asked}`;
  const names = headers.map(([name, value]) => SHORT[name] ?? (value === "null" ? "o:null" : "o"));
  return `${method} ${names.join(",")}`.trim();
}

async function walk(engine: Engine, path: string, statuses: readonly number[], init: PageRequestInit): Promise<string> {
  const urls = [...path].map((host, i) => `${HOSTS[host]}/${i}`);
  const page = openPage({
    engine,
    origin: HOSTS["P"] ?? "",
    transport: ({ method, url, headers }) => {
      const open: readonly HeaderLine[] = [
        ["Access-Control-Allow-Origin", headers.find(([name]) => name === "Origin")?.[1] ?? "*"],
        ["Access-Control-Allow-Credentials", "true"],
        ["Access-Control-Allow-Methods", "PUT, DELETE"],
        ["Access-Control-Allow-Headers", "authorization, content-type, x-a"],
      ];
      const next = method === "OPTIONS" ? undefined : urls[urls.indexOf(url) + 1];
      const lines = next === undefined ? open : [...open, ["Location", next] as const];
      const status = next === undefined ? 200 : (statuses[urls.indexOf(url)] ?? 302);
      return { status, statusText: "", headers: lines, body: null };
    },
  });
  const { exchanges } = await page.fetch(urls[0] ?? "", init);
  return exchanges.map(({ request }) => written(request)).join(" | ");
}

describe.each(CASES)("along %s with %j: %j", (path, statuses, init, { standard, ...others }) => {
  test.each(["standard", "chromium", "firefox", "webkit"] as const)("%s", async (engine) => {
    expect(await walk(engine, path, statuses, init)).toBe({ standard, ...others }[engine] ?? standard);
  });
});
