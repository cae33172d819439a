import { describe, expect, test } from "vitest";
import type { HeaderLine } from "./header-list.ts";
import { PROFILES } from "./profiles.ts";
import { essenceOf, isSafelistedRequestHeader, unsafeRequestHeaderNames, writtenHeaderNames } from "./safelist.ts";

const STANDARD = PROFILES.standard;
const isSafe = (name: string, value: string): boolean => isSafelistedRequestHeader([name, value], STANDARD);
const bytes = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i));
const EVERY_BYTE = bytes(0, 0xff);
const CONTROL = [...bytes(0, 8), ...bytes(0x0a, 0x1f), "\x7f"];
const UNSAFE = new Set([...CONTROL, ...'"():<>?@[\\]{}']);
const LANGUAGE = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz *,-.;=");

describe("of every byte", () => {
  const cases: readonly (readonly [name: string, before: string, safe: (byte: string) => boolean])[] = [
    ["Accept", "text/x", (byte) => !UNSAFE.has(byte)],
    ["Accept-Language", "en", (byte) => LANGUAGE.has(byte)],
    ["Content-Language", "en", (byte) => LANGUAGE.has(byte)],
    ["Content-Type", "text/plain;a=b", (byte) => !UNSAFE.has(byte)],
  ];
  test.each(cases)("%s takes the standard's", (name, before, safe) => {
    const wrong = EVERY_BYTE.filter((byte) => isSafe(name, `${before}${byte}x`) !== safe(byte));
    expect(wrong.map((byte) => byte.charCodeAt(0).toString(16))).toEqual([]);
  });
});

describe("names", () => {
  test.each([
    ["Accept", "a"],
    ["accept-language", "a"],
    ["CONTENT-LANGUAGE", "a"],
    ["content-Type", "text/plain"],
    ["rANGE", "bytes=0-"],
  ])("%s is known, in any case", (name, value) => expect(isSafe(name, value)).toBe(true));
  test.each([
    "Authorization",
    "X-A",
    "User-Agent",
    "If-None-Match",
    "Accept-Encodings",
    "Last-Event-ID",
    "DPR",
    "Save-Data",
    "Width",
    "Viewport-Width",
    "Downlink",
    "ECT",
    "RTT",
    "Cache-Control",
    "Content-Encoding",
    "Access-Control-Allow-Origin",
    "traceparent",
    "constructor",
    "__proto__",
    "",
  ])("%s is not", (name) => expect(isSafe(name, "1")).toBe(false));
});

describe("lengths", () => {
  const cases: readonly (readonly [name: string, value: (length: number) => string])[] = [
    ["Accept", (length) => "a".repeat(length)],
    ["Accept-Language", (length) => "a".repeat(length)],
    ["Content-Language", (length) => "a".repeat(length)],
    ["Content-Type", (length) => `text/plain;a=${"b".repeat(length - 13)}`],
    ["Range", (length) => `bytes=${"0".repeat(length - 7)}-`],
  ];
  test.each(cases)("%s of 128 bytes, not of 129", (name, value) => {
    expect([isSafe(name, value(128)), isSafe(name, value(129))]).toEqual([true, false]);
  });
  test("an empty value", () => {
    const names = ["Accept", "Accept-Language", "Content-Language", "Content-Type", "Range"];
    expect(names.map((name) => isSafe(name, ""))).toEqual([true, true, true, false, false]);
  });
});

