import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSlip, meant, slips } from "./spelling.ts";

describe("a slip is a letter more, less, wrong, or two exchanged", () => {
  test.each([
    ["example", "exmaple", true],
    ["example", "exampl", true],
    ["example", "examplee", true],
    ["example", "exanple", true],
    ["example", "example", false],
    ["example", "exmapel", false],
    ["ab", "ba", true],
    ["abc", "cba", false],
    ["", "a", true],
    ["", "", false],
    ["ab", "cd", false],
  ])("%s, %s: %s", (a, b, expected) => {
    expect(isSlip(a, b)).toBe(expected);
    expect(isSlip(b, a)).toBe(expected);
  });
});

/** The distance by its definition: https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance, alignment form. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      (rows[i] ?? [])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost, swapped);
    }
  }
  return at(a.length, b.length);
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

test("it is the distance 1, on any words", () => {
  fc.assert(
    fc.property(word, word, (a, b) => isSlip(a, b) === (distance(a, b) === 1)),
    { numRuns: 5000 },
  );
});

test("all pairs are found, each once", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ unit: fc.constantFrom("a", "b", "c", "d", "e", "f"), minLength: 4, maxLength: 6 }), {
        maxLength: 12,
      }),
      (words) => {
        const expected = words.flatMap((a, i) =>
          words
            .slice(i + 1)
            .filter((b) => distance(a, b) === 1)
            .map((b) => [a, b].toSorted().join(" ")),
        );
        expect(
          slips(words)
            .map((pair) => pair.toSorted().join(" "))
            .toSorted(),
        ).toEqual(expected.toSorted());
      },
    ),
    { numRuns: 500 },
  );
});

test("a known word is not mistaken for its neighbour", () => {
  expect(meant("GETT", ["GET", "SET"])).toBe("GET");
  expect(meant("get", ["GET"])).toBeUndefined();
  expect(meant("BREW", ["GET"])).toBeUndefined();
});
