import { describe, expect, test } from "vitest";
import { CATALOGUE } from "./catalogue.ts";
import { MESSAGES } from "./messages.ts";

const KNOWN = /\{(URL|ORIGIN|STATUS|DETAIL|PAGE_URL)\}/g;

describe.each(Object.entries(CATALOGUE))("%s", (code, { cause, fix }) => {
  test("has a cause and a fix in whole sentences", () => {
    for (const text of [cause, fix]) expect(text).toMatch(/^[A-Z*m{].{8,}\.$/s);
    expect(cause).not.toBe(fix);
  });
  test("has no placeholder that nobody fills in", () => {
    expect(`${cause}${fix}`.replaceAll(KNOWN, "")).not.toMatch(/[{}]/);
  });
  test("has a text for each engine", () => {
    const texts = Object.entries(MESSAGES).find(([key]) => key === code)?.[1];
    expect(Object.keys(texts ?? {}).toSorted()).toEqual(["chromium", "firefox", "webkit"]);
    expect(Object.values(texts ?? {}).every((text) => text.length > 5)).toBe(true);
  });
  test("advises no echo of whoever asks", () => {
    expect(`${cause} ${fix}`).not.toMatch(/\b(echo|reflect|mirror|repeat|copy|return the request's)\b/i);
  });
});

// Who is told to answer with the page's origin is told of the list too; an example of its form is no such advice.
const NAMING = Object.entries(CATALOGUE).filter(([, { fix }]) => fix.includes("{ORIGIN}"));
test.each(NAMING)("%s: the origin that is to be sent is an allowed one", (_, { fix }) => {
  expect(fix).toMatch(/allowed|\bas in \{ORIGIN\}/);
});

const CHOOSING = Object.entries(CATALOGUE).filter(([, { fix }]) => fix.includes("the one that matches"));
test.each(CHOOSING)("%s: an answer that differs by origin has Vary", (_, { fix }) => {
  expect(fix).toContain("Vary: Origin");
});

test("there are such fixes", () => expect([NAMING.length > 5, CHOOSING.length > 1]).toEqual([true, true]));
