import { describe, expect, test } from "vitest";
import { readableHeaders } from "./filter.ts";
import type { HeaderList } from "./header-list.ts";
import { openPage } from "./page.ts";

const EXPOSE = "Access-Control-Expose-Headers";
const exposed = (lines: readonly string[], credentials: "omit" | "include" = "omit"): readonly string[] => {
  const list: HeaderList = [["BB-8", "hey"], ["Set-Cookie", "a=1"], ...lines.map((line) => [EXPOSE, line] as const)];
  return readableHeaders(list, "cors", credentials).map(([name]) => name);
};

/** After cors/access-control-expose-headers-parsing.window.js of web-platform-tests: whether `BB-8` is readable. */
const CASES: readonly (readonly [name: string, lines: readonly string[], readable: boolean])[] = [
  ["nothing", [], false],
  ["an empty value", [""], false],
  ["the name", ["BB-8"], true],
  ["the name in lower case", ["bb-8"], true],
  ["the name among others", ["x-a, bb-8, x-b"], true],
  ["another name", ["bb-9"], false],
  ["the beginning of the name", ["bb"], false],
  ["a name that begins with it", ["bb-80"], false],
  ["empty members and nonsense", ["bb-8,,@#$#%%&^&^*()()11!"], false],
  ["empty members alone", ["bb-8,,, ,"], true],
  ["nonsense before", ["@#$#%%&^&^*()()11!,bb-8"], false],
  ["a space in another member", ["bb-8, no no"], false],
  ["a space in the name", ["bb -8"], false],
  ["two lines", ["bb-8", "no"], true],
  ["two lines in the other order", ["no", "bb-8"], true],
  ["two lines, one of them wrong", ["bb-8", "no no"], false],
  ["two lines, the first of them wrong", ["no no", "bb-8"], false],
  ["an empty line and the name", ["", "bb-8"], true],
  ["a comma before", [",bb-8"], true],
  ["a space after", ["bb-8 "], true],
  ["a tab after", ["bb-8\t"], true],
  ["a tab before a comma", ["bb-8\t,"], true],
  ["a space before a comma", ["bb-8 ,"], true],
  ["a vertical tab after", ["bb-8\v"], false],
  ["a form feed after", ["bb-8\f"], false],
  ["a vertical tab after another", ["bb-8, x\v"], false],
  ["single quotes", ["'bb-8'"], false],
  ["single quotes beside the name", ["'bb-8',bb-8"], true],
  ["double quotes", ['"bb-8"'], false],
  ["double quotes beside the name", ['"bb-8",bb-8'], false],
  ["double quotes after the name", ['bb-8,"bb-8"'], false],
  ["a semicolon", ["bb-8;x"], false],
  ["a NUL", ["bb-8,\0"], false],
  ["a byte above 0x7F", ["bb-8,\xe4"], false],
  ["*", ["*"], true],
  ["* among names", ["x-a, *"], true],
  ["* on a second line", ["x-a", "*"], true],
  ["* and nonsense", ["*, (x)"], false],
  ["**", ["**"], false],
  ["*-8", ["*-8"], false],
];

describe("Access-Control-Expose-Headers", () => {
  test.each(CASES)("%s", (_, lines, readable) => expect(exposed(lines)).toEqual(readable ? expectAll(lines) : []));

  /** `*` shows itself and the header that it stands in. */
  function expectAll(lines: readonly string[]): readonly string[] {
    const all = lines.some((line) => line.split(",").some((member) => member.trim() === "*"));
    return all ? ["BB-8", ...lines.map(() => EXPOSE)] : ["BB-8"];
  }

  test("* with credentials is a name like others", () => {
    expect(exposed(["*"], "include")).toEqual([]);
    expect(exposed(["*, bb-8"], "include")).toEqual(["BB-8"]);
    expect(
      readableHeaders(
        [
          ["*", "x"],
          ["A", "y"],
          [EXPOSE, "*"],
        ],
        "cors",
        "include",
      ),
    ).toEqual([["*", "x"]]);
  });

  test.each(["Set-Cookie", "set-cookie, Set-Cookie2", "*"])("%s never shows cookies", (line) => {
    const list: HeaderList = [
      ["Set-Cookie", "a=1"],
      ["SET-COOKIE2", "b=1"],
      [EXPOSE, line],
    ];
    const cookies = readableHeaders(list, "cors", "omit").filter(([name]) => /cookie/i.test(name));
    expect(cookies).toEqual([]);
  });
});

const SAFELISTED = [
  "Cache-Control",
  "Content-Language",
  "Content-Length",
  "Content-Type",
  "Expires",
  "Last-Modified",
  "Pragma",
];
const OTHERS = [
  "Access-Control-Allow-Origin",
  "Content-Encoding",
  "Content-Range",
  "Date",
  "ETag",
  "Link",
  "Location",
  "Retry-After",
  "Server",
  "Set-Cookie",
  "Set-Cookie2",
  "Vary",
  "WWW-Authenticate",
  "X-Pragma",
  "Expires-In",
  "X-Request-Id",
];
const EVERYTHING: HeaderList = [...SAFELISTED, ...OTHERS].map((name) => [name, "x"]);

describe("of everything, there is readable", () => {
  const names = (list: HeaderList): readonly string[] => list.map(([name]) => name);
  test("across origins: the safelisted headers", () => {
    expect(names(readableHeaders(EVERYTHING, "cors", "omit"))).toEqual(SAFELISTED);
    expect(names(readableHeaders(EVERYTHING, "cors", "include"))).toEqual(SAFELISTED);
  });
  test("in any case", () => {
    const upper = EVERYTHING.map(([name, value]) => [name.toUpperCase(), value] as const);
    expect(names(readableHeaders(upper, "cors", "omit"))).toEqual(SAFELISTED.map((name) => name.toUpperCase()));
  });
  test("on the page's own origin: all but cookies", () => {
    const all = [...SAFELISTED, ...OTHERS].filter((name) => !name.startsWith("Set-Cookie"));
    expect(names(readableHeaders(EVERYTHING, "basic", "include"))).toEqual(all);
  });
  test("of an opaque response: nothing", () => expect(readableHeaders(EVERYTHING, "opaque", "omit")).toEqual([]));
});

test("the page reads what is exposed, and several lines as one", async () => {
  const headers: HeaderList = [
    ["Access-Control-Allow-Origin", "*"],
    [EXPOSE, "X-A"],
    ["X-A", "1"],
    ["X-A", "2"],
    ["X-B", "3"],
    ["Content-Type", "text/x"],
  ];
  const page = openPage({
    origin: "https://app.example.com",
    transport: () => ({ status: 200, statusText: "", headers, body: null }),
  });
  const { response } = await page.fetch("https://api.example.net/");
  expect([...(response?.headers ?? [])]).toEqual([
    ["content-type", "text/x"],
    ["x-a", "1, 2"],
  ]);
});