describe("Content-Type", () => {
  const safe = [
    "text/plain",
    "TEXT/PLAIN",
    "Text/Plain;charset=UTF-8",
    "text/plain; charset=utf-8",
    "text/plain;charset=UTF-8; charset=x",
    "text/plain;",
    "text/plain;;",
    "text/plain ;",
    "text/plain\t;a=b",
    "text/plain; ; ;",
    "text/plain;a",
    "text/plain;=",
    "text/plain;a b=c",
    "text/plain;a=application/json",
    "text/plain;a,application/json",
    " text/plain ",
    "text/plain\t",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded;charset=UTF-8",
    "application/X-WWW-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "multipart/form-data; boundary='----'",
    "text/plain;a=\xe4",
  ];
  test.each(safe)("%j is safelisted", (value) => expect(isSafe("Content-Type", value)).toBe(true));

  const unsafe = [
    "application/json",
    "application/json;charset=utf-8",
    "text/html",
    "text/plain1",
    "text/plai",
    "xtext/plain",
    "text / plain",
    "text /plain",
    "text/ plain",
    "text/plain charset=utf-8",
    "text/plain,",
    "text/plain, text/plain",
    "text/plain,application/json",
    "application/json, text/plain",
    "text",
    "text/",
    "/plain",
    "/",
    "text;/plain",
    "text//plain",
    "text/plain/x",
    ";text/plain",
    ",text/plain",
    "*/*",
    "text/*",
    "multipart/x-form-data",
    'multipart/form-data; boundary="x"',
    "text/plain; a=(b)",
    "text/plain; a=b:c",
    "text/plain; a=<b>",
    "text/plain; a=?",
    "text/plain; a=b@c",
    "text/plain; a=[b]",
    "text/plain; a={b}",
    "text/plain; a=b\\c",
    "text/plain; a=\x01",
    "text/plain; a=\x7f",
    "text/plain\v",
    "text/plain\f;",
    "text\xe4/plain",
    "'text/plain'",
    "text/csv",
    "text/xml",
    "application/csp-report",
    "application/octet-stream",
  ];
  test.each(unsafe)("%j is not", (value) => expect(isSafe("Content-Type", value)).toBe(false));

  const essences: readonly (readonly [value: string, essence: string | undefined])[] = [
    ["Text/HTML;x", "text/html"],
    ["  a/b  ", "a/b"],
    ["a/b \t ;c", "a/b"],
    ["a /b", undefined],
    ["a/ b", undefined],
    ["a/b c", undefined],
    ["a", undefined],
    ["a;b/c", undefined],
    ["", undefined],
  ];
  test.each(essences)("the essence of %j is %s", (value, essence) => expect(essenceOf(value)).toBe(essence));
});

describe("Range", () => {
  const safe = [
    "bytes=0-",
    "bytes=0-0",
    "bytes=0-1",
    "bytes=5-5",
    "bytes=100-200",
    "bytes=00-00",
    "bytes=007-7",
    "bytes=9-10",
    `bytes=${"9".repeat(60)}-${"9".repeat(61)}`,
    "bytes=9223372036854775807-9223372036854775808",
    "bytes=18446744073709551616-",
  ];
  test.each(safe)("%j is safelisted", (value) => expect(isSafe("Range", value)).toBe(true));

  const unsafe = [
    "bytes=-5",
    "bytes=-0",
    "bytes=-",
    "bytes=",
    "bytes",
    "bytes=5-3",
    "bytes=10-9",
    "bytes=0",
    "bytes=a-b",
    "bytes=0-b",
    "bytes=0x0-0x1",
    "bytes=1.0-2",
    "bytes=+1-2",
    "bytes=0--1",
    "bytes= 0-1",
    "bytes =0-1",
    "bytes 0-1",
    "bytes=0 -1",
    "bytes=0- 1",
    "bytes=0-1 ",
    " bytes=0-1",
    "bytes\t=0-1",
    "bytes=0-1,2-3",
    "bytes=0-1,",
    "bytes=,0-1",
    "bytes=0-,-1",
    "Bytes=0-1",
    "BYTES=0-1",
    "seconds=0-1",
    "items=0-1",
    "=0-1",
    "0-1",
    "bytes:0-1",
    "bytes=0-1/2",
    "bytes=٠-١",
    // Equal as floating-point numbers.
    "bytes=9007199254740993-9007199254740992",
    `bytes=${"9".repeat(60)}-${"9".repeat(59)}8`,
  ];
  test.each(unsafe)("%j is not", (value) => expect(isSafe("Range", value)).toBe(false));
});

describe("engines", () => {
  const isSafeIn = (engine: keyof typeof PROFILES, name: string, value: string): boolean =>
    isSafelistedRequestHeader([name, value], PROFILES[engine]);
  test("but the standard's end of numbers at 2 to the power of 63", () => {
    const [below, at] = ["9223372036854774784", "9223372036854775808"];
    const ranges = [`bytes=0-${below}`, `bytes=0-${at}`, `bytes=${below}-`, `bytes=${at}-`, `bytes=${at}-${at}`];
    for (const engine of ["chromium", "firefox", "webkit"] as const) {
      expect(ranges.map((value) => isSafeIn(engine, "Range", value))).toEqual([true, false, true, false, false]);
    }
    expect(ranges.map((value) => isSafe("Range", value))).toEqual([true, true, true, true, true]);
  });
  test("differ in how the unit may be spelt", () => {
    const spelt = ["bytes=0-1", "Bytes=0-1", "BYTES=10-20", "bytes=0-1x", "xbytes=0-1"];
    expect(spelt.map((value) => isSafeIn("webkit", "range", value))).toEqual([true, true, true, false, false]);
    expect(spelt.map((value) => isSafe("range", value))).toEqual([true, false, false, false, false]);
  });
});

