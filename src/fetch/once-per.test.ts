import { expect, test, vi } from "vitest";
import { oncePer } from "./once-per.ts";

test("what is made of an object is made once", () => {
  const make = vi.fn((key: { readonly name: string }) => ({ of: key.name }));
  const madeOf = oncePer(make);
  const [a, b] = [{ name: "a" }, { name: "b" }];
  expect([madeOf(a), madeOf(b), madeOf(a)]).toEqual([{ of: "a" }, { of: "b" }, { of: "a" }]);
  expect(madeOf(a)).toBe(madeOf(a));
  expect(make).toHaveBeenCalledTimes(2);
});
