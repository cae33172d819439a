import { describe, expect, test } from "vitest";
import type { Failure } from "../../src/browser/index.ts";
import { decodeScenario, encodeScenario } from "./codec.ts";
import { DEFAULT_PAGE, DEFAULT_POLICY } from "./defaults.ts";
import { applyFix } from "./fix.ts";
import { EXAMPLES } from "./gallery.ts";
import { answer, raw } from "./gallery/build.ts";
import { predict } from "./predict.ts";
import type { PageSide, Scenario } from "./scenario.ts";

const MOST_STEPS = 4;

async function failureOf(scenario: Scenario): Promise<Failure | undefined> {
  const { visits } = await predict(scenario, "standard");
  return visits.map(({ outcome }) => outcome.failure).find((failure) => failure !== null);
}

/** Applies fixes until nothing fails, or nothing can be mended. */
async function mend(scenario: Scenario): Promise<{ scenario: Scenario; steps: number; failure: Failure | undefined }> {
  let mended = scenario;
  for (let steps = 0; ; steps++) {
    const failure = await failureOf(mended);
    const next = failure === undefined ? null : await applyFix(mended, failure);
    if (next === null || steps > MOST_STEPS) return { scenario: mended, steps, failure };
    mended = next;
  }
}

/** Where it is not the server that is at fault. */
const NOT_MENDABLE: Readonly<Record<string, string>> = {
  "null-origin": "AllowOriginMismatch",
  "same-origin-mode": "DisallowedByMode",
  "get-with-body": "InvalidRequest",
  "patch-lower-case": "MethodDisallowedByPreflightResponse",
  "response-header-on-request": "HeaderDisallowedByPreflightResponse",
  "mixed-content": "MixedContent",
  "server-down": "NetworkFailure",
};

const failing = EXAMPLES.filter(({ outcome }) => /^[A-Z]/.test(outcome));

describe.each(failing.map(({ id, scenario }) => ({ id, scenario })))("$id", ({ id, scenario }) => {
  test("is mended in a few steps, or known not to be", async () => {
    const mended = await mend(scenario);
    expect(mended.steps).toBeLessThanOrEqual(MOST_STEPS);
    expect(mended.failure?.code).toBe(NOT_MENDABLE[id]);
    expect(mended.scenario.page).toEqual(scenario.page);
    expect(decodeScenario(encodeScenario(mended.scenario))).toEqual(mended.scenario);
  });

  test("is not opened to strangers", async () => {
    const { scenario: mended } = await mend(scenario);
    const text = JSON.stringify(mended);
    const isPublic = JSON.stringify(scenario.server).includes('["Access-Control-Allow-Origin","*"]');
    for (const origin of ["https://evil.example", "null", "https://app.example.com.evil.example"]) {
      const page: PageSide = { ...mended.page, origin };
      const { visits } = await predict({ ...mended, page }, "standard");
      const isRead = visits.some(({ outcome }) => outcome.verdict === "readable");
      if (!isPublic) expect([origin, isRead]).toEqual([origin, false]);
    }
    expect(text).not.toContain('"Access-Control-Allow-Origin","null"');
  });
});

test("a method in lower case is the page's to mend", async () => {
  const preflight = answer(
    204,
    "Access-Control-Allow-Origin: https://app.example.com",
    "Access-Control-Allow-Methods: PATCH",
  );
  const scenario = { page: { ...DEFAULT_PAGE, method: "patch" }, server: raw({ preflight, actual: answer(200) }) };
  const failure = await failureOf(scenario);
  expect(failure?.code).toBe("MethodDisallowedByPreflightResponse");
  expect(failure && (await applyFix(scenario, failure))).toBeNull();
});

test("a list keeps its members, once each", async () => {
  const preflight = answer(
    204,
    "Access-Control-Allow-Headers: X-A",
    "Vary: origin, Origin",
    "Access-Control-Allow-Headers: X-B",
  );
  const server = raw({ preflight, actual: answer(200) });
  const page = { ...DEFAULT_PAGE, headers: [["X-C", "1"]] as const };
  const first = await applyFix({ page, server }, { code: "PreflightMissingAllowOriginHeader", detail: null });
  const second = first && (await applyFix(first, { code: "HeaderDisallowedByPreflightResponse", detail: "x-c" }));
  expect(second?.server).toMatchObject({
    hops: [
      {
        preflight: {
          headers: [
            ["Access-Control-Allow-Origin", "https://app.example.com"],
            ["Vary", "origin, Origin"],
            ["Access-Control-Allow-Headers", "X-A, X-B, x-c"],
          ],
        },
      },
    ],
  });
});

describe("a policy's config", () => {
  const fix = (
    config: string,
    page: Partial<PageSide>,
  ): Promise<{ scenario: Scenario; failure: Failure | undefined }> =>
    mend({ page: { ...DEFAULT_PAGE, ...page }, server: { ...DEFAULT_POLICY, config } });

  test.each<[what: string, config: string, page: Partial<PageSide>, mended: string]>([
    [
      "gets the page's origin",
      '{ allowOrigins: ["https://www.example.com"] }',
      {},
      '{\n  allowOrigins: ["https://www.example.com", "https://app.example.com"],\n}',
    ],
    [
      "gets a header's name beside the usual ones",
      '{ allowOrigins: ["https://app.example.com"] }',
      { headers: [["X-Trace", "1"]] },
      '{\n  allowOrigins: ["https://app.example.com"],\n  allowHeaders: ["Authorization", "Content-Type", "x-trace"],\n}',
    ],
    [
      "gets a method",
      '{ allowOrigins: ["https://app.example.com"], allowMethods: ["GET"] }',
      { method: "PUT" },
      '{\n  allowOrigins: ["https://app.example.com"],\n  allowMethods: ["GET", "PUT"],\n}',
    ],
    [
      "allows credentials to the page alone",
      '{ allowOrigins: "*" }',
      { credentials: "include" },
      '{\n  allowOrigins: ["https://app.example.com"],\n  allowCredentials: true,\n}',
    ],
    [
      "sets the headers itself",
      '{ allowOrigins: ["https://app.example.com"], owner: "gateway" }',
      {},
      '{\n  allowOrigins: ["https://app.example.com"],\n  owner: "kit",\n}',
    ],
  ])("%s", async (_, config, page, wanted) => {
    const { scenario, failure } = await fix(config, page);
    expect(failure).toBeUndefined();
    expect(scenario.server).toMatchObject({ config: wanted });
  });

  test("that would be refused is not made", async () => {
    const config = '{ allowOrigins: ["https://www.example.com"], allowCredentials: true }';
    const { failure, scenario } = await fix(config, { origin: "http://app.example.com", credentials: "include" });
    expect(failure?.code).toBe("AllowOriginMismatch");
    expect(scenario.server).toMatchObject({ config });
  });

  test("of a sandboxed page is left alone", async () => {
    const { failure } = await fix('{ allowOrigins: ["https://www.example.com"] }', { origin: "null" });
    expect(failure?.code).toBe("AllowOriginMismatch");
  });
});
