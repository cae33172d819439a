import { expect, test } from "vitest";
import { hasColors } from "./terminal.ts";

test.each([
  [true, {}, true],
  [false, {}, false],
  [undefined, {}, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [false, { FORCE_COLOR: "1" }, true],
  [true, { FORCE_COLOR: "0" }, false],
  [false, { FORCE_COLOR: "" }, false],
  [true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  [true, { TERM: "dumb" }, false],
  // A CI's log is no terminal.
  [false, { CI: "true" }, false],
])("terminal %s, %j: colours %s", (isTerminal, env, colors) => {
  expect(hasColors(isTerminal, env)).toBe(colors);
});
