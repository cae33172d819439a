import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { decodeScenario, encodeScenario, isDecodeError, MAX_LENGTH } from "./codec.ts";
import { DEFAULT_PAGE, DEFAULT_POLICY, DEFAULT_RAW } from "./defaults.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios.fixture.ts";

const PLAIN: Scenario = { page: DEFAULT_PAGE, server: DEFAULT_RAW };
const seed = inject("seed");

const encodeJson = (value: unknown): string =>
  btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

test("any scenario survives the way through a link", () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const link = encodeScenario(scenario);
      fc.pre(link.length <= MAX_LENGTH);
      expect(link).toMatch(/^[\w-]+$/);
      expect(decodeScenario(link)).toEqual(scenario);
    }),
    { seed, numRuns: 300 },
  );
});

test("what is as usual is left out", () => {
  expect(encodeScenario(PLAIN).length).toBeLessThan(50);
  expect(decodeScenario(encodeJson({}))).toEqual(PLAIN);
  expect(decodeScenario(encodeJson({ server: { kind: "policy" } }))).toEqual({ ...PLAIN, server: DEFAULT_POLICY });
});

describe("names what is wrong", () => {
  const hop = { actual: {} };
  test.each<[what: string, value: unknown, path: string]>([
    ["a list", [], ""],
    ["null", null, ""],
    ["a field of another type", { page: { method: 1 } }, "page.method"],
    ["a field that there is not", { page: { methods: "GET" } }, "page.methods"],
    ["a field with a prototype's name", { page: { ["constructor"]: 1 } }, "page.constructor"],
    ["a relative URL", { page: { url: "/rides" } }, "page.url"],
    ["an origin with a slash", { page: { origin: "https://app.example.com/" } }, "page.origin"],
    ["an origin in upper case", { page: { origin: "HTTPS://app.example.com" } }, "page.origin"],
    ["a mode that there is not", { page: { mode: "navigate" } }, "page.mode"],
    ["a pause that is not whole", { page: { again: [1, 0.5] } }, "page.again[1]"],
    ["a negative pause", { page: { again: [-1] } }, "page.again[0]"],
    ["too many repeats", { page: { again: Array(9).fill(1) } }, "page.again"],
    ["a header that is no pair", { page: { headers: [["a"]] } }, "page.headers[0]"],
    ["a long value", { page: { headers: [["a", "b".repeat(3000)]] } }, "page.headers[0][1]"],
    ["a cookie on two lines", { page: { cookie: "a=b\r\nX: y" } }, "page.cookie"],
    ["no hop", { server: { hops: [] } }, "server.hops"],
    ["too many hops", { server: { hops: Array.from({ length: 7 }, () => ({})) } }, "server.hops"],
    [
      "too many lines",
      { server: { hops: [{ actual: { headers: Array.from({ length: 41 }, () => ["a", "b"]) } }] } },
      "server.hops[0].actual.headers",
    ],
    ["a status that is none", { server: { hops: [hop, { actual: { status: 99 } }] } }, "server.hops[1].actual.status"],
    ["a status as a text", { server: { hops: [{ preflight: { status: "204" } }] } }, "server.hops[0].preflight.status"],
    [
      "a server's header with a colon",
      { server: { hops: [{ actual: { headers: [["a:", "b"]] } }] } },
      "server.hops[0].actual.headers[0][0]",
    ],
    [
      "a server's value on two lines",
      { server: { hops: [{ actual: { headers: [["a", "b\nc"]] } }] } },
      "server.hops[0].actual.headers[0][1]",
    ],
    [
      "a server's value that is no bytes",
      { server: { hops: [{ actual: { headers: [["a", "ā"]] } }] } },
      "server.hops[0].actual.headers[0][1]",
    ],
    ["a URL with a path and no host", { page: { url: "x:/a" } }, "page.url"],
    ["a cache that there is not", { server: { cache: { kind: "all" } } }, "server.cache.kind"],
    ["an outcome that there is not", { server: { kind: "policy", outcome: "201" } }, "server.outcome"],
    ["a config that is no text", { server: { kind: "policy", config: {} } }, "server.config"],
    ["a kind of server that there is not", { server: { kind: "magic" } }, "server.kind"],
  ])("%s", (_, value, path) => {
    const decoded = decodeScenario(
      btoa(unescape(encodeURIComponent(JSON.stringify(value))))
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replace(/=+$/, ""),
    );
    expect(decoded).toEqual({ path, message: expect.stringMatching(/\.$/) });
    expect((decoded as { message: string }).message.length).toBeLessThan(300);
  });

  test.each([
    ["nothing", ""],
    ["a cut-off link", encodeScenario(PLAIN).slice(0, -3)],
    ["percent signs", "%00%0a"],
    ["a script", "<script>alert(1)</script>"],
    ["bytes that are no UTF-8", "gICA"],
    ["more than fits", "a".repeat(MAX_LENGTH + 1)],
  ])("%s", (_, link) => {
    expect(decodeScenario(link)).toEqual({ path: "", message: expect.stringMatching(/^The link/) });
  });
});

test("what is longer than a URL may be is not read at all", () => {
  expect(decodeScenario("a".repeat(MAX_LENGTH + 1))).toMatchObject({
    message: expect.stringContaining("at most 8192"),
  });
});

test("never throws, whatever stands in the link", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.base64String(),
        fc.json().map((json) => encodeJson(JSON.parse(json.replaceAll(/[^\x20-\x7e]/g, "") || "0"))),
      ),
      (link) => {
        const decoded = decodeScenario(link);
        if (isDecodeError(decoded)) expect(decoded.message).not.toBe("");
        else expect(decodeScenario(encodeScenario(decoded))).toEqual(decoded);
      },
    ),
    { seed, numRuns: 500 },
  );
});

test("a damaged link is told or is another scenario", () => {
  const link = encodeScenario({
    ...PLAIN,
    server: DEFAULT_POLICY,
    page: { ...DEFAULT_PAGE, method: "PUT", again: [1] },
  });
  fc.assert(
    fc.property(fc.nat(link.length - 1), fc.constantFrom(..."aZ0-_=%"), (at, char) => {
      const decoded = decodeScenario(link.slice(0, at) + char + link.slice(at + 1));
      expect(isDecodeError(decoded) || decoded.server !== undefined).toBe(true);
    }),
    { seed, numRuns: 300 },
  );
});
