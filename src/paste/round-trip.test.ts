import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import type { HeaderLine } from "../browser/index.ts";
import { isForbiddenRequestHeader } from "../browser/forbidden-headers.ts";
import { normalizeMethod } from "../browser/methods.ts";
import { parseCurl } from "./parse-curl.ts";
import { parseFetch } from "./parse-fetch.ts";
import type { PastedRequest } from "./pasted.ts";
import { printCurl } from "./print-curl.ts";
import { printFetch } from "./print-fetch.ts";

const seed = inject("seed");

/** Pieces that shells, JavaScript and HTTP take for more than text. */
const hostile = fc.constantFrom(
  "'",
  '"',
  "`",
  "\\",
  "$(id)",
  "${A}",
  "$A",
  "!",
  "!!",
  "\n",
  "\r\n",
  " ",
  "\t",
  ";",
  "|",
  "&",
  "#",
  "*",
  "^",
  "%",
  "@f",
  "=",
  "é",
  "😀",
  "\u2028",
  "</script>",
  "\u0001",
  "\x7f",
  "<",
  "\\u0041",
  "\\x41",
);
const text = fc
  .array(fc.oneof(hostile, fc.string({ unit: "grapheme", maxLength: 6 })), { maxLength: 8 })
  .map((parts) => parts.join("").toWellFormed());
const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
/** An isomorphic string as the standard normalises it. */
const headerValue = fc
  .array(
    fc.oneof(
      hostile,
      fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 6 }),
    ),
    { maxLength: 5 },
  )
  .map((parts) =>
    parts
      .join("")
      .replace(/[^\t\x20-\xff]/g, "")
      .trim(),
  );
const headers = fc
  .array(fc.tuple(token, headerValue), { maxLength: 5 })
  .map((lines) => lines.filter(([name, value]) => isOfAuthors(name, value)));

/** What a paste's reader does not take for the browser's own. */
function isOfAuthors(name: string, value: string): boolean {
  return (
    !isForbiddenRequestHeader(name, value) &&
    !/^(user-agent|origin|referer|cookie2?|sec-.*|content-type|accept)$/i.test(name)
  );
}

const url = fc
  .tuple(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.oneof(fc.constant(""), text))
  .map(([base, query]) => {
    const target = new URL(base);
    if (query !== "") target.search = query;
    return target.href;
  });

const request: fc.Arbitrary<PastedRequest> = fc.record({
  url,
  origin: fc.constant(null),
  method: fc.oneof(fc.constantFrom("GET", "POST", "PUT", "DELETE", "OPTIONS", "patch"), token).map(normalizeMethod),
  headers,
  body: fc.oneof(fc.constant(null), text),
  credentials: fc.constantFrom("omit", "same-origin", "include"),
  mode: fc.constantFrom("cors", "no-cors", "same-origin"),
  redirect: fc.constantFrom("follow", "error", "manual"),
  notes: fc.constant([]),
});

test("what is printed as fetch is read as the same request", () => {
  fc.assert(
    fc.property(request, (given) => {
      expect(parseFetch(printFetch(given))).toEqual(given);
    }),
    { seed, numRuns: 200 },
  );
});

describe.each([
  { include: false, multiline: false },
  { include: true, multiline: true },
])("what is printed as curl, %j", (options) => {
  test("is read as the same request", () => {
    fc.assert(
      fc.property(request, (given) => {
        // curl has no modes, and no origin but in a header.
        const expected: PastedRequest = { ...given, credentials: "same-origin", mode: "cors", redirect: "follow" };
        expect(parseCurl(printCurl(given, options))).toEqual(expected);
      }),
      { seed, numRuns: 200 },
    );
  });
  test("with an Origin and cookies too", () => {
    const sent: readonly HeaderLine[] = [
      ["Origin", "https://app.example.com"],
      ["Cookie", "a=b"],
      ["X-A", "1"],
    ];
    const printed = printCurl({ method: "PUT", url: "https://api.example.com/", headers: sent, body: null }, options);
    expect(parseCurl(printed)).toMatchObject({
      method: "PUT",
      origin: "https://app.example.com",
      credentials: "include",
      headers: [["X-A", "1"]],
    });
  });
});

describe("as fetch", () => {
  const PLAIN = {
    url: "https://a.example/",
    method: "GET",
    headers: [],
    body: null,
    credentials: "same-origin",
    mode: "cors",
    redirect: "follow",
  } as const;
  test.each([
    [PLAIN, 'await fetch("https://a.example/");'],
    [
      {
        ...PLAIN,
        method: "PUT",
        headers: [
          ["Content-Type", "application/json"],
          ["x", "1"],
        ],
        body: "</script>",
        credentials: "include",
      } as const,
      'await fetch("https://a.example/", {\n  method: "PUT",\n  headers: {\n    "Content-Type": "application/json",\n    x: "1",\n  },\n  body: "\\u003c/script>",\n  credentials: "include",\n});',
    ],
    [
      {
        ...PLAIN,
        headers: [
          ["X-A", "1"],
          ["x-a", "2"],
        ],
      } as const,
      'await fetch("https://a.example/", {\n  headers: [\n    ["X-A", "1"],\n    ["x-a", "2"],\n  ],\n});',
    ],
  ])("%j", (given, printed) => expect(printFetch(given)).toBe(printed));
});
