import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { compileMatcher } from "../../../policy/match.ts";
import { patternFault } from "../../../policy/pattern-fault.ts";
import { readOriginRegExp } from "./origin-regexp.ts";

/** Expressions as they stand in people's sources: what was meant, and why strangers get in. */
const CASES: readonly (readonly [expression: RegExp, patterns: readonly string[], whys: readonly string[]])[] = [
  [/^https:\/\/app\.example\.com$/, ["https://app.example.com"], []],
  [/^https?:\/\/app\.example\.com$/, ["http://app.example.com", "https://app.example.com"], []],
  [/^https:\/\/.*\.example\.com$/, ["https://*.example.com"], []],
  [/^https:\/\/.+\.example\.com$/, ["https://*.example.com"], []],
  [/^https:\/\/(.*\.)?example\.com$/, ["https://example.com", "https://*.example.com"], []],
  [/^https:\/\/(?:[a-z0-9-]+\.)*example\.com$/, ["https://example.com", "https://*.example.com"], []],
  [/^https:\/\/([\w-]+\.)+example\.com$/, ["https://*.example.com"], []],
  [/^https:\/\/[^.]+\.example\.com$/, ["https://*.example.com"], []],
  [/^https:\/\/[a-z0-9-]{1,63}\.example\.com$/, ["https://*.example.com"], []],
  [/^http:\/\/localhost(:\d+)?$/, ["http://localhost:*"], []],
  [/^http:\/\/localhost:[0-9]+$/, ["http://localhost:*"], []],
  [/^http:\/\/localhost:3000$/, ["http://localhost:3000"], []],
  [/^https:\/\/(app|www)\.example\.com$/, ["https://app.example.com", "https://www.example.com"], []],
  [/^https:\/\/[a-z0-9-]+--app\.netlify\.app$/, ["https://*--app.netlify.app"], []],
  [/^https:\/\/.*--app\.netlify\.app$/, ["https://*--app.netlify.app"], []],
  [/^https:\/\/a\.com$|^https:\/\/b\.com$/, ["https://a.com", "https://b.com"], []],
  [/https:\/\/example\.com$/, ["https://example.com"], []],
  [/^https:\/\/app.example.com$/, ["https://app.example.com"], ["dot"]],
  [/^https:\/\/app\.example\.com/, ["https://app.example.com"], ["no-end"]],
  [/^https:\/\/.*\.example\.com.*$/, ["https://*.example.com"], ["no-end"]],
  [/^https:\/\/.*example\.com$/, ["https://example.com", "https://*.example.com"], ["no-dot"]],
  [/^https:\/\/.*.example\.com$/, ["https://*.example.com"], ["dot"]],
  [/example\.com$/, ["https://example.com"], ["no-start", "http"]],
  [/\.example\.com$/, ["https://*.example.com"], ["http"]],
  [/^.*\.example\.com$/, ["https://*.example.com"], ["http"]],
  [/example.com/, ["https://example.com"], ["no-start", "http", "no-end", "dot"]],
];

describe.each(CASES)("%s", (expression, patterns, whys) => {
  const read = readOriginRegExp(expression.source);
  test("is understood", () => {
    expect(read?.patterns).toEqual(patterns);
    expect(read?.intruders.map(({ why }) => why)).toEqual(whys);
    for (const pattern of patterns) expect(patternFault(pattern)).toBeUndefined();
  });
  test("the expression lets its intruders in, the patterns do not", () => {
    const matches = compileMatcher(patterns);
    for (const { origin } of read?.intruders ?? []) {
      expect([origin, expression.test(origin), matches(origin)]).toEqual([origin, true, false]);
    }
  });
});

test.each([
  ["^example\\.com$"],
  ["^https:\\/\\/app-[a-z]+\\.example\\.com$"],
  ["^https:\\/\\/(?!evil).*\\.example\\.com$"],
  ["^(a+)+$"],
  ["^https:\\/\\/([a-z]+\\.){2}example\\.com$"],
  ["^https:\\/\\/\\d+\\.example\\.com$"],
  [".*"],
  ["^ftp:\\/\\/a\\.com$"],
  [""],
  ["("],
  ["[a"],
  ["a\\"],
])("%s is not taken for more than it is", (source) => expect(readOriginRegExp(source)).toBeUndefined());

const stars = [
  ".*\\.",
  ".+\\.",
  "(.*\\.)?",
  "[^.]+\\.",
  "[a-z0-9-]+\\.",
  "\\w+\\.",
  "(?:[a-z]+\\.)+",
  ".*",
  ".+",
  "[a-z-]+--",
];
const hosts = [
  "app\\.example\\.com",
  "example\\.com",
  "(a|b)\\.com",
  "example.com",
  "x--app\\.example\\.com",
  "com",
  "\\.com",
];
const pieces = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("^", "^", "^", ""),
      fc.constantFrom("https:\\/\\/", "https?:\\/\\/", "https?:\\/\\/", "http:\\/\\/", ""),
      fc.constantFrom("", "", ...stars),
      fc.constantFrom(...hosts),
      fc.constantFrom("", "", "(:\\d+)?", ":\\d+", ":8080"),
      fc.constantFrom("$", "$", "$", "", ".*$"),
    )
    .map((parts) => [...parts]),
  fc.array(fc.constantFrom("^", "$", "|", "--", "-x", ".", "a", "https:\\/\\/", ...stars, ...hosts), { maxLength: 9 }),
);
const label = fc.constantFrom(
  "app",
  "example",
  "com",
  "a",
  "b",
  "x",
  "aa",
  "evil",
  "x--app",
  "a-x",
  "appxexample",
  "exa",
);
const origin = fc
  .tuple(
    fc.constantFrom("https", "http"),
    fc.array(label, { minLength: 1, maxLength: 4 }),
    fc.constantFrom("", ":8080"),
  )
  .map(([scheme, labels, port]) => `${scheme}://${labels.join(".")}${port}`);

test("what is read as exact is what the expression does, on any origin; and patterns never cover more unsaid", () => {
  let exact = 0;
  fc.assert(
    fc.property(pieces, fc.array(origin, { minLength: 30, maxLength: 30 }), (parts, origins) => {
      const source = parts.join("");
      const read = readOriginRegExp(source);
      if (read === undefined) return;
      const expression = new RegExp(source);
      const matches = compileMatcher(read.patterns);
      for (const intruder of read.intruders) {
        if (!expression.test(intruder.origin))
          throw new Error(`${source} does not match ${intruder.why} ${intruder.origin}`);
      }
      const isExact = read.intruders.length === 0 && !read.isWider && !read.isShallower && !read.needsPort;
      if (isExact) exact++;
      for (const one of origins) {
        const [was, is] = [expression.test(one), matches(one)];
        if (isExact && was !== is) throw new Error(`${source} ${one}: ${was}, as ${read.patterns.join(" ")} ${is}`);
        if (is && !was && !read.isWider && !read.needsPort)
          throw new Error(`${source} does not match ${one}: ${read.patterns.join(" ")}`);
      }
    }),
    { numRuns: 5000, seed: inject("seed") },
  );
  expect(exact).toBeGreaterThan(50);
});
