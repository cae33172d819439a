import { expect, test } from "vitest";
import { evidenceOf, type TestServer } from "../../../../test/support/evidence.ts";
import { byHand, OPEN } from "../../../../test/support/server-by-hand.ts";
import { findingsOf } from "./index.ts";

const COOKIES = { credentials: "include" } as const;

/** A cache before a server, that looks at the URL alone. */
function cached(server: TestServer): TestServer {
  const kept = new Map<string, Response>();
  return async (request) => {
    if (request.method !== "GET") return server(request);
    const known = kept.get(request.url);
    if (known !== undefined) {
      const copy = known.clone();
      copy.headers.set("Age", "1");
      return copy;
    }
    const answer = await server(request);
    if ("clone" in answer) kept.set(request.url, answer.clone());
    return answer;
  };
}

/** Of several servers behind one address each answers in turn. */
function inTurn(...servers: readonly TestServer[]): TestServer {
  let turn = 0;
  return (request) => {
    const server = servers[turn++ % servers.length] ?? byHand();
    return server(request);
  };
}

/** A cache that fills up while the check is under way. */
function cachedAfter(count: number, server: TestServer): TestServer {
  const cache = cached(server);
  let seen = 0;
  return (request) => (request.method === "GET" && seen++ < count ? server(request) : cache(request));
}

async function codes(server: TestServer): Promise<readonly string[]> {
  return findingsOf(await evidenceOf(server, COOKIES)).map(({ severity, code }) => `${severity} ${code}`);
}

test("a cache that mixes origins up", async () => {
  const server = byHand({ allow: (origin) => /^https:\/\/(app|evil)\.example(\.com)?$/.test(origin), vary: false });
  expect(await codes(cachedAfter(8, server))).toContain("error cache-mixes-origins");
});

test("servers that disagree", async () => {
  const findings = await codes(inTurn(byHand({ methods: "GET" }), byHand({ methods: "GET, PUT" }), byHand()));
  expect(findings).toContain("warning answers-unstable");
});

test("servers that disagree on whose preflights they answer are no cache", async () => {
  const one = byHand({ always: true, name: () => "https://evil.example", vary: false });
  const findings = await codes(inTurn(byHand(), byHand(), one));
  expect(findings).toContain("warning answers-unstable");
  expect(findings).not.toContain("error cache-mixes-origins");
});

test("a public API behind a cache mixes nothing up", async () => {
  expect(await codes(cached(byHand(OPEN)))).toEqual(["error wildcard-with-credentials"]);
});
