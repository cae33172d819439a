import { expect, test } from "vitest";
import { faultOfLines, formatLines, parseLines } from "./header-lines.ts";

test("lines as DevTools shows them are read, and written the same", () => {
  const text = "Access-Control-Allow-Origin: https://app.example.com\nVary: Origin\nVary: Cookie\nX-Empty: ";
  expect(parseLines(text)).toEqual([
    ["Access-Control-Allow-Origin", "https://app.example.com"],
    ["Vary", "Origin"],
    ["Vary", "Cookie"],
    ["X-Empty", ""],
  ]);
  expect(formatLines(parseLines(text))).toBe(text);
});

test("half a line is none yet, and is named", () => {
  expect(parseLines("Vary: Origin\nAccess-Contr\n: x\n\n")).toEqual([["Vary", "Origin"]]);
  expect(faultOfLines("Vary: Origin\n\nAccess-Contr")).toBe(
    "Line 3 is no header line, and is left out. Write Name: value.",
  );
  expect(faultOfLines("Vary: Origin\n\n")).toBeUndefined();
});
