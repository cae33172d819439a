import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { firstDifference, visible, wrap } from "./wrap.ts";

describe("wrap", () => {
  test("breaks after a separator where there is one near the end, else anywhere", () => {
    expect(wrap("Access-Control-Allow-Origin: https://app.example.com", 30)).toEqual([
      "Access-Control-Allow-Origin: ",
      "https://app.example.com",
    ]);
    expect(wrap("abcdefghijklmnopqrst", 10)).toEqual(["abcdefghij", "klmnopqr", "st"]);
    expect(wrap("", 10)).toEqual([""]);
  });

  test("loses nothing, and no line is too long, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.integer({ min: -5, max: 80 }), (text, columns) => {
        const lines = wrap(text, columns);
        expect(lines.join("")).toBe(text);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(Math.max(columns, 8));
      }),
      { seed: inject("seed") },
    );
  });
});

test("what cannot be seen is shown by its number", () => {
  expect(visible("a\tb\u200bc\u00a0d\x7f")).toBe("a\\u0009b\\u200bc\\u00a0d\\u007f");
  expect(visible("https://ümlaut.example ✓")).toBe("https://ümlaut.example ✓");
});

test.each([
  ["https://a.example", "https://a.example", -1],
  ["https://a.example", "https://a.example/", 17],
  ["https://a.example", "http://a.example", 4],
  ["true", "", 0],
])("where %s and %s part", (one, other, at) => {
  expect(firstDifference(one, other)).toBe(at);
});
