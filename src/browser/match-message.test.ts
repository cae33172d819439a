import { describe, expect, test } from "vitest";
import { recognize } from "./recognize.ts";

describe("a value", () => {
  const BLOCKED =
    "Access to fetch at 'https://a.example/' from origin 'https://b.example' has been blocked by CORS policy: ";
  const mismatch = (value: string): string =>
    `The 'Access-Control-Allow-Origin' header has a value '${value}' that is not equal to the supplied origin.`;
  const mixed = (kind: string): string =>
    `Mixed Content: The page at 'https://a.example/' was loaded over HTTPS, but requested an insecure ${kind} 'http://b.example/'. This request has been blocked; the content must be served over HTTPS.`;

  test("has at most 2,000 characters", () => {
    const long = `https://${"a".repeat(1992)}`;
    expect(recognize(mismatch(long))[0]?.values["DETAIL"]).toBe(long);
    expect(recognize(mismatch(`${long}a`))).toEqual([]);
    const url = (length: number): string => `https://a.example/${"x".repeat(length - 18)}`;
    const blocked = (length: number): string =>
      `[blocked] The page at ${url(length)} was not allowed to run insecure content from ${url(20)}`;
    expect(recognize(blocked(2000))[0]?.values["PAGE_URL"]).toBe(url(2000));
    expect(recognize(blocked(2001))).toEqual([]);
  });
  test("is told on one line, however it was wrapped", () => {
    expect(recognize(mismatch("https://a.example,\n  https://c.example"))[0]?.values["DETAIL"]).toBe(
      "https://a.example, https://c.example",
    );
  });
  test("ends before what follows it", () => {
    expect(
      recognize("' that is not equal to the supplied origin. The 'Access-Control-Allow-Origin' header has a value 'x"),
    ).toEqual([]);
  });
  test("says what is loaded in words", () => {
    expect(recognize(mixed("XMLHttpRequest endpoint"))[0]?.values["KIND"]).toBe("XMLHttpRequest endpoint");
    for (const kind of ["1 image", "image 1", ""]) expect(recognize(mixed(kind)), kind).toEqual([]);
  });
  test("is one word where it is no quotation, or an origin", () => {
    expect(recognize("Origin 'https://b.example' is not allowed by Access-Control-Allow-Origin.")).toEqual([]);
    const [first] = recognize(`${BLOCKED.replace("'https://b.example'", "'b c'")}${mismatch("x")}`);
    expect(first?.values["ORIGIN"]).toBeUndefined();
  });
  test.each([
    // What stands first in the text is no part of a message further on.
    '"Origin a b is not allowed by Access-Control-Allow-Origin."',
    "Not allowed to use restricted network port a b: http://a.example/",
    ". Firefox can’t establish a connection to the server at ",
    // A quotation mark that ends before the value does not begin it.
    "The page’s settings blocked the loading of a resource (a b) at https://a.example/ because it violates the following directive: “x”",
  ])("of two words, or none, makes no message: %j", (message) => expect(recognize(message)).toEqual([]));
  test.each([
    ["net::ERR_SOMETHING_NEW, and more", "ERR", "SOMETHING_NEW"],
    ["(net::ERR_SOMETHING_NEW)", "ERR", "SOMETHING_NEW"],
    ["net::ERR_SOMETHING.NEW", "ERR", "SOMETHING.NEW"],
    ["Header Access-Control-Allow-Methods has an invalid value: a b\n(c)", "DETAIL", "a b"],
    ["Header Access-Control-Allow-Methods has an invalid value: a b", "DETAIL", "a b"],
    ["Not allowed to load local resource: file:///a(b)", "URL", "file:///a(b)"],
    ["Not allowed to load local resource: file:///a.", "URL", "file:///a."],
    ["Firefox can’t establish a connection to the server at wss://a.example/.", "URL", "wss://a.example/"],
    ["Firefox can’t establish a connection to the server at wss://a.example/", "URL", "wss://a.example/"],
    ["(x) Not allowed to load local resource: file:///a)", "URL", "file:///a)"],
    ["(Not allowed to load local resource: file:///a)", "URL", "file:///a"],
    ["(see: Not allowed to load local resource: file:///ab", "URL", "file:///ab"],
    [`(Not allowed to load local resource: file:///a)\n${"x".repeat(3000)}`, "URL", "file:///a"],
    [`(x${"x".repeat(3000)} Not allowed to load local resource: file:///a)`, "URL", "file:///a)"],
    ["Preflight response is not successful. Status code: 404 of rides", "STATUS", "404"],
    ["Not allowed to use restricted network port 6000: http://a.example:6000/ and more", "PORT", "6000"],
  ])("%j at the end of its message: %s is %j", (message, name, value) => {
    expect(recognize(message)[0]?.values[name]).toBe(value);
  });
});

describe("a message stands by itself", () => {
  const METHOD = "Method PUT is not allowed by Access-Control-Allow-Methods";
  test.each([
    [`${METHOD}.`, `${METHOD}.`],
    [`${METHOD}; more`, METHOD],
    [`"${METHOD}"`, METHOD],
    [`${METHOD} (a.js, line 3)`, undefined],
    ["TypeError: Failed to fetch", "TypeError: Failed to fetch"],
    ["TypeError: Failed to fetch (a.js:1)", "TypeError: Failed to fetch"],
    ["TypeError: Failed to fetch at load (a.js:1)", "TypeError: Failed to fetch"],
    ["TypeError: Failed to fetch x y (a.js:1)", undefined],
    ["net::ERR_FAILED 200 (OK)", "net::ERR_FAILED"],
    ["net::ERR_FAILED for ever", "net::ERR_FAILED"],
    ["TypeError", "TypeError"],
    ["[Error] TypeError", "TypeError"],
    ["[Error]TypeError\nat load", "TypeError"],
    ["[a b] TypeError", undefined],
    ["TypeError x", undefined],
    ["TypeError.", undefined],
    ["TypeError ", "TypeError"],
    ["TypeError: Failed to fetch ", "TypeError: Failed to fetch"],
    [`${METHOD} `, METHOD],
    // However much follows it, what stands before it on its line is looked at.
    [`The load: Load failed\n${"x".repeat(100)}`, undefined],
    [`${"x".repeat(100)}\nLoad failed`, "Load failed"],
    [
      "a.js:1[blocked] The page at https://a.example/ was not allowed to run insecure content from http://b.example/x",
      "[blocked] The page at https://a.example/ was not allowed to run insecure content from http://b.example/x",
    ],
  ])("in %j it is %j", (text, message) => {
    expect(recognize(text)[0]?.text).toBe(message);
  });
});

test("a failure of the network has its own name, whatever follows", () => {
  expect(recognize("net::ERR_FAILED for ever")[0]?.codes).toContain("NetworkFailure");
  for (const longer of ["net::ERR_FAILED_AGAIN", "net::ERR_FAILEDx"]) {
    expect(recognize(longer)[0]?.codes, longer).toEqual([]);
  }
});
