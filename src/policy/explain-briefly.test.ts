import { expect, test } from "vitest";
import { summarize } from "./explain-briefly.ts";

const issue = { code: "origin-invalid", value: 1, message: "1 is refused", fix: "" } as const;

test("a message has a line for each of the first faults, and then who tells more", () => {
  expect(summarize([issue, issue].map((one, i) => ({ ...one, path: i === 0 ? "" : "allowOrigins[1]" })))).toBe(
    "config: 1 is refused (origin-invalid)\n" +
      "allowOrigins[1]: 1 is refused (origin-invalid)\n" +
      "`npx corskit lint` says why",
  );
  const many = Array.from({ length: 1000 }, () => ({ ...issue, path: "maxAge" }));
  expect(summarize(many).split("\n")).toHaveLength(21);
});
