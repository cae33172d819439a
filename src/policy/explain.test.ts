import { expect, test } from "vitest";
import { explain as briefly, explainPath as pathBriefly } from "./explain-briefly.ts";
import { show } from "./show.ts";

test("without room for sentences, the value is told, and who says more", () => {
  const fault = { code: "origin-invalid", path: "allowOrigins[0]", value: "https://a.com/" } as const;
  expect(briefly(fault)).toEqual({
    message: '"https://a.com/" is refused',
    fix: "`npx corskit lint` says why, and what to write",
  });
  expect(pathBriefly("/a b").message).toBe('"/a b" is refused');
});

test("a value that cannot be shown, or is long, does no harm", () => {
  expect(show("x".repeat(1000))).toHaveLength(201);
  expect(show(1n)).toBe("bigint");
});
