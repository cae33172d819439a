import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { CATALOGUE, openPage, type Engine, type FailureCode } from "../../src/browser/index.ts";
import { recognize } from "../../src/browser/recognize.ts";
import { printCurl } from "../../src/paste/print-curl.ts";
import { scenarioCausing, scenarioOf } from "./cause.ts";
import { DEFAULT_PAGE, DEFAULT_POLICY, DEFAULT_RAW } from "./defaults.ts";
import { EXAMPLES } from "./gallery.ts";
import { importPaste, type Imported } from "./import.ts";
import { predict } from "./predict.ts";
import type { Scenario } from "./scenario.ts";

const CURRENT: Scenario = { page: DEFAULT_PAGE, server: DEFAULT_RAW };
const CODES = Object.keys(CATALOGUE) as FailureCode[];

async function imported(text: string, current = CURRENT): Promise<Imported> {
  const result = await importPaste(text, current);
  if ("fix" in result) throw new Error(result.message);
  return result;
}

async function codeOf(scenario: Scenario, engine: Engine): Promise<string | undefined> {
  const { visits } = await predict(scenario, engine);
  return visits[0]?.outcome.failure?.code;
}

test.each(CODES)("%s has a scenario that causes it", async (code) => {
  expect(await codeOf(await scenarioCausing(code, "chromium"), "chromium")).toBe(code);
});

describe("a console's message becomes the scenario that causes it", () => {
  const failing = EXAMPLES.filter(({ outcome }) => outcome in CATALOGUE && outcome !== "InvalidRequest");
  test.each(failing.map(({ id, scenario }) => ({ id, scenario })))("$id in Chromium", async ({ scenario }) => {
    const { visits } = await predict(scenario, "chromium");
    const failure = visits.map(({ outcome }) => outcome.failure).find((one) => one !== null);
    const text = failure?.messages.chromium ?? "";
    const [message] = recognize(text);
    if (failure === undefined || message === undefined) return;
    const caused = await scenarioOf(message);
    expect(caused && (await codeOf(caused, "chromium"))).toBe(message.codes[0]);
    expect(message.codes).toContain(failure?.code);
  });

  test("with its URL, its origin and the value in question", async () => {
    const page = openPage({
      origin: "https://shop.example.net",
      engine: "chromium",
      server: () => new Response("", { headers: { "Access-Control-Allow-Origin": "https://other.example.net" } }),
    });
    const { failure } = await page.fetch("https://api.example.net/cart?x=1");
    const { scenario, kind, messages } = await imported(
      `Uncaught (in promise)\n${failure?.messages.chromium}\n  at x.js:1`,
    );
    expect(kind).toBe("message");
    expect(messages[0]?.codes[0]).toBe("AllowOriginMismatch");
    expect(scenario.page).toMatchObject({
      origin: "https://shop.example.net",
      url: "https://api.example.net/cart?x=1",
    });
    expect(JSON.stringify(scenario.server)).toContain("https://other.example.net");
  });

  test("where it is none of a request, it is explained", async () => {
    const result = await importPaste("Script error. TypeError: Failed to fetch", CURRENT);
    expect(result).toMatchObject({});
  });
});

describe("a paste", () => {
  test("of curl is the page's side", async () => {
    const text = printCurl({
      method: "PUT",
      url: "https://api.example.org/x",
      headers: [
        ["Origin", "https://app.example.org"],
        ["X-A", "1"],
      ],
      body: "hello",
    });
    const { scenario, kind } = await imported(text, { ...CURRENT, server: DEFAULT_POLICY });
    expect(kind).toBe("curl");
    expect(scenario.page).toMatchObject({
      origin: "https://app.example.org",
      url: "https://api.example.org/x",
      method: "PUT",
      body: { kind: "text", text: "hello" },
    });
    expect(scenario.page.headers).toContainEqual(["X-A", "1"]);
    expect(scenario.server).toEqual(DEFAULT_POLICY);
  });

  test("of fetch is the page's side, with its modes", async () => {
    const { scenario, kind } = await imported(
      'fetch("https://api.example.org/x", { method: "DELETE", credentials: "include", mode: "cors" })',
    );
    expect(kind).toBe("fetch");
    expect(scenario.page).toMatchObject({ method: "DELETE", credentials: "include", origin: DEFAULT_PAGE.origin });
  });

  test("of an answer is the server's side", async () => {
    const { scenario, kind } = await imported(
      "HTTP/1.1 403 Forbidden\nAccess-Control-Allow-Origin: *\nX-A: 1\nX-A: 2\n",
    );
    expect(kind).toBe("response");
    expect(scenario.server).toMatchObject({
      hops: [
        {
          preflight: { status: 200, headers: [] },
          actual: {
            status: 403,
            headers: [
              ["Access-Control-Allow-Origin", "*"],
              ["X-A", "1"],
              ["X-A", "2"],
            ],
          },
        },
      ],
    });
  });

  test("of a preflight's answer goes where it belongs", async () => {
    const { scenario } = await imported(
      "HTTP/2 204\naccess-control-allow-origin: *\naccess-control-allow-methods: PUT\n",
    );
    expect(scenario.server).toMatchObject({
      hops: [{ preflight: { status: 204 }, actual: { status: 200, headers: [] } }],
    });
  });

  test("of a config is a policy", async () => {
    const text = 'export default { allowOrigins: ["https://app.example.com"] };';
    const { scenario, kind } = await imported(text);
    expect(kind).toBe("config");
    expect(scenario.server).toMatchObject({ kind: "policy", config: text });
    expect((await predict(scenario, "standard")).visits[0]?.outcome.verdict).toBe("readable");
  });

  test.each([
    ["nothing", " "],
    ["prose", "why does it not work?"],
    ["half a config", "{ allowOrigins: ["],
    ["a function in a config", "{ allowOrigins: list() }"],
    ["more than fits", `fetch("https://a.example/${"a".repeat(5000)}")`],
  ])("of %s is told, with what to paste instead", async (_, text) => {
    expect(await importPaste(text, CURRENT)).toEqual({
      message: expect.stringMatching(/\w/),
      fix: expect.stringMatching(/\w/),
    });
  });

  test("never throws", async () => {
    const pieces = fc.constantFrom(
      "curl ",
      "fetch(",
      "'",
      '"',
      "HTTP/1.1 200",
      "\n",
      "{",
      "}",
      "Access-Control-Allow-Origin: ",
      "blocked by CORS policy",
      "https://a.example/",
      "-H",
      "\0",
      "cors(",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }), async (parts) => {
        const result = await importPaste(parts.join(" "), CURRENT);
        expect("fix" in result || result.scenario.page.url !== "").toBe(true);
      }),
      { seed: inject("seed"), numRuns: 300 },
    );
  });
});
