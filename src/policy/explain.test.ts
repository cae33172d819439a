import { expect, test } from "vitest";
import { explain as briefly } from "./explain-briefly.ts";
import { show } from "./show.ts";

test("without room for sentences, the value is told, and who says more", () => {
  const fault = { code: "origin-invalid", path: "allowOrigins[0]", value: "https://a.com/" } as const;
  expect(briefly(fault, { allowOrigins: [] }, {})).toEqual({
    message: '"https://a.com/" is refused',
    fix: "`npx corskit lint` says why, and what to write",
  });
});

test("a value that cannot be shown, or is long, does no harm", () => {
  expect(show("x".repeat(1000))).toHaveLength(201);
  expect(show(1n)).toBe("bigint");
});
