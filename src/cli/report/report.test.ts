import picocolors from "picocolors";
import { describe, expect, test } from "vitest";
import type { Finding } from "../finding.ts";
import { githubAnnotations } from "./github.ts";
import { humanFindings } from "./human.ts";
import { junitXml } from "./junit.ts";
import { printable, printableLine, printJson } from "./printable.ts";
import { bySeverity, exitCodeOf, tally } from "./severity.ts";
import { wrap } from "./wrap.ts";

const INFO: Finding = { code: "max-age-short", severity: "info", message: "m", cause: "c", fix: "f" };
const WARNING: Finding = { ...INFO, code: "vary-missing", severity: "warning" };
const ERROR: Finding = {
  code: "reflects-any-origin",
  severity: "error",
  message: "100% of <strangers> read, with\r\ncredentials",
  cause: 'it says "yes"',
  fix: "a list",
  snippet: "add_header a;",
  evidence: ["Access-Control-Allow-Origin: \u001b[31mhttps://evil.example"],
  curl: "curl 'https://a.example/'",
};

describe("severity", () => {
  test.each([
    [[], 0, "no findings"],
    [[INFO], 0, "1 to know"],
    [[WARNING], 1, "1 warning"],
    [[ERROR, INFO, ERROR], 1, "2 errors, 1 to know"],
  ] as const)("%j: exit code and tally", (findings, code, text) => {
    expect(exitCodeOf(findings)).toBe(code);
    expect(tally(findings)).toBe(text);
  });

  test("the gravest come first, and otherwise they stay in their order", () => {
    const other = { ...WARNING, code: "other" };
    expect(bySeverity([INFO, WARNING, ERROR, other])).toEqual([ERROR, WARNING, other, INFO]);
  });
});

describe("for a person", () => {
  const look = { colors: picocolors.createColors(false), width: 40 };

  test("the gravest first, wrapped, with its snippet, what shows it and how to see it again", () => {
    expect(humanFindings([INFO, ERROR], look)).toBe(
      [
        "error  100% of <strangers> read,",
        "       with\\u000d",
        "       credentials (reflects-any-origin)",
        '  cause  it says "yes"',
        "  fix    a list",
        "",
        "      add_header a;",
        "",
        "  seen   Access-Control-Allow-Origin: \\u001b[31mhttps://evil.example",
        "  try    curl 'https://a.example/'",
        "",
        "info  m (max-age-short)",
        "  cause  c",
        "  fix    f",
      ].join("\n"),
    );
  });

  test("colours are for the severity", () => {
    const yellow = (text: unknown): string => `<yellow>${String(text)}</yellow>`;
    const painted = humanFindings([WARNING], { ...look, colors: { ...look.colors, yellow } });
    expect(painted).toMatch(/^<yellow>warning<\/yellow> {2}m/);
  });

  test("nothing where there is nothing", () => {
    expect(humanFindings([], look)).toBe("");
  });
});

describe("what a server sent", () => {
  test("cannot move the cursor or turn the line around", () => {
    expect(printable("a\u001b[2Kb\u009bc\u202ed\ne\tf")).toBe("a\\u001b[2Kb\\u009bc\\u202ed\ne\tf");
    expect(printableLine("a\nb\tc\r")).toBe("a\\nb c\\u000d");
  });
  test.each([
    // GitHub runs it wherever a line is broken in front of it.
    ["::stop-commands::x", "\\u003a:stop-commands::x"],
    ["a ::set-output name=a::b\n\t::x", "a \\u003a:set-output name=a::b\n\t\\u003a:x"],
    ["a ##[set-output name=a;]b ###[error]", "a \\u0023#[set-output name=a;]b #\\u0023#[error]"],
    ["a##vso[task.setvariable variable=a]b", "a\\u0023#vso[task.setvariable variable=a]b"],
    ["http://[::1]:8080 a::b : ## a[0]", "http://[::1]:8080 a::b : ## a[0]"],
  ])("cannot command a CI server: %j", (text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(JSON.parse(printJson({ text }))).toEqual({ text });
  });
});

describe("wrap", () => {
  test("breaks between words, indents, and leaves long words whole", () => {
    expect(wrap("one two three four", 12, "  a ")).toBe("  a one two\n    three\n    four");
    expect(wrap("https://a.example/a/very/long/path is it", 10)).toBe("https://a.example/a/very/long/path\nis it");
  });
  test("a line that just fits is not broken, and line breaks stay", () => {
    expect(wrap("12345 789\nx", 9)).toBe("12345 789\nx");
    expect(wrap("12345 7890", 9)).toBe("12345\n7890");
  });
});

test("JSON is the same data, and steers no terminal", () => {
  const value = { "a\u202e": "\u001b[31m\u009b2J\u007f\n\\u0041" };
  const text = printJson(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toBe('{\n  "a\\u202e": "\\u001b[31m\\u009b2J\\u007f\\n\\\\u0041"\n}');
});

describe("GitHub annotations", () => {
  test("are one line each, with what would end or forge one escaped", () => {
    expect(githubAnnotations([ERROR, INFO], "a,b:c.ts")).toBe(
      "::error file=a%2Cb%3Ac.ts,title=corskit%3A reflects-any-origin::100%25 of <strangers> read, with%0D%0Acredentials" +
        '%0Acause: it says "yes"%0Afix: a list%0Aadd_header a;\n' +
        "::notice file=a%2Cb%3Ac.ts,title=corskit%3A max-age-short::m%0Acause: c%0Afix: f",
    );
  });
  test("do not steer the terminal of whoever reads the log", () => {
    const text = githubAnnotations([{ ...WARNING, message: "a\u001b[2Kb\u009bc\u202ed" }]);
    expect(text).toContain("::a\\u001b[2Kb\\u009bc\\u202ed%0A");
  });
  test("without a file they belong to the run", () => {
    expect(githubAnnotations([WARNING])).toMatch(/^::warning title=corskit%3A vary-missing::/);
  });
});

describe("JUnit XML", () => {
  test("has a failed case for each finding, and a passed one for what is only worth knowing", () => {
    const xml = junitXml("https://a.example/?a&b", [ERROR, INFO]);
    expect(xml).toContain('<testsuite name="https://a.example/?a&amp;b" tests="2" failures="1" errors="0">');
    expect(xml).toContain(
      '<failure type="error" message="100% of &lt;strangers&gt; read, with\\u000d&#10;credentials">',
    );
    expect(xml).toContain("it says &quot;yes&quot;");
    expect(xml).toContain('name="max-age-short"><system-out>');
    expect(xml).not.toContain("\u001b");
  });
  test("without findings has one passed case", () => {
    expect(junitXml("a", [])).toContain(
      'tests="1" failures="0" errors="0">\n    <testcase classname="a" name="CORS"/>',
    );
  });
  test("holds no character that XML cannot", () => {
    expect(junitXml("a", [{ ...INFO, message: "\ud800\uffff\u0000" }])).toContain("\ufffd\ufffd\\u0000");
  });
});
