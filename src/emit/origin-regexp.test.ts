import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { compileMatcher } from "../policy/match.ts";
import { originParts } from "../policy/origin.ts";
import { originRegExp, patternOf, OWN_PAGES } from "./origin-regexp.ts";

const PATTERNS = [
  "null",
  "https://app.example.com",
  "https://*.example.com",
  "https://*.example.com:8443",
  "https://*.example.com.",
  "http://*.example.com:*",
  "https://*.example.com:*",
  "http://localhost:*",
  "https://localhost:*",
  "capacitor://localhost:*",
  "http://[::1]:*",
  "http://[::1]:8080",
  "https://*--app.netlify.app",
  "https://*--app.netlify.app:*",
  "https://*app.netlify.app",
  "chrome-extension://abcdefghijklmnop",
  "a+b.c://localhost",
];

/** Origins that fit some pattern, or nearly. */
const origins = fc
  .tuple(
    fc.constantFrom(
      "https://",
      "http://",
      "capacitor://",
      "a+b.c://",
      "aab.c://",
      "chrome-extension://",
      "HTTPS://",
      "",
    ),
    fc.constantFrom("", "a.", "a.b.", "a_1-.", "A.", ".", "a..", "é.", "a", "pr-7--", "-", "a.b--", "a\n."),
    fc.constantFrom(
      "example.com",
      "example.com.",
      "exampleXcom",
      "localhost",
      "[::1]",
      "[::G]",
      "app.netlify.app",
      "--app.netlify.app",
      "app.example.com",
      "abcdefghijklmnop",
      "null",
    ),
    fc.oneof(
      fc.constantFrom("", ":", ":0", ":080", ":65535", ":65536", ":99999", ":100000", ":80", ":443", ":8443", ":8080"),
      fc.integer({ min: 1, max: 70_000 }).map((port) => `:${port}`),
    ),
    fc.constantFrom("", "", "", "", "/", "\n", ".evil.com", "@evil.com"),
  )
  .map((parts) => parts.join(""));

test("an expression matches what its pattern covers", () => {
  const property = fc.property(fc.constantFrom(...PATTERNS), origins, (pattern, origin) => {
    expect(new RegExp(originRegExp(pattern)).test(origin), `${pattern} and ${origin}`).toBe(
      compileMatcher([pattern])(origin),
    );
  });
  fc.assert(property, { seed: inject("seed"), numRuns: 5_000 });
});

test.each(["http", "https", "capacitor"])("%s: every port, and none of the numbers beside them", (scheme) => {
  const pattern = `${scheme}://localhost:*`;
  const [expression, matches] = [new RegExp(originRegExp(pattern)), compileMatcher([pattern])];
  for (let port = 0; port < 70_000; port++) {
    const origin = `${scheme}://localhost:${port}`;
    if (expression.test(origin) !== matches(origin)) expect.fail(origin);
  }
});

test("a page of the host itself is told by its origin, and its host", () => {
  const schemes = fc.constantFrom("http", "https");
  const property = fc.property(schemes, origins, (scheme, origin) => {
    const hosts = OWN_PAGES.map((source) => new RegExp(source).exec(`${scheme} ${origin}`)?.[1]);
    const parts = originParts(origin);
    const isOwn = parts?.scheme === "https://" || parts?.scheme === `${scheme}://`;
    const host = hosts.find((one) => one !== undefined);
    expect(host, `${scheme} ${origin}`).toBe(isOwn ? `${parts.host}${parts.port}` : undefined);
  });
  fc.assert(property, { seed: inject("seed"), numRuns: 5_000 });
});

test("an expression tells its pattern, and no other does", () => {
  expect(PATTERNS.map((pattern) => patternOf(originRegExp(pattern)))).toEqual(PATTERNS);
  const others = [
    "",
    "^$",
    "https://a.example",
    "^https://a.example$",
    "^https://.+\\.example\\.com$",
    "\\",
    "(?::",
    "^https://(a|b)$",
  ];
  expect(others.map(patternOf)).toEqual(others.map(() => undefined));
});
