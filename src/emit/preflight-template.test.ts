import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { compileMatcher } from "../policy/match.ts";
import { PAGES, PATTERNS } from "../../test/support/policies.ts";
import { runTemplate } from "../../test/emit/velocity.ts";
import { originRegex, preflightTemplate } from "./preflight-template.ts";

test("the template", () => {
  expect(preflightTemplate(["https://app.example.com", "https://*.example.com", "http://localhost:*"]))
    .toMatchInlineSnapshot(`
    "#set($origin = $input.params().header.get("Origin"))
    #if(!$origin || $origin == '')
    #set($origin = $input.params().header.get("origin"))
    #end
    #if(!$origin)
    #set($origin = '')
    #end
    #set($allowed = false)
    #if($origin == 'https://app.example.com')
    #set($allowed = true)
    #end
    #if($origin.matches('(?!.{513})https://([a-z0-9_-]+\\.)+example\\.com'))
    #set($allowed = true)
    #end
    #if($origin.matches('(?!.{513})http://localhost(:[1-9][0-9]{0,4})?'))
    #set($allowed = true)
    #end
    #if($allowed)
    #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
    #else
    #set($context.responseOverride.status = 403)
    #end
    "
  `);
});

/** What the template overrides for an Origin; null is for none. */
function answer(patterns: readonly string[], origin: string | null, name = "Origin", absent: null | "" = null): object {
  const header: Record<string, unknown> = {};
  const responseOverride: Record<string, unknown> = { header };
  const get = (asked: string): string | null => (asked === name && origin !== null ? origin : absent);
  runTemplate(preflightTemplate(patterns), {
    input: { params: () => ({ header: { get } }) },
    context: { responseOverride },
  });
  return responseOverride;
}

const allowed = (origin: string): object => ({ header: { "Access-Control-Allow-Origin": origin } });
const DENIED = { header: {}, status: 403 };

test("it allows each pattern's pages and no others, however the header is spelt and whatever an absent one is", () => {
  for (const [pattern, pages] of Object.entries(PATTERNS)) {
    for (const page of PAGES) {
      for (const name of ["Origin", "origin"]) {
        for (const absent of [null, ""] as const) {
          const expected = pages.includes(page) ? allowed(page) : DENIED;
          expect(answer([pattern], page, name, absent), `${pattern} ${page}`).toEqual(expected);
          expect(answer([pattern], null, name, absent)).toEqual(DENIED);
        }
      }
    }
  }
});

test("it looks into the header alone, never into the query", () => {
  expect(preflightTemplate(["null"])).not.toMatch(/input\.params\([^)]/);
});

test.for([
  "' || true || '",
  '" || true || "',
  "#set($allowed = true)",
  "$context.stage",
  "https://app.example.com'",
  "https://app.example.com\r\nX-A: 1",
  "https://app.example.com https://evil.example",
  "https://evil.example/https://app.example.com",
  "https://app.example.com#.example.org",
  "https://evil.example?.example.org",
  "https://a..example.org",
  "https://.example.org",
  "https://A.example.org",
  "https://a.example.org:",
  "https://a.example.org:0443",
  `https://${"a".repeat(600)}.example.org`,
  "a.".repeat(5000),
] as const)("an Origin of ill will is compared and no more: %s", (origin) => {
  const patterns = ["https://app.example.com", "https://*.example.org:*", "https://*--app.netlify.app"];
  expect(answer(patterns, origin)).toEqual(DENIED);
});

test("of what a browser can send, a regular expression covers what the policy covers", () => {
  const patterns = Object.keys(PATTERNS).filter((pattern) => pattern.includes("*"));
  const part = fc.constantFrom(
    "a",
    "b_1",
    "--app",
    "-",
    ".",
    "..",
    "example.com",
    "netlify.app",
    "localhost",
    ":",
    "3000",
    "443",
    "65536",
    "@",
    "A",
    "https://",
    "http://",
  );
  const origins = fc.oneof(
    fc.array(part, { maxLength: 6 }).map((parts) => `https://${parts.join("")}`),
    fc
      .tuple(fc.constantFrom(...patterns), fc.array(part, { maxLength: 3 }))
      .map(([pattern, parts]) => pattern.replace("*", parts.join("")).replace(":*", "")),
    fc.constantFrom(...PAGES),
  );
  let covered = 0;
  const property = fc.property(fc.constantFrom(...patterns), origins, (pattern, origin) => {
    const meant = compileMatcher([pattern])(origin);
    const does = new RegExp(`^(?:${originRegex(pattern)})$`).test(origin);
    covered += Number(does);
    if (does !== meant)
      expect([pattern, origin, does, serialized(origin) === origin]).toEqual([pattern, origin, true, false]);
  });
  fc.assert(property, { numRuns: 2000, seed: inject("seed") });
  expect(covered).toBeGreaterThan(50);
});

/** As a browser serialises it: a default port is left out, an impossible one is none. */
function serialized(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).origin : undefined;
}

test("a pattern of any scheme, with brackets, with dots", () => {
  expect(["http://[::1]:*", "web+app://*.a.example", "https://*--b.a.example:*"].map(originRegex)).toEqual([
    "(?!.{513})http://\\[::1\\](:[1-9][0-9]{0,4})?",
    "(?!.{513})web\\+app://([a-z0-9_-]+\\.)+a\\.example",
    "(?!.{513})https://[a-z0-9_-]+--b\\.a\\.example(:[1-9][0-9]{0,4})?",
  ]);
});
