import { describe, expect, test } from "vitest";
import { parseCookieDate } from "./cookie-date.ts";

const iso = (text: string): string | null => {
  const date = parseCookieDate(text);
  return date === null ? null : new Date(date).toISOString();
};

describe("a date:", () => {
  const cases: readonly (readonly [text: string, date: string])[] = [
    ["Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"],
    ["Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.000Z"],
    ["Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37.000Z"],
    ["8:9:7 november 6th 1994", "1994-11-06T08:09:07.000Z"],
    ["1 Jan 2020 0:0:0", "2020-01-01T00:00:00.000Z"],
    ["6 Nov 99 0:0:0", "1999-11-06T00:00:00.000Z"],
    // What follows a time, without a digit, is no matter.
    ["6 Nov 1994 08:49:37Z", "1994-11-06T08:49:37.000Z"],
    // No zone counts.
    ["Sun, 06 Nov 1994 08:49:37 +0100", "1994-11-06T08:49:37.000Z"],
    ["6 Nov 70 0:0:0", "1970-11-06T00:00:00.000Z"],
    ["6 Nov 69 0:0:0", "2069-11-06T00:00:00.000Z"],
    ["6 Nov 00 0:0:0", "2000-11-06T00:00:00.000Z"],
    ["6 Nov 1601 0:0:0", "1601-11-06T00:00:00.000Z"],
    ["29 Feb 2028 0:0:0", "2028-02-29T00:00:00.000Z"],
    ["31 Dec 9999 23:59:59", "9999-12-31T23:59:59.000Z"],
    // The first day counts, and a second one is no year.
    ["1 2 Mar 2030 0:0:0", "2030-03-01T00:00:00.000Z"],
  ];
  test.each(cases)("%s", (text, date) => expect(iso(text)).toBe(date));
});

describe("none:", () => {
  const cases = [
    "",
    "never",
    "0",
    "2020-01-01T00:00:00Z",
    "Wed, 01 Jan 2020",
    "x6 Nov 1994 08:49:37",
    "6 xNov 1994 08:49:37",
    "6 Nov x1994 08:49:37",
    "01 Jan 00:00:00",
    "Jan 2020 00:00:00",
    "01 2020 00:00:00",
    "01 Jan 2020 24:00:00",
    "01 Jan 2020 00:60:00",
    "01 Jan 2020 00:00:60",
    "01 Jan 2020 00:00",
    "01 Jan 2020 000:00:00",
    "00 Jan 2020 00:00:00",
    "32 Jan 2020 00:00:00",
    "30 Feb 2020 00:00:00",
    "29 Feb 2027 00:00:00",
    "01 Jan 1600 00:00:00",
    "01 Jan 20200 00:00:00",
  ];
  test.each(cases)("%s", (text) => expect(iso(text)).toBeNull());
});

test("a long one is read in linear time", () => {
  expect(iso("0:".repeat(100_000))).toBeNull();
  expect(iso("-1".repeat(100_000))).toBeNull();
});
