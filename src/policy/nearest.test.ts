import { expect, test } from "vitest";
import { nearestOption } from "./nearest.ts";
import { CLOSED } from "./options.ts";

const OPTIONS = Object.keys(CLOSED);

test.each([
  ["allowOrgins", "allowOrigins"],
  ["ALLOWORIGINS", "allowOrigins"],
  ["exposedHeaders", "exposeHeaders"],
  ["x", undefined],
  ["", undefined],
])("%j was meant to be %s", (name, option) => expect(nearestOption(name, OPTIONS)).toBe(option));

test("of a name that never ends the first 64 letters are looked at", () => {
  const others = String.fromCharCode(...Array.from({ length: 1000 }, (_, i) => 0x4e00 + i));
  expect(nearestOption(`dangerouslyAllowInsecureOrigins${others}`, OPTIONS)).toBe("dangerouslyAllowInsecureOrigins");
});
