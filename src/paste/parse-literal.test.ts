import { describe, expect, test } from "vitest";
import { parseLiteral } from "./parse-literal.ts";

const CONFIG = { allowOrigins: ["https://app.example.com"], maxAge: 3600, allowCredentials: true };
const TEXT = `{ allowOrigins: ['https://app.example.com',], maxAge: 60 * 60, "allowCredentials": true }`;

describe("a config is found", () => {
  test.each([
    TEXT,
    `  ${TEXT} ; // the policy`,
    `cors(${TEXT})`,
    `import { cors } from "corskit";\nexport const api = cors(${TEXT});\nexport default { fetch: api.wrap(() => new Response()) };`,
    `app.use(corskit.cors(${TEXT}))`,
    `export default ${TEXT};`,
    `const config = ${TEXT};\nexport default config;`,
    `module.exports = ${TEXT}`,
    `export const config = ${TEXT}`,
    `const origins = ["https://app.example.com"]; cors({ ...{ maxAge: 1 }, maxAge: 3600, allowCredentials: !0, allowOrigins: [...origins] })`,
    `Object.freeze(${TEXT})`,
  ])("%s", (text) => expect(parseLiteral(text)).toEqual({ value: CONFIG }));
});

describe("values", () => {
  test.each<[text: string, value: unknown]>([
    ["'a'", "a"],
    ["-1.5e3", -1500],
    ["null", null],
    ["[undefined, , 1]", undefined],
    ["[1, [2]]", [1, [2]]],
    ["`a`", "a"],
    ["{ a: { 'b-c': [true] }, 1: 2 }", { a: { "b-c": [true] }, 1: 2 }],
    ["{ ['a']: 1 }", { a: 1 }],
    ["{}", {}],
  ])("%s", (text, value) => {
    const read = parseLiteral(text);
    if (value === undefined) expect(read).toHaveProperty("fix");
    else expect(read).toEqual({ value });
  });

  test("of the name __proto__ are options like others", () => {
    for (const text of [
      '{ "__proto__": { polluted: 1 } }',
      "{ __proto__: { polluted: 1 } }",
      '{ ["__proto__"]: { polluted: 1 } }',
    ]) {
      const read = parseLiteral(text);
      const value = "value" in read ? (read.value as object) : expect.fail(read.message);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(Object.keys(value)).toEqual(["__proto__"]);
      expect("polluted" in value).toBe(false);
    }
    expect("polluted" in {}).toBe(false);
  });
});

describe("what is not plain data is told by its name and place", () => {
  test.each([
    [
      "{ allowOrigins: { resolve: async (o) => true } }",
      'allowOrigins.resolve is a function, which is not run: "async (o) => true" in line 1, column 28.',
    ],
    ["{ onDecision() {} }", "onDecision is a function, which is not run"],
    [
      "{\n  onError: function () {} }",
      'onError is a function, which is not run: "function () {}" in line 2, column 12.',
    ],
    ["{ allowOrigins: [/x/] }", 'allowOrigins[0] is not written out: "/x/" in line 1, column 18.'],
    ["{ maxAge: 1n }", "maxAge is not written out"],
    [
      "{ allowOrigins: process.env.ORIGINS.split(',') }",
      "allowOrigins is not written out: \"process.env.ORIGINS.split(',')\" in line 1, column 17.",
    ],
    ["{ get maxAge() { return 1; } }", "maxAge is not written out"],
    ["{ 'a b': x }", '"a b" is not written out'],
    ["{ a: new Date() }", "a is not written out"],
    ["{ [a]: 1 }", '"a" in line 1, column 4 is not written out.'],
    ["(env) => cors", '"(env) => cors" in line 1, column 1 is a function, which is not run.'],
    ["{ a: 1 } b", "This is no JavaScript: Unexpected token in line 1, column 10."],
    ["{ a: 1", "This is no JavaScript: Unexpected token in line 1, column 7."],
    ["{ a: 1,, }", "This is no JavaScript: Unexpected token in line 1, column 8."],
    ["function f() {}", "No object is in this."],
    ["", "There is nothing here."],
    [`[${"1,".repeat(50_000)}]`, "This has 100002 characters"],
    ["[".repeat(40_000), /nested too deeply|no JavaScript/],
    [`${"[".repeat(500)}${"]".repeat(500)}`, "is not written out"],
  ])("%.60s", (text, message) => {
    const error = parseLiteral(text);
    expect(error).toMatchObject({
      message: typeof message === "string" ? expect.stringContaining(message) : expect.stringMatching(message),
    });
    expect("fix" in error && error.fix).toMatch(/^[A-Z].{8,}\.$/);
  });
});
