import { describe, expect, test } from "vitest";
import type { Engine } from "../../src/browser/index.ts";
import { decodeScenario, encodeScenario } from "./codec.ts";
import { EXAMPLES } from "./gallery.ts";
import { predict } from "./predict.ts";

const ENGINES = ["standard", "chromium", "firefox", "webkit"] as const;

/** What comes of an example: of several visits the first failure, else the last verdict; and what the requests were. */
async function courseOf(
  id: string,
  engine: Engine,
): Promise<{ result: string; requests: string; readable: readonly string[]; cookies: readonly string[] }> {
  const example = EXAMPLES.find((one) => one.id === id);
  if (example === undefined) throw new Error(`there is no ${id}`);
  const { visits, fault } = await predict(example.scenario, engine);
  const outcomes = visits.map(({ outcome }) => outcome);
  const last = outcomes.at(-1);
  const failure = outcomes.find((one) => one.failure !== null)?.failure;
  return {
    result: fault?.issues[0]?.code ?? failure?.code ?? last?.verdict ?? "",
    requests: visits.map(({ received }) => received.map(({ method }) => method).join(" ")).join("; "),
    readable: visits.at(-1)?.readable ?? [],
    cookies: outcomes.flatMap(({ cookies }) => cookies.map(({ action }) => action)),
  };
}

test("there are at least 34, each under a name of its own", () => {
  expect(EXAMPLES.length).toBeGreaterThanOrEqual(34);
  expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length);
  expect(new Set(EXAMPLES.map(({ title }) => title)).size).toBe(EXAMPLES.length);
});

describe.each(EXAMPLES.map((example) => [example.id, example] as const))("%s", (id, example) => {
  test(`comes to ${example.outcome}`, async () => {
    expect((await courseOf(id, "standard")).result).toBe(example.outcome);
  });
  test("fits into a link, and has one sentence to learn", () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(decodeScenario(encodeScenario(example.scenario))).toEqual(example.scenario);
    expect(example.lesson).toMatch(/^[^.].*\.$/);
    expect(example.lesson.length).toBeLessThan(160);
  });
});

/** Where engines differ, which is what some examples are there for. */
const BY_ENGINE: Readonly<Record<string, Partial<Record<Engine, string>>>> = {
  "authorization-wildcard": { chromium: "readable", firefox: "readable", webkit: "readable" },
  "custom-user-agent": { chromium: "readable" },
  "local-network-access": { chromium: "LocalNetworkAccessPermissionDenied" },
  "upload-listener": { webkit: "PreflightInvalidStatus" },
};

test("engines differ where that is the point, and nowhere else", async () => {
  const differing: Record<string, Partial<Record<Engine, string>>> = {};
  for (const { id } of EXAMPLES) {
    const standard = await courseOf(id, "standard");
    for (const engine of ENGINES) {
      const { result } = await courseOf(id, engine);
      if (result !== standard.result) differing[id] = { ...differing[id], [engine]: result };
    }
  }
  expect(differing).toEqual(BY_ENGINE);
});

const ASKED = "OPTIONS PUT";
test.each<[id: string, engine: Engine, requests: string]>([
  ["preflight-cache", "standard", `${ASKED}; PUT; ${ASKED}`],
  ["max-age-zero", "chromium", `${ASKED}; ${ASKED}`],
  ["max-age-week", "standard", `${ASKED}; PUT; PUT; PUT; PUT`],
  ["max-age-week", "webkit", `${ASKED}; PUT; ${ASKED}; ${ASKED}; ${ASKED}`],
  ["max-age-week", "chromium", `${ASKED}; PUT; PUT; ${ASKED}; ${ASKED}`],
  ["max-age-week", "firefox", `${ASKED}; PUT; PUT; PUT; ${ASKED}`],
  ["patch-lower-case", "standard", "OPTIONS"],
  ["custom-user-agent", "chromium", "GET"],
  ["form-post", "standard", "POST"],
  ["redirect-loop", "standard", "GET ".repeat(21).trim()],
])("%s in %s sends %s", async (id, engine, requests) => {
  expect((await courseOf(id, engine)).requests).toBe(requests);
});

test.each<[id: string, engine: Engine, cookies: readonly string[]]>([
  ["cookies-without-credentials", "standard", []],
  ["cookies-with-credentials", "standard", ["sent"]],
  ["cookie-samesite", "standard", ["withheld"]],
  ["cookie-third-party", "chromium", ["sent"]],
  ["cookie-third-party", "firefox", ["withheld"]],
  ["cookie-third-party", "webkit", ["withheld"]],
])("%s in %s: cookies %j", async (id, engine, cookies) => {
  expect((await courseOf(id, engine)).cookies).toEqual(cookies);
});

test("exposed headers are read, others are not", async () => {
  expect((await courseOf("exposed-header", "standard")).readable).toEqual(["content-type", "retry-after"]);
  expect((await courseOf("expose-any", "standard")).readable).toContain("x-request-id");
});
