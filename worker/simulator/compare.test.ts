import { describe, expect, test } from "vitest";
import { compare, type Difference } from "./compare.ts";
import { DEFAULT_PAGE } from "./defaults.ts";
import { answer, ALLOW_APP, page, raw, simple } from "./gallery/build.ts";
import { engineOf } from "./engine-of.ts";
import type { Observation, ObservedVisit } from "./observe.ts";
import { predict, type Prediction } from "./predict.ts";

const SERVER = raw({
  preflight: answer(204, ALLOW_APP, "Access-Control-Allow-Headers: x-a"),
  actual: answer(200, ALLOW_APP, "Content-Type: text/plain", "Access-Control-Expose-Headers: X-B", "X-B: 1"),
});
const PREDICTED = await predict({ page: page({ headers: [["X-A", "1"]] }), server: SERVER }, "chromium");

/** An observation that is as predicted. */
function agreeing(prediction: Prediction): Observation {
  const visits = prediction.visits.map(({ status, readable, received }): ObservedVisit => ({
    seen: { verdict: "readable", status, readable },
    received,
  }));
  return { visits, leftOut: [] };
}

function differencesOf(change: (visit: ObservedVisit) => ObservedVisit): readonly Difference["what"][] {
  const { visits, leftOut } = agreeing(PREDICTED);
  return compare(PREDICTED, { visits: visits.map(change), leftOut }).map(({ what }) => what);
}

test("what is as predicted has no differences", () => {
  expect(compare(PREDICTED, agreeing(PREDICTED))).toEqual([]);
});

test.each<[what: string, change: (visit: ObservedVisit) => ObservedVisit, differs: readonly string[]]>([
  ["another verdict", (visit) => ({ ...visit, seen: { ...visit.seen, verdict: "blocked" } }), ["verdict"]],
  ["another status", (visit) => ({ ...visit, seen: { ...visit.seen, status: 500 } }), ["status"]],
  [
    "a header less",
    (visit) => ({ ...visit, seen: { ...visit.seen, readable: ["content-type"] } }),
    ["readable headers"],
  ],
  ["no preflight request", (visit) => ({ ...visit, received: visit.received.slice(1) }), ["requests"]],
  [
    "another origin",
    ({ seen, received }) => ({ seen, received: received.map((one) => ({ ...one, origin: "null" })) }),
    ["requests"],
  ],
  [
    "a cookie",
    ({ seen, received }) => ({ seen, received: received.map((one) => ({ ...one, cookies: ["demo"] })) }),
    ["requests"],
  ],
  [
    "a lost header",
    ({ seen, received }) => ({ seen, received: received.map((one) => ({ ...one, headers: [] })) }),
    ["requests"],
  ],
  [
    "the platform's own header",
    (visit) => ({ ...visit, seen: { ...visit.seen, readable: [...visit.seen.readable, "date"] } }),
    [],
  ],
  [
    "a stranger's cookie",
    ({ seen, received }) => ({ seen, received: received.map((one) => ({ ...one, cookies: ["sid"] })) }),
    [],
  ],
])("%s", (_, change, differs) => {
  expect(differencesOf(change)).toEqual(differs);
});

test("repeats that were left out are not compared", async () => {
  const twice = await predict(
    { page: { ...DEFAULT_PAGE, again: [900] }, server: raw(simple(answer(200))) },
    "standard",
  );
  const [first] = twice.visits;
  const seen = { verdict: "blocked", status: null, readable: [] } as const;
  expect(compare(twice, { visits: [{ seen, received: first?.received ?? [] }], leftOut: ["…"] })).toEqual([]);
});

describe("whose browser it is", () => {
  test.each([
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36",
      "chromium",
    ],
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/153.0.0.0 Safari/537.36",
      "chromium",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", "firefox"],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
      "webkit",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/153.0 Mobile Safari/604.1",
      "webkit",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/153.0 Mobile Safari/604.1",
      "webkit",
    ],
    ["Lynx/2.9", "standard"],
  ])("%s: %s", (userAgent, engine) => {
    expect(engineOf({ userAgent })).toBe(engine);
  });
});
