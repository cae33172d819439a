import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { encodeScenario } from "./codec.ts";
import { DEFAULT_PAGE, DEFAULT_POLICY, DEFAULT_RAW } from "./defaults.ts";
import { EXAMPLES } from "./gallery.ts";
import { answer, cached, page, raw, simple } from "./gallery/build.ts";
import type { Received } from "./received.ts";
import type { Answer, Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios.fixture.ts";
import { runsInMemory, serveScenario, type Runs } from "./serve.ts";

const API = "http://api.localhost:8787";
const APP = "http://app.localhost:8787";
const RUN = "abcdefgh";

async function ask(runs: Runs, url: string, init: RequestInit & { readonly origin?: string } = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (init.origin !== undefined) headers.set("Origin", init.origin);
  return (
    (await serveScenario(new Request(url, { ...init, headers, redirect: "manual" }), runs)) ??
    new Response("not its own")
  );
}

function urlOf(scenario: Scenario, slot: number | string = 0, run = RUN): string {
  return `${API}/s/${run}/${slot}/${encodeScenario(scenario)}`;
}

const withLines = (...lines: readonly string[]): Scenario => ({
  page: DEFAULT_PAGE,
  server: raw(simple(answer(200, ...lines))),
});

async function received(runs: Runs, run = RUN): Promise<readonly Received[]> {
  return (await (await ask(runs, `${APP}/runs/${run}`)).json()) as readonly Received[];
}

describe("an answer", () => {
  test("has the scenario's lines, with real origins in their values", async () => {
    const scenario = withLines(
      "Access-Control-Allow-Origin: https://app.example.com",
      "X-Request-Id: 7",
      "Vary: Origin",
    );
    const { status, headers } = await ask(runsInMemory(), urlOf(scenario), { origin: APP });
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toEqual({
      "access-control-allow-origin": APP,
      "x-request-id": "7",
      vary: "Origin",
      "content-type": "text/plain",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    });
  });

  test.each([
    "Content-Type: text/html",
    "Content-Type: text/html; charset=utf-8",
    "Content-Type: image/svg+xml",
    "Content-Type: application/javascript",
    "Content-Type: text/plain; charset=utf-7; x=<script>",
    "Content-Security-Policy: default-src *",
    "Content-Security-Policy-Report-Only: default-src *",
    "X-Content-Type-Options: none",
    "Refresh: 0; url=https://evil.example/",
    "Link: <https://evil.example/x.css>; rel=preload; as=style",
    'Clear-Site-Data: "*"',
    "Strict-Transport-Security: max-age=31536000",
    'Alt-Svc: h3=":443"',
    "Service-Worker-Allowed: /",
    "WWW-Authenticate: Basic",
    "Transfer-Encoding: chunked",
    "Connection: close",
    "Content-Length: 100000",
    "Content-Encoding: gzip",
    "Cache-Control: public, max-age=31536000",
    "Cross-Origin-Opener-Policy: unsafe-none",
    "SourceMap: https://evil.example/",
    "Report-To: {}",
    "CF-Ray: 1",
    "Proxy-Anything: 1",
    "X-Latin: caf\xe9",
  ])("does not have %j", async (line) => {
    const response = await ask(runsInMemory(), urlOf(withLines(line)));
    expect(response.status).toBe(200);
    const plain = await ask(runsInMemory(), urlOf(withLines()));
    expect([...response.headers]).toEqual([...plain.headers]);
    expect(await response.text()).toBe("ok");
  });

  test.each(["application/json", "text/csv; charset=utf-8", "text/plain;charset=utf-8"])(
    "may be of the type %s",
    async (type) => {
      const response = await ask(runsInMemory(), urlOf(withLines(`Content-Type: ${type}`)));
      expect(response.headers.get("content-type")).toBe(type);
    },
  );

  test("sets no cookie but the demo's, for this host and not for long", async () => {
    const scenario = withLines(
      "Set-Cookie: __Secure-session=secret; Domain=localhost; Path=/; Max-Age=999999; SameSite=None; Secure; HttpOnly",
      "Set-Cookie: a=b; Path=/admin; Expires=Fri, 31 Dec 9999 23:59:59 GMT",
    );
    const { headers } = await ask(runsInMemory(), urlOf(scenario));
    expect(headers.getSetCookie()).toEqual([
      "demo=1; Path=/; Max-Age=600; SameSite=None; Secure; HttpOnly",
      "demo=1; Path=/elsewhere; Max-Age=600",
    ]);
  });

  test.each<[what: string, location: string, real: RegExp]>([
    ["a stranger's site", "https://evil.example/", /^http:\/\/other\.localhost:8787\/s\/abcdefgh\/nowhere\//],
    ["without a scheme", "//evil.example/x", /^http:\/\/other\.localhost:8787\/s\/abcdefgh\/nowhere\//],
    ["the page's origin", "https://app.example.com/x", /^http:\/\/app\.localhost:8787\/s\/abcdefgh\/nowhere\//],
    ["itself", "/rides", /^http:\/\/api\.localhost:8787\/s\/abcdefgh\/0\//],
    [
      "with a password",
      "https://user:secret@api.example.com/x",
      /^http:\/\/user:pass@API\.LOCALHOST:8787\/s\/abcdefgh\/nowhere\//,
    ],
    ["a script", "javascript:alert(1)", /^ftp:\/\/[a-z]+\.localhost:8787\/$/],
    ["data", "data:text/html,<script>alert(1)</script>", /^ftp:\/\/[a-z]+\.localhost:8787\/$/],
    ["an application", "tel:+1234", /^ftp:\/\/[a-z]+\.localhost:8787\/$/],
    ["what is no URL", "https://[", /^http:\/\/\[$/],
  ])("never redirects to %s: %s", async (_, location, real) => {
    const scenario = { page: DEFAULT_PAGE, server: raw(simple(answer(302, `Location: ${location}`))) };
    expect((await ask(runsInMemory(), urlOf(scenario))).headers.get("location")).toMatch(real);
  });

  test("of any scenario leads to no other host, and is inert", async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, fc.constantFrom(0, 1, 2, "nowhere", "cookie", "forget"), async (scenario, slot) => {
        const { status, headers } = await ask(runsInMemory(), urlOf(scenario, slot), { origin: APP });
        expect(status).toBeGreaterThanOrEqual(200);
        expect(headers.get("content-type")).toMatch(/^(text\/plain|application\/json|text\/csv)/);
        const location = headers.get("location") ?? "/nowhere";
        if (URL.canParse(location, API))
          expect(new URL(location, API).host).toMatch(/^(app|api|other|third)\.localhost:8787$/);
        expect(Object.fromEntries(headers)).toMatchObject({
          "cache-control": "no-store",
          "x-content-type-options": "nosniff",
          "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        });
        for (const cookie of headers.getSetCookie()) expect(cookie).toMatch(/^demo=/);
      }),
      { seed: inject("seed"), numRuns: 300 },
    );
  });
});

describe("a run", () => {
  test("tells what has arrived, in order", async () => {
    const runs = runsInMemory();
    const scenario: Scenario = {
      page: page({
        method: "PUT",
        headers: [
          ["X-Trace", "1"],
          ["A-First", "2"],
        ],
        credentials: "include",
      }),
      server: { ...DEFAULT_POLICY, outcome: "204" },
    };
    const asking = { "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-trace" };
    await ask(runs, urlOf(scenario), { method: "OPTIONS", origin: APP, headers: asking });
    await ask(runs, urlOf(scenario), {
      method: "PUT",
      origin: APP,
      headers: { "X-Trace": "1", "A-First": "2", "X-Other": "2", Cookie: "sid=secret; demo=1" },
    });
    const rest = { hop: 0, origin: APP, by: "server" };
    expect(await received(runs)).toEqual([
      { ...rest, method: "OPTIONS", requestMethod: "PUT", requestHeaders: "x-trace", cookies: [], headers: [] },
      {
        ...rest,
        method: "PUT",
        requestMethod: null,
        requestHeaders: null,
        cookies: ["demo", "sid"],
        headers: ["a-first", "x-trace"],
      },
    ]);
    expect(JSON.stringify(await received(runs))).not.toContain("secret");
  });

  test("is told to nobody who does not know its name", async () => {
    const runs = runsInMemory();
    await ask(runs, urlOf(withLines()));
    expect(await received(runs, "another-run")).toEqual([]);
    const response = await ask(runs, `${APP}/runs/${RUN}`, { origin: "https://evil.example" });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect((await ask(runs, `${APP}/runs/${RUN}`, { method: "DELETE" })).status).toBe(405);
  });

  test("keeps what its shared cache has, and other runs do not", async () => {
    const scenario: Scenario = {
      page: DEFAULT_PAGE,
      server: cached(raw(simple(answer(200, "Vary: Origin"))), "keeps Vary", "https://admin.example.com"),
    };
    const runs = runsInMemory();
    for (const run of [RUN, RUN, "other-run"]) await ask(runs, urlOf(scenario, 0, run), { origin: APP });
    expect((await received(runs)).map(({ by }) => by)).toEqual(["server", "shared cache"]);
    expect((await received(runs, "other-run")).map(({ by }) => by)).toEqual(["server"]);
  });

  test("is one scenario's", async () => {
    const runs = runsInMemory();
    await ask(runs, urlOf(withLines()));
    expect((await ask(runs, urlOf(withLines("X-A: 1")))).status).toBe(409);
  });

  test("tells 200 requests at most", async () => {
    const runs = runsInMemory();
    for (let i = 0; i < 210; i++) await ask(runs, urlOf(withLines()));
    expect(await received(runs)).toHaveLength(200);
  });

  test("tells a megabyte at most", async () => {
    const runs = runsInMemory();
    const headers = { "Access-Control-Request-Headers": "x".repeat(15_000) };
    for (let i = 0; i < 100; i++) await ask(runs, urlOf(withLines()), { headers });
    const told = await received(runs);
    expect(told.length).toBeGreaterThan(50);
    expect(JSON.stringify(told).length).toBeLessThan(1_100_000);
  });

  test("ends after ten minutes", async () => {
    let now = 0;
    const runs = runsInMemory(() => now);
    await ask(runs, urlOf(withLines()));
    now = 599_999;
    expect(await received(runs)).toHaveLength(1);
    now = 600_000;
    expect(await received(runs)).toHaveLength(0);
  });

  test("ends when 500 others have begun", async () => {
    const runs = runsInMemory();
    await ask(runs, urlOf(withLines()));
    for (let i = 0; i < 500; i++) await ask(runs, `${APP}/runs/other-run-${i}`);
    expect(await received(runs)).toHaveLength(0);
  });
});

describe("what is no scenario", () => {
  test.each<[path: string, status: number]>([
    [`/s/short/0/${encodeScenario(withLines())}`, 404],
    [`/s/${RUN}/99/${encodeScenario(withLines())}`, 404],
    [`/s/${RUN}/0`, 400],
    [`/s/${RUN}/0/AAAA`, 400],
    [`/s/${RUN}/0/%3Cscript%3E`, 400],
    [`/s/${RUN}/0/${"a".repeat(9000)}`, 400],
    [`/s/${RUN}/0/${encodeScenario({ page: page({ url: "ftp://files.example/" }), server: DEFAULT_RAW })}`, 400],
    [`/s/${RUN}/0/${encodeScenario({ page: DEFAULT_PAGE, server: { ...DEFAULT_POLICY, config: "{" } })}`, 400],
    ["/s", 404],
    ["/runs/", 404],
  ])("%s is answered with %i, in inert text", async (path, status) => {
    const response = await ask(runsInMemory(), `${API}${path}`);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("is left to others", () => {
    expect(serveScenario(new Request(`${API}/rides`), runsInMemory())).toBeUndefined();
    expect(serveScenario(new Request(`${API}/sx/a`), runsInMemory())).toBeUndefined();
  });
});

test("every example answers as its status says", async () => {
  for (const { id, scenario } of EXAMPLES) {
    if (scenario.server.kind !== "raw") continue;
    const { actual }: { readonly actual: Answer } = scenario.server.hops[0];
    const { status } = await ask(runsInMemory(), urlOf(scenario), { origin: APP });
    if (status !== 400) expect([id, status]).toEqual([id, actual.status]);
  }
});
