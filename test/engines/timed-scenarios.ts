import { chain, STEP } from "./fixed.ts";
import type { Header, Scenario, Step } from "./scenario.ts";

// How long things are kept. Engines go by clocks of their own that nobody can put forward, so there is no way around
// waiting; but all wait at once, and so for as long as the longest.

/** Lines of Access-Control-Max-Age, and after how many milliseconds the same is asked again. */
const AGES: readonly (readonly [lines: readonly string[], ...pauses: number[]])[] = [
  [["1"], 300, 2_000],
  [["2"], 1_000, 3_000],
  [[], 3_500, 6_000],
  [["x"], 1_000, 3_500, 6_000],
  [["3", "3"], 1_000, 4_000, 6_000],
  [["-1"], 300, 3_500, 6_000],
  [["0"], 300],
  [["600"], 6_000],
];

/** A preflight and the same once more: it shows in the requests whether the answer is still there. */
function asked(lines: readonly string[]): Step {
  const [hop] = chain(["api"]);
  const headers: readonly Header[] = [
    ...hop.preflight.headers,
    ["Access-Control-Allow-Methods", "PUT"],
    ...lines.map((line): Header => ["Access-Control-Max-Age", line]),
  ];
  return { ...STEP, method: "PUT", hops: [{ ...hop, preflight: { status: 204, headers } }] };
}

const PREFLIGHTS: readonly (readonly Step[])[] = AGES.flatMap(([lines, ...pauses]) =>
  pauses.map((pause) => [asked(lines), { ...asked(lines), pause }]),
);

/** An upload listener's preflight, and another when nothing is left of what the first one granted. */
const uploaded: Step = { ...asked(["1"]), via: "xhr", uploadListener: true, method: "POST", body: "text" };
const UPLOADS: readonly Step[] = [uploaded, { ...uploaded, pause: 2_000 }];

const COOKIES: readonly Header[] = [
  ["Set-Cookie", "short=1; Max-Age=1"],
  ["Set-Cookie", "long=1; Max-Age=60"],
];
const COOKIE_STEPS: readonly (readonly Step[])[] = [300, 2_500].map((pause) => [
  { ...STEP, hops: chain(["app"], 0, COOKIES) },
  { ...STEP, hops: chain(["app"]), pause },
]);

export const TIMED_SCENARIOS: readonly Scenario[] = [...PREFLIGHTS, UPLOADS, ...COOKIE_STEPS].map((steps, index) => ({
  id: `timed.${index}`,
  steps,
}));
