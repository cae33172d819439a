import { describe, expect, test } from "vitest";
import type { FailureCode } from "./failure.ts";
import { openPage } from "./page.ts";
import type { Engine } from "./engine-profile.ts";

const OPEN = [["Access-Control-Allow-Origin", "*"]] as const;

async function visit(
  engine: Engine,
  origin: string,
  url: string,
  localNetworkAccess?: "granted" | "denied",
): Promise<FailureCode | null> {
  const transport = () => ({ status: 200, statusText: "", headers: OPEN, body: null });
  const { failure, exchanges, verdict } = await openPage({ engine, origin, transport, localNetworkAccess }).fetch(url);
  expect(exchanges.length, "nothing is sent").toBe(failure === null ? 1 : 0);
  if (failure !== null) expect(verdict).toBe(failure.code === "MixedContent" ? "network-error" : "blocked");
  return failure?.code ?? null;
}

const PAGE = "https://app.example.com";
const HTTP = "http://app.example.com";
const MIXED = "MixedContent";
const DENIED = "LocalNetworkAccessPermissionDenied";
const INSECURE = "InsecureLocalNetwork";

type Codes = Readonly<Record<Engine, FailureCode | null>>;
const all = (code: FailureCode | null): Codes => ({ standard: code, chromium: code, firefox: code, webkit: code });

const VERDICTS: readonly (readonly [origin: string, url: string, codes: Codes])[] = [
  [PAGE, "https://api.example.net/", all(null)],
  [PAGE, "http://api.example.net/", all(MIXED)],
  [PAGE, "http://app.example.com/", all(MIXED)],
  [HTTP, "http://api.example.net/", all(null)],
  [HTTP, "https://api.example.net/", all(null)],
  [PAGE, "http://localhost:3000/", { ...all(null), chromium: DENIED, webkit: MIXED }],
  [PAGE, "http://127.0.0.1/", { ...all(null), chromium: DENIED, webkit: MIXED }],
  [PAGE, "http://[::1]/", { ...all(null), chromium: DENIED, webkit: MIXED }],
  [PAGE, "https://localhost/", { ...all(null), chromium: DENIED }],
  [PAGE, "http://192.168.1.1/", { ...all(MIXED), chromium: DENIED }],
  [PAGE, "https://10.0.0.1/", { ...all(null), chromium: DENIED }],
  [HTTP, "http://192.168.1.1/", { ...all(null), chromium: INSECURE }],
  [HTTP, "http://localhost/", { ...all(null), chromium: INSECURE }],
  ["http://192.168.1.2", "http://192.168.1.1/", all(null)],
  ["http://192.168.1.2", "http://localhost/", { ...all(null), chromium: INSECURE }],
  ["https://192.168.1.2", "https://localhost/", { ...all(null), chromium: DENIED }],
  ["http://localhost:3000", "http://localhost:8080/", all(null)],
  ["http://localhost:3000", "http://192.168.1.1/", all(null)],
  ["http://localhost:3000", "https://api.example.net/", all(null)],
  ["https://localhost:3000", "http://api.example.net/", all(MIXED)],
  ["null", "http://api.example.net/", all(null)],
];

describe.each(VERDICTS)("%s to %s", (origin, url, codes) => {
  test.each(Object.entries(codes) as [Engine, FailureCode | null][])("in %s: %s", async (engine, code) => {
    expect(await visit(engine, origin, url)).toBe(code);
  });
});

describe("with permission, Chromium lets pass", () => {
  const cases: readonly (readonly [origin: string, url: string, code: FailureCode | null])[] = [
    [PAGE, "http://localhost:3000/", null],
    [PAGE, "http://192.168.1.1/", null],
    [PAGE, "https://10.0.0.1/", null],
    [HTTP, "http://192.168.1.1/", INSECURE],
    [PAGE, "http://api.example.net/", MIXED],
  ];
  test.each(cases)("%s to %s: %s", async (origin, url, code) => {
    expect(await visit("chromium", origin, url, "granted")).toBe(code);
  });
});

test("a redirect is stopped at the gate too", async () => {
  const headers = [...OPEN, ["Location", "http://api.example.net/next"]] as const;
  const page = openPage({ origin: PAGE, transport: () => ({ status: 302, statusText: "", headers, body: null }) });
  const { failure, exchanges } = await page.fetch("https://api.example.net/");
  expect([failure?.code, exchanges.length]).toEqual([MIXED, 1]);
});
