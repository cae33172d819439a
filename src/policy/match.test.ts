import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileMatcher } from "./match.ts";
import { patternParts } from "./origin.ts";

const CASES: readonly (readonly [pattern: string, allowed: readonly string[], denied: readonly string[]])[] = [
  [
    "https://app.example.com",
    ["https://app.example.com"],
    ["http://app.example.com", "https://app.example.com:8443", "https://example.com", "https://x.app.example.com"],
  ],
  [
    "https://*.example.com",
    ["https://a.example.com", "https://a.b.c.example.com", "https://a_b.example.com", "https://xn--a.example.com"],
    [
      "https://example.com",
      "http://a.example.com",
      "https://a.example.com:8443",
      "https://.example.com",
      "https://a..example.com",
    ],
  ],
  [
    "http://localhost:*",
    ["http://localhost", "http://localhost:1", "http://localhost:65535"],
    [
      "https://localhost",
      "http://a.localhost",
      "http://localhost:0",
      "http://localhost:80",
      "http://localhost:65536",
      "http://localhost:",
    ],
  ],
  [
    "https://*.example.com:*",
    ["https://a.example.com", "https://a.b.example.com:444"],
    ["https://example.com:444", "https://a.example.com:443", "https://a.example.com:0444"],
  ],
  [
    "https://*.example.com:8443",
    ["https://a.example.com:8443"],
    ["https://a.example.com", "https://a.example.com:8444"],
  ],
  [
    "https://*--app.netlify.app",
    ["https://x--app.netlify.app", "https://deploy-preview-7--app.netlify.app"],
    [
      "https://--app.netlify.app",
      "https://a.x--app.netlify.app",
      "https://app.netlify.app",
      "https://x--app.netlify.app.evil.com",
    ],
  ],
  ["http://[::1]:*", ["http://[::1]", "http://[::1]:8080"], ["http://[::2]", "https://[::1]", "http://[::1]:80"]],
  ["capacitor://localhost", ["capacitor://localhost"], ["http://localhost", "ionic://localhost"]],
];

describe.each(CASES)("%s", (pattern, allowed, denied) => {
  const matches = compileMatcher([pattern]);
  test.each(allowed)("covers %s", (origin) => {
    expect(matches(origin)).toBe(true);
  });
  test.each(denied)("does not cover %s", (origin) => {
    expect(matches(origin)).toBe(false);
  });
});

test("patterns do not get in each other's way", () => {
  const all = compileMatcher(CASES.map(([pattern]) => pattern));
  for (const origin of CASES.flatMap(([, allowed]) => allowed)) expect(all(origin), origin).toBe(true);
});

/** The same, said as simply as can be: one anchored regular expression a pattern. */
function naive(patterns: readonly string[]): (origin: string) => boolean {
  const tests = patterns.map((pattern) => {
    const source = pattern
      .replace(/[.[\]]/g, String.raw`\$&`)
      .replace(/:\*$/, "(:[1-9][0-9]{0,4})?")
      .replace(String.raw`://*\.`, String.raw`://([a-z0-9_-]+\.)+`)
      .replace("://*", "://[a-z0-9_-]+");
    return new RegExp(`^${source}$`);
  });
  return (origin) => {
    const port = Number(/:([0-9]+)$/.exec(origin)?.[1] ?? 1);
    const spelled = /^https:.*[^:]:443$|^http:.*[^:]:80$/.test(origin);
    return tests.some((one) => one.test(origin)) && port <= 65535 && !(spelled && !patterns.includes(origin));
  };
}

const label = fc.constantFrom("a", "b", "app", "x--app", "--app", "p-app", "a_b", "xn--a", "example", "");
const scheme = fc.constantFrom("https", "http", "capacitor");
const port = fc.constantFrom("", ":1", ":80", ":443", ":8443", ":65535", ":65536", ":0", ":08");
const host = fc
  .tuple(
    fc.array(label, { minLength: 0, maxLength: 5 }),
    fc.constantFrom("com", "example.com", "localhost", "app.co", "com."),
  )
  .map(([labels, end]) => [...labels, end].join("."));
const origin = fc.tuple(scheme, host, port).map(([s, h, p]) => `${s}://${h}${p}`);
const pattern = fc
  .tuple(scheme, fc.constantFrom("", "*.", "*", "*--app.", "*-app."), host, fc.oneof(port, fc.constant(":*")))
  .map(([s, star, h, p]) => `${s}://${star}${h}${p}`);

test("the matcher agrees with a naive one on any patterns and origins", async () => {
  const { patternFault } = await import("./pattern-fault.ts");
  fc.assert(
    fc.property(
      fc.array(pattern, { maxLength: 12 }),
      fc.array(origin, { minLength: 1, maxLength: 12 }),
      (drawn, origins) => {
        const patterns = drawn.filter((one) => patternFault(one) === undefined);
        const [fast, slow] = [compileMatcher(patterns), naive(patterns)];
        // Such as only just are covered, or only just are not.
        const near = patterns.slice(0, 2).flatMap((one) =>
          ["x", "a.b", ""].flatMap((start) => {
            const filled = one.replace("://*", `://${start}`);
            return [filled.replace(/:\*$/, ""), filled.replace(/:\*$/, ":8080")];
          }),
        );
        for (const one of [...origins, ...patterns, ...near]) {
          if (fast(one) !== slow(one))
            throw new Error(`${one} of ${patterns.join(" ")}: ${fast(one)}, not ${slow(one)}`);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test("a hundred thousand patterns are told apart", () => {
  const exact = Array.from({ length: 50_000 }, (_, i) => `https://t${i}.example.com`);
  const wild = Array.from({ length: 50_000 }, (_, i) => `https://*.t${i}.example.org`);
  const matches = compileMatcher([...exact, ...wild]);
  expect(matches("https://t49999.example.com")).toBe(true);
  expect(matches("https://a.t49999.example.org")).toBe(true);
  expect(matches("https://t49999.example.org")).toBe(false);
  expect(matches("https://a.t50000.example.org")).toBe(false);
});

test("an origin of 512 characters is looked up, as the longest pattern that there may be", () => {
  const longest = `https://${"a.".repeat(252)}`.slice(0, 511) + "a";
  expect(longest).toHaveLength(512);
  expect(patternParts(longest)).toBeDefined();
  expect(compileMatcher([longest])(longest)).toBe(true);
  expect(patternParts(`${longest}a`)).toBeUndefined();
});
