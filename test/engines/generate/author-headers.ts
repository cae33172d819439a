import type { Header } from "../scenario.ts";
import {
  CLIENT_HINTS,
  CONTENT_TYPES,
  FORBIDDEN,
  HINT_VALUES,
  LANGUAGES,
  NO_HEADERS,
  ORDINARY,
  OVERRIDES,
  OVERRIDE_VALUES,
  RANGES,
  SAFE_ODDITIES,
  UNSAFE_BYTES,
} from "./author-values.ts";
import type { Random } from "./random.ts";

function anyCase(random: Random, name: string): string {
  return random.weighted([
    [6, name],
    [3, name.toLowerCase()],
    [1, name.toUpperCase()],
  ]);
}

/** At and around the 128 bytes that a safelisted value may have. */
function long(random: Random): string {
  return "a".repeat(random.pick([127, 128, 129, 130, 200]));
}

function spiced(random: Random): string {
  return `a${random.pick(random.chance(50) ? UNSAFE_BYTES : SAFE_ODDITIES)}b`;
}

/** Safelisted one by one, and at or around 1024 bytes in all. */
function many(random: Random): readonly Header[] {
  const total = random.pick([1000, 1023, 1024, 1025, 1100]);
  const each = random.pick([100, 128]);
  const names = random.pick([["Accept"], ["Accept-Language"], ["Accept", "Accept-Language", "Content-Language"]]);
  const lines: Header[] = [];
  for (let left = total; left > 0; left -= each) {
    lines.push([names[lines.length % names.length] ?? "Accept", "a".repeat(Math.min(each, left))]);
  }
  return lines;
}

const DRAWS: readonly (readonly [weight: number, draw: (random: Random) => readonly Header[]])[] = [
  [14, (random) => [[anyCase(random, random.pick(ORDINARY)), "1"]]],
  [10, (random) => [[anyCase(random, "Content-Type"), random.pick(CONTENT_TYPES)]]],
  [8, (random) => [[anyCase(random, "Authorization"), random.pick(["Bearer x", "Basic eDp5", "x"])]]],
  [
    6,
    (random) => [
      [
        anyCase(random, "Accept"),
        random.weighted([
          [2, "text/html"],
          [2, spiced(random)],
          [1, long(random)],
        ]),
      ],
    ],
  ],
  [
    4,
    (random) => [
      [
        random.pick(["Accept-Language", "Content-Language"]),
        random.weighted([
          [4, random.pick(LANGUAGES)],
          [1, long(random)],
        ]),
      ],
    ],
  ],
  [4, (random) => [[anyCase(random, "Range"), random.pick(RANGES)]]],
  [3, (random) => [[anyCase(random, random.pick(CLIENT_HINTS)), random.pick(HINT_VALUES)]]],
  [2, () => [["User-Agent", "corskit"]]],
  [3, (random) => [[anyCase(random, random.pick(FORBIDDEN)), "1"]]],
  [1, (random) => [[random.pick(OVERRIDES), random.pick(OVERRIDE_VALUES)]]],
  [1, many],
  [
    1,
    (random) => [
      ["Accept", "a".repeat(random.pick([60, 64, 100]))],
      ["Accept", "a".repeat(random.pick([63, 64, 100]))],
    ],
  ],
  [
    1,
    () => [
      ["X-Custom", "1"],
      ["x-custom", "2"],
    ],
  ],
  [
    1,
    (random) => [
      ["Content-Type", random.pick(CONTENT_TYPES)],
      ["Content-Type", random.pick(CONTENT_TYPES)],
    ],
  ],
  [1, (random) => [["X-Custom", random.pick(["", " padded ", "\ttab", "caf\xe9", "x".repeat(300)])]]],
];

/** One author's header, in one or several lines. */
export function drawAuthorHeader(random: Random): readonly Header[] {
  if (random.below(200) === 0) return [random.pick(NO_HEADERS)];
  return random.weighted(DRAWS)(random);
}

export function drawAuthorHeaders(random: Random): readonly Header[] {
  const count = random.weighted([
    [40, 0],
    [30, 1],
    [20, 2],
    [7, 3],
    [3, 5],
  ]);
  return Array.from({ length: count }, () => drawAuthorHeader(random)).flat();
}
