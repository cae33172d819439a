import { describe, expect, test } from "vitest";
import {
  extractSeconds,
  extractTokens,
  getHeader,
  isToken,
  normalizeValue,
  valuesOf,
  withoutEmptyLines,
  withOneLine,
} from "./header-list.ts";

const NAME = "Access-Control-Allow-Headers";

describe("a value is trimmed of", () => {
  const cases: readonly (readonly [name: string, value: string, trimmed: string])[] = [
    ["spaces", "  a  ", "a"],
    ["tabs", "\ta\t", "a"],
    ["newlines", "\r\na\r\n", "a"],
    ["nothing inside", "a \t b", "a \t b"],
    ["no vertical tab", "\va\v", "\va\v"],
    ["no form feed", "\fa\f", "\fa\f"],
    ["no NBSP", "\xa0a\xa0", "\xa0a\xa0"],
    ["all of it", " \t ", ""],
  ];
  test.each(cases)("%s", (_, value, trimmed) => expect(normalizeValue(value)).toBe(trimmed));
});

describe("lines of one name", () => {
  const list = [
    ["A", " 1 "],
    ["b", "x"],
    ["a", "\t2"],
    ["a", ""],
  ] as const;
  test("are found in any case, and trimmed", () => expect(valuesOf(list, "a")).toEqual(["1", "2", ""]));
  test("are joined with a comma and a space", () => expect(getHeader(list, "A")).toBe("1, 2, "));
  test("are null where there is none", () => expect(getHeader(list, "c")).toBeNull());
});

describe("a token", () => {
  test.each(["a", "A-1", "!#$%&'*+-.^_`|~", "*"])("is %s", (text) => expect(isToken(text)).toBe(true));
  test.each(["", "a b", "a,b", '"a"', "a/b", "a:b", "(a)", "a\t", "ä", "a\0", "[a]", "a=b", "a;b", "a@b", "{a}", "a?"])(
    "is not %j",
    (text) => expect(isToken(text)).toBe(false),
  );
});

describe("a list of tokens from", () => {
  const cases: readonly (readonly [name: string, lines: readonly string[], members: unknown])[] = [
    ["no line", [], null],
    ["one member", ["x-a"], ["x-a"]],
    ["members", ["x-a,x-b"], ["x-a", "x-b"]],
    ["spaces and tabs around members", [" x-a ,\tx-b\t, x-c"], ["x-a", "x-b", "x-c"]],
    ["the case that they are written in", ["X-A, x-b"], ["X-A", "x-b"]],
    ["an empty value", [""], []],
    ["commas alone", [",,"], []],
    ["a comma before", [", x-a"], ["x-a"]],
    ["a comma after", ["x-a,"], ["x-a"]],
    ["empty members", ["x-a,, ,x-b"], ["x-a", "x-b"]],
    ["several lines", ["x-a", "x-b, x-c"], ["x-a", "x-b", "x-c"]],
    ["an empty line and another", ["", "x-a"], ["x-a"]],
    ["*", ["*"], ["*"]],
    ["a space in a member", ["x-a, x b"], "failure"],
    ["a quoted member", ['x-a,"x-b"'], "failure"],
    ["a member in single quotes, which are of tokens", ["'x-a'"], ["'x-a'"]],
    ["a semicolon", ["x-a;x-b"], "failure"],
    ["a slash", ["x-a/x-b"], "failure"],
    ["a bad member on the first of two lines", ["x a", "x-b"], "failure"],
    ["a bad member on the second of two lines", ["x-a", "x b"], "failure"],
    ["a vertical tab", ["x-a\v"], "failure"],
    ["a form feed", ["\fx-a"], "failure"],
    ["a byte above 0x7F", ["x-\xe4"], "failure"],
    ["a NUL", ["x-a\0"], "failure"],
  ];
  test.each(cases)("%s", (_, lines, members) => {
    const list = lines.map((value) => [NAME, value] as const);
    expect(extractTokens(list, NAME.toLowerCase())).toEqual(members);
  });
});

describe("one line of a name:", () => {
  const cases: readonly (readonly [name: string, lines: readonly string[], left: readonly string[] | undefined])[] = [
    ["none", [], []],
    ["one", ["a"], ["a"]],
    ["two that are alike", ["a", "a "], ["a"]],
    ["three, the last another", ["a", "a", "b"], undefined],
    ["another case", ["a", "A"], undefined],
  ];
  test.each(cases)("%s", (_, lines, left) => {
    const list = lines.map((value, index) => [index === 0 ? "Location" : "location", value] as const);
    const other = ["X-Other", "1"] as const;
    const found = withOneLine([other, ...list, other], "location");
    expect(found && valuesOf(found, "location")).toEqual(left);
    if (found !== undefined) expect(valuesOf(found, "x-other")).toEqual(["1", "1"]);
    const names = found?.map(([spelt]) => spelt).filter((spelt) => spelt !== "X-Other") ?? [];
    expect(names, "the first one stays").toEqual(left === undefined || left.length === 0 ? [] : ["Location"]);
  });
});

test("empty lines of a name that has others go, but for one name", () => {
  const list = [
    ["A", " "],
    ["a", "x"],
    ["B", ""],
    ["access-control-allow-headers", "\t"],
    ["Access-Control-Allow-Headers", "x-a"],
    ["Access-Control-Allow-Origin", ""],
    ["Access-Control-Allow-Origin", "*"],
    ["access-control-allow-origin", ""],
  ] as const;
  expect(withoutEmptyLines(list)).toEqual([list[1], list[2], list[4], list[5], list[6]]);
});

describe("seconds from", () => {
  const cases: readonly (readonly [name: string, lines: readonly string[], seconds: unknown])[] = [
    ["no line", [], null],
    ["0", ["0"], 0],
    ["5", ["5"], 5],
    ["zeros before", ["007"], 7],
    // As where there is none; in Firefox a failure keeps nothing.
    ["an empty line", [""], null],
    ["two lines, the first of them empty", ["", "5"], "failure"],
    ["spaces around", [" 60\t"], 60],
    ["two lines", ["5", "5"], "failure"],
    ["two values", ["5, 5"], "failure"],
    ["a fraction", ["1.5"], "failure"],
    ["a plus", ["+5"], "failure"],
    ["an exponent", ["1e3"], "failure"],
    ["a unit", ["5s"], "failure"],
    ["words", ["forever"], "failure"],
    ["hexadecimal", ["0x10"], "failure"],
    ["an inner space", ["6 0"], "failure"],
  ];
  test.each(cases)("%s", (_, lines, seconds) => {
    const list = lines.map((value) => ["Access-Control-Max-Age", value] as const);
    expect(extractSeconds(list, "access-control-max-age")).toBe(seconds);
  });
});
