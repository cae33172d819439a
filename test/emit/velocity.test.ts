import { expect, test } from "vitest";
import { runTemplate } from "./velocity.ts";

/** What a template does to its scope, and prints. */
function run(template: string, scope: Record<string, unknown> = {}): Record<string, unknown> {
  const printed = runTemplate(template, scope);
  return { printed, ...scope };
}

test("conditions: null and false do not hold, an empty string does, and null is equal to nothing", () => {
  const template = (condition: string): string => `#if(${condition})\nyes\n#else\nno\n#end`;
  const scope = { empty: "", text: "a", none: null };
  for (const [condition, printed] of [
    ["$text", "yes\n"],
    ["$empty", "yes\n"],
    ["$none", "no\n"],
    ["$missing", "no\n"],
    ["!$none", "yes\n"],
    ["!$empty", "no\n"],
    ["$none == ''", "no\n"],
    ["$empty == ''", "yes\n"],
    ["!$none || $none == ''", "yes\n"],
    ["$text == 'b' || $text == \"a\"", "yes\n"],
    ["$text.matches('[a-z0-9_-]+')", "yes\n"],
    ["$text.matches('aa')", "no\n"],
    ["$none.matches('a')", "no\n"],
    ["false", "no\n"],
  ] as const) {
    expect([condition, run(template(condition), { ...scope })["printed"]]).toEqual([condition, printed]);
  }
});

test("a branch that does not run assigns nothing, one within it neither", () => {
  const template = "#if(false)\n#if(true)\n#set($a = 1)\n#else\n#set($b = 1)\n#end\n#else\n#set($c = 1)\n#end";
  expect(run(template)).toEqual({ printed: "", c: 1 });
});

test("null leaves a variable as it is", () => {
  expect(run("#set($a = 'old')\n#set($a = $none)", { none: null })).toMatchObject({ a: "old" });
});

test("matches takes the whole string, as Java's does", () => {
  const matched = (text: string): unknown =>
    run("#set($a = false)\n#if($text.matches('(a|b)+'))\n#set($a = true)\n#end".replace("(a|b)", "[ab]"), { text })[
      "a"
    ];
  expect(["ab", "xab", "abx", "ab\n", ""].map(matched)).toEqual([true, false, false, false, false]);
});

test.for([
  ["a reference in text", "the origin is $origin"],
  ["a directive that is not emitted", "#foreach($a in $b)\n#end"],
  ["a reference in double quotes", '#set($a = "$b")'],
  ["an operator that is not emitted", "#if($a && $b)\n#end"],
  ["a regular expression that Java reads in another way", "#if($a.matches('[[]'))\n#end"],
  ["an unclosed branch", "#if(true)\n"],
  ["an end without a branch", "#end"],
  ["a method that nobody has", "#set($a = $text.evaluate('x'))"],
] as const)("%s is not known", ([, template]) => {
  expect(() => run(template, { text: "a", a: "a" })).toThrow(SyntaxError);
});
