import { describe, expect, test } from "vitest";
import { cpuTime } from "../../test/support/cpu-time.ts";
import { parseCurl } from "./parse-curl.ts";
import { parseFetch } from "./parse-fetch.ts";
import { parseHeaders } from "./parse-headers.ts";
import { parseLiteral } from "./parse-literal.ts";
import { kindOf } from "./paste-kind.ts";

// On Node alone: in workerd the clock stands still while code runs.

/** What is repeated after what: at 50,000 characters anything that is not linear takes many seconds. */
const READERS = [
  ["parseCurl", parseCurl, ["", "curl 'https://a.example/' -H 'a: x", 'curl ^"']],
  ["parseFetch", parseFetch, ["", "fetch('https://a.example/', {a:"]],
  ["parseLiteral", parseLiteral, ["", "{ a: "]],
  ["parseHeaders", parseHeaders, ["", "HTTP/1.1 200 OK\na: x"]],
  ["kindOf", kindOf, ["", "curl"]],
] as const;

describe.each(READERS)("%s takes time in proportion to the length of", (_, read, starts) => {
  test.each([
    " ",
    "\n",
    "\t",
    "a",
    "'",
    '"',
    "`",
    "\\",
    "$",
    "$'",
    "$(",
    "${",
    "$'\\",
    "^",
    '^"',
    "^\n",
    "(",
    "[",
    "{",
    "--",
    "-H ",
    "-H 'a: b' ",
    "-d a ",
    "-F a=b ",
    "%",
    "/",
    "/*",
    "a:",
    "a: b\n",
    "a\n",
    "< ",
    "HTTP/1.1 200 OK\n",
    "!",
    "`${",
    "...",
    "a.",
    "a(",
    "<!--",
    "😀",
    "(a,",
    "a+",
    "'a'+",
    "fetch(",
    "cors(",
    "a:b;type=",
  ])("%j", (piece) => {
    for (const start of starts) {
      const text = `${start}${piece.repeat(50_000 / piece.length)}y`;
      expect(
        cpuTime(() => read(text)),
        start,
      ).toBeLessThan(2000);
    }
  });
});
