import { describe, expect, test } from "vitest";
import { placed } from "./place.ts";

const place = (text: string, output: string, target = "http-api"): string | undefined =>
  placed({ file: "template.yaml", text, target }, output);

const TEMPLATE = `Api:
  Properties:
    # corskit emit http-api: begin
    Old: true
    # corskit emit: end
    Other: 1
`;

describe("a marked block", () => {
  test("is replaced, indented as its marker, and nothing else is touched", () => {
    const written = TEMPLATE.replace("    Old: true\n", "    A:\n      B: 1\n\n    C: 2\n");
    expect(place(TEMPLATE, "A:\n  B: 1\n\nC: 2\n")).toBe(written);
    expect(place(written, "A:\n  B: 1\n\nC: 2\n")).toBe(written);
  });

  test("keeps the file's line ends", () => {
    const windows = TEMPLATE.replaceAll("\n", "\r\n");
    expect(place(windows, "A: 1\n\nB: 2\n")).toBe(windows.replace("    Old: true\r\n", "    A: 1\r\n\r\n    B: 2\r\n"));
  });

  test("may be empty, and may be in any comment", () => {
    const text = "// corskit emit nginx: begin\n// corskit emit: end\n";
    expect(place(text, "a\n", "nginx")).toBe("// corskit emit nginx: begin\na\n// corskit emit: end\n");
  });

  test("of another target is none", () => {
    expect(place(TEMPLATE, "A: 1\n", "rest-api")).toBeUndefined();
    expect(place(TEMPLATE, "A: 1\n", "http")).toBeUndefined();
  });

  test.each([
    [
      "has no end",
      TEMPLATE.replace("    # corskit emit: end\n", ""),
      "template.yaml:3: the block that begins here has no end",
    ],
    [
      "begins twice before it ends",
      TEMPLATE.replace("    Old: true", "    # corskit emit http-api: begin"),
      "template.yaml:3: the block that begins here has no end",
    ],
    ["is there twice", TEMPLATE + TEMPLATE, "template.yaml:9: there is another block of http-api"],
  ])("that %s", (_, text, message) => {
    expect(() => place(text, "A: 1\n")).toThrow(message);
  });
});

describe("a JSON file", () => {
  test("gets the keys, and keeps its others and its indentation", () => {
    expect(place('{\n\t"a": 1,\n\t"headers": []\n}\n', '{"headers":[{"b":2}]}\n')).toBe(
      '{\n\t"a": 1,\n\t"headers": [\n\t\t{\n\t\t\t"b": 2\n\t\t}\n\t]\n}\n',
    );
  });

  test("stays as it is where it says the same", () => {
    const text = '{ "headers": [1,\n2] }';
    expect(place(text, '{"headers":[1,2]}')).toBe(text);
  });

  test("of something else than an object has no place", () => {
    expect(place("[1]", '{"a":1}')).toBeUndefined();
    expect(place('{"a": 1}', "[1]")).toBeUndefined();
  });

  test("with a fault is none to write over: it would be lost", () => {
    expect(() => place('{"a": 1', '{"a":1}')).toThrow("template.yaml is no JSON");
  });

  test("keeps its byte order mark and its line ends", () => {
    expect(place('\ufeff{\r\n  "a": 1\r\n}\r\n', '{"b":2}')).toBe('\ufeff{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n');
  });
});
