import { describe, expect, test } from "vitest";
import { EXAMPLES } from "../../gallery.ts";
import { predict } from "../../predict.ts";
import { layOut } from "./layout.ts";
import { tell, type Step } from "./story.ts";

const stories = await Promise.all(
  EXAMPLES.map(async ({ id, scenario }) => {
    const { visits } = await predict(scenario, "standard");
    const hasCache = scenario.server.cache.kind !== "none";
    return { id, visits, hasCache, steps: tell("fetch", scenario.page.headers, visits) };
  }),
);

const messages = (steps: readonly Step[], far: readonly string[]): number =>
  steps.filter((step) => step.kind === "message" && far.includes(step.from)).length;

describe.each(stories)("the story of $id", ({ visits, steps }) => {
  test("has an arrow for each request, each answer and each end", () => {
    const exchanges = visits.flatMap(({ outcome }) => outcome.exchanges);
    expect(messages(steps, ["page"])).toBe(visits.length);
    expect(messages(steps, ["server", "cache"])).toBe(exchanges.filter(({ response }) => response !== null).length);
    expect(messages(steps, ["browser"])).toBe(exchanges.length + visits.length);
  });

  test("shows one fault for each visit that fails, and none where all is well", () => {
    const failures = visits.filter(({ outcome }) => outcome.failure !== null).length;
    const shown = steps.filter(
      (step) => (step.kind === "check" && step.verdict === "fails") || (step.kind === "note" && step.tone === "bad"),
    );
    // Redirects that browsers refuse are faults of no answer: their end alone is red.
    expect(shown.length).toBeLessThanOrEqual(failures);
    expect(steps.filter((step) => step.kind === "message" && step.to === "page" && step.tone === "bad")).toHaveLength(
      failures,
    );
  });
});

describe.each([300, 328, 480, 640, 1200])("the drawing, %i pixels wide", (width) => {
  test.each(stories)("of $id: every text is between the lanes, and below the one before", ({ steps, hasCache }) => {
    const { marks, right, left, fontSize, height, lanes } = layOut(steps, width, hasCache);
    expect(lanes.map(({ lane }) => lane).includes("cache")).toBe(hasCache);
    for (const { x } of lanes) expect(x).toBeLessThan(width);
    // The lane after the browser's, the third: no text crosses it.
    expect(right).toBeLessThan(lanes[2]?.x ?? 0);
    let last = 0;
    for (const mark of marks) {
      if (mark.kind !== "text") continue;
      const length = mark.spans.reduce((sum, { text }) => sum + text.length, 0);
      expect(mark.x).toBeGreaterThanOrEqual(left);
      // The lines after the first stand a little to the right, and are two characters shorter for it.
      expect(mark.x + length * fontSize * 0.61).toBeLessThanOrEqual(right + 4);
      expect(mark.y).toBeGreaterThan(last);
      last = mark.y;
    }
    expect(height).toBeGreaterThan(last);
  });
});

test.each([
  ["preflight-cache", "Does not ask again"],
  ["redirect-to-another-origin", "Follows the redirect."],
  ["json-post", "Asks first: the header content-type"],
  ["upload-listener", "Asks first: an upload listener or a stream"],
  ["cookie-samesite", "Keeps back the cookie session: "],
])("%s says %s", (id, words) => {
  const steps = stories.find((story) => story.id === id)?.steps ?? [];
  expect(steps.filter((step) => step.kind === "note" && step.text.startsWith(words))).not.toEqual([]);
});

test("the byte at which a header leaves what would have passed is marked", async () => {
  const scenario = EXAMPLES.find(({ id }) => id === "trailing-slash")?.scenario;
  if (scenario === undefined) throw new Error("there is no such example");
  const { visits } = await predict(scenario, "standard");
  const { marks } = layOut(tell("fetch", [], visits), 640, false);
  const spans = marks.flatMap((mark) => (mark.kind === "text" ? mark.spans : []));
  expect(spans.filter(({ className }) => className === "differs").map(({ text }) => text)).toEqual(["/"]);
});
