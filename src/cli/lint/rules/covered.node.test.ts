import fc from "fast-check";
import { expect, test } from "vitest";
import { cors } from "../../../index.ts";
import { compileMatcher } from "../../../policy/match.ts";
import { patternFault } from "../../../policy/pattern-fault.ts";
import { covered } from "./covered.ts";

const label = fc.constantFrom("a", "b", "x--app");
const pattern = fc
  .tuple(
    fc.constantFrom("", "*.", "*--app.", "*-"),
    fc.array(label, { minLength: 1, maxLength: 3 }),
    fc.constantFrom("", ":*", ":8080"),
  )
  .map(([star, labels, port]) => `https://${star}${labels.join(".")}.example${port}`)
  .filter((one) => patternFault(one) === undefined);
const origin = fc
  .tuple(
    fc.array(fc.constantFrom("a", "b", "c", "x--app", "y--app", "c-a"), { minLength: 1, maxLength: 5 }),
    fc.constantFrom("", ":8080", ":9"),
  )
  .map(([labels, port]) => `https://${labels.join(".")}.example${port}`);

test("to remove what is covered changes no decision", () => {
  let found = 0;
  fc.assert(
    fc.property(
      fc.uniqueArray(pattern, { minLength: 2, maxLength: 6 }),
      fc.array(origin, { minLength: 40, maxLength: 40 }),
      (patterns, origins) => {
        const before = compileMatcher(patterns);
        for (const { message } of covered(cors({ allowOrigins: patterns }).config)) {
          found++;
          const removed = message.split(" ")[0] ?? "";
          const after = compileMatcher(patterns.filter((one) => one !== removed));
          for (const one of origins)
            if (before(one) !== after(one)) throw new Error(`${one}: ${patterns.join(" ")} without ${removed}`);
        }
      },
    ),
    { numRuns: 2000 },
  );
  expect(found).toBeGreaterThan(100);
});