describe("Chromium's client hints", () => {
  const hints: readonly (readonly [names: readonly string[], safe: readonly string[], unsafe: readonly string[]])[] = [
    [
      ["Device-Memory", "DPR", "Downlink"],
      ["1", "12", "0.25"],
      ["", "x1", "1x", "1.", ".5", "1.2.3", "-1"],
    ],
    [
      ["Width", "Viewport-Width", "RTT"],
      ["0", "1024"],
      ["", "x1", "1x", "1.5"],
    ],
    [["Save-Data"], ["on", "ON"], ["", "off", "xon", "onx"]],
    [["ECT"], ["slow-2g", "2g", "3g", "4G"], ["", "5g", "x2g", "4gx"]],
  ];
  test.each(hints.flatMap(([names, safe, unsafe]) => names.map((name) => [name, safe, unsafe] as const)))(
    "%s is safelisted as %j, not as %j",
    (name, safe, unsafe) => {
      const judged = (value: string): boolean => isSafelistedRequestHeader([name, value], PROFILES.chromium);
      expect([safe.filter(judged), unsafe.filter(judged)]).toEqual([safe, []]);
      expect([...safe, ...unsafe].filter((value) => isSafe(name, value))).toEqual([]);
    },
  );
});

describe("unsafe names of", () => {
  const accept = (length: number): HeaderLine => ["Accept", "a".repeat(length)];
  const lines = (count: number, line: HeaderLine): readonly HeaderLine[] => Array.from({ length: count }, () => line);
  const cases: readonly (readonly [name: string, list: readonly HeaderLine[], unsafe: readonly string[]])[] = [
    ["nothing", [], []],
    ["safe ones", [["Accept", "*/*"]], []],
    [
      "unsafe ones, in lower case and sorted",
      [
        ["X-B", "1"],
        ["x-a", "1"],
        ["Authorization", "1"],
      ],
      ["authorization", "x-a", "x-b"],
    ],
    [
      "lines of one name, once",
      [
        ["X-A", "1"],
        ["x-a", "2"],
      ],
      ["x-a"],
    ],
    [
      "a safe and an unsafe line of one name",
      [
        ["Accept", "a"],
        ["accept", "("],
      ],
      ["accept"],
    ],
    [
      "two Content-Type lines, each safe",
      [
        ["Content-Type", "text/plain"],
        ["content-type", "text/plain"],
      ],
      [],
    ],
    [
      "a safe name between unsafe ones",
      [
        ["X-A", "1"],
        ["Accept", "a"],
        ["X-B", "1"],
      ],
      ["x-a", "x-b"],
    ],
    [
      "names sorted by bytes",
      [
        ["x_a", "1"],
        ["x-a", "1"],
        ["xa", "1"],
        ["x1", "1"],
      ],
      ["x-a", "x1", "x_a", "xa"],
    ],
    ["1024 bytes on eight lines", lines(8, accept(128)), []],
    ["1025 bytes on nine lines", [...lines(8, accept(128)), accept(1)], ["accept"]],
    ["1100 bytes on eleven lines", lines(11, accept(100)), ["accept"]],
    ["two lines of 100 bytes", lines(2, accept(100)), []],
    [
      "1025 bytes on lines of three names",
      [...lines(4, accept(128)), ...lines(4, ["Accept-Language", "a".repeat(128)]), ["Range", "bytes=0-"]],
      ["accept", "accept-language", "range"],
    ],
    [
      "1024 bytes beside an unsafe line, which does not count",
      [...lines(8, accept(128)), ["X-A", "a".repeat(500)], ["Accept", "a".repeat(129)]],
      ["accept", "x-a"],
    ],
    [
      "1025 bytes with an unsafe one",
      [["X-A", "1"], ...lines(8, accept(128)), ["Content-Language", "e"]],
      ["accept", "content-language", "x-a"],
    ],
  ];
  test.each(cases)("%s", (_, list, unsafe) => expect(unsafeRequestHeaderNames(list, STANDARD)).toEqual(unsafe));
});

test("Firefox writes a name once for each line that is not safe", () => {
  const list: readonly HeaderLine[] = [
    ["Accept", "a"],
    ["Accept", "("],
    ["X-A", "1"],
    ["x-a", "2"],
  ];
  expect(writtenHeaderNames(list, PROFILES.firefox)).toEqual(["accept", "x-a", "x-a"]);
  expect(writtenHeaderNames(list, PROFILES.standard)).toEqual(["accept", "x-a"]);
});

test.each([
  ["text/plain;;", false],
  ["text/plain; \t;", false],
  ["text/plain,", false],
  ["text/plain;a=b;", true],
])("Firefox takes %j for safe: %s", (value, taken) => {
  expect(isSafelistedRequestHeader(["Content-Type", value], PROFILES.firefox)).toBe(taken);
  expect(isSafelistedRequestHeader(["Content-Type", value], PROFILES.standard)).toBe(!value.includes(","));
});
