import { expect, test } from "vitest";
import { toHcl } from "./hcl.ts";

test("equals signs stand as terraform fmt has them, and nothing in a string begins a template", () => {
  const value = {
    ref: "a",
    description: 'says "b" \\ ${c} %{d} $e 100%',
    nested: { "X-A": { operation: "set", value: "1" }, list: ["x", { y: "z" }] },
    last: "e",
    one_more: "f",
  };
  expect(toHcl(value)).toBe(`{
  ref         = "a"
  description = "says \\"b\\" \\\\ $\${c} %%{d} $e 100%"
  nested = {
    "X-A" = {
      operation = "set"
      value     = "1"
    }
    list = [
      "x",
      {
        y = "z"
      },
    ]
  }
  last     = "e"
  one_more = "f"
}`);
});
