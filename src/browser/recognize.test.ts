import { describe, expect, test } from "vitest";
import { CONSOLE_MESSAGES } from "../../test/support/console-messages.ts";
import { readConsoleText } from "./console-text.ts";
import { fillKnown } from "./fill-known.ts";
import { narrow } from "./narrow.ts";
import { recognize } from "./recognize.ts";

/** One value of each kind; test/recognize.test.ts draws others. */
const VALUES: Readonly<Record<string, string>> = {
  KIND: "fetch",
  LOADER: "Fetch API",
  URL: "https://api.example.net/rides?a=b",
  FIRST_URL: "https://cdn.example.org/first",
  PAGE_URL: "https://app.example.com/",
  LOCATION: "https://cdn.example.org/next",
  ORIGIN: "https://app.example.com",
  OTHER_ORIGIN: "https://b.example",
  SENT_ORIGIN: "https://app.example.com",
  METHOD: "PUT",
  HEADER: "x-a",
  ACAO: "https://b.example",
  ACAC: "yes",
  STATUS: "404",
  SCHEME: "ftp",
  SPACE: "local",
  TOKEN: "x y",
  CODE: "ERR_FAILED",
};

const fill = (template: string): string => template.replace(/\{([A-Z_]+)\}/g, (_, name: string) => VALUES[name] ?? "x");
const OF_ORIGINS = /(AllowOriginMismatch|MultipleAllowOriginValues|InvalidAllowOriginValue)$/;

test("every message that a console prints is known, whole, and its engine's", () => {
  for (const [expected, engine, template] of CONSOLE_MESSAGES) {
    const message = fill(template);
    const [first, ...others] = recognize(message);
    expect(others, message).toEqual([]);
    expect(first?.engine, message).toBe(engine);
    const meanings: readonly string[] = [...(first?.codes ?? []), first?.topic ?? ""];
    // Firefox's text shows by its value which of three it is.
    const isOfOrigins = OF_ORIGINS.test(expected) && first?.codes.every((code) => OF_ORIGINS.test(code));
    expect(meanings.includes(expected) || isOfOrigins, message).toBe(true);
    if (!template.startsWith("downloadable font")) expect(first?.text).toBe(message);
    if (template.includes("{URL}") && !template.includes("redirection"))
      expect(first?.values["URL"]).toBe(VALUES["URL"]);
  }
});

describe("a console's text", () => {
  test("is searched on one line, with single spaces and plain quotes", () => {
    const { flat, lines } = readConsoleText("a \t ‘b’\r\n  “c”\u2028d e");
    expect([flat, lines]).toEqual([`a 'b' "c" d e`, "a ‘b’\n“c”\nd e"]);
  });
  test("is told as it was", () => {
    const text = "x  Failed\n   to load \n y";
    const { lines, original } = readConsoleText(text);
    const start = lines.indexOf("Failed");
    expect(original(start, lines.indexOf(" y") === -1 ? lines.indexOf("\ny") : lines.length)).toBe(
      "Failed\n   to load",
    );
    expect(original(0, lines.length)).toBe(text);
    expect(original(0, 1)).toBe("x");
  });
});

describe("Firefox's one text for three failures", () => {
  const ALL = ["AllowOriginMismatch", "MultipleAllowOriginValues", "InvalidAllowOriginValue"] as const;
  const PREFLIGHT = ["PreflightAllowOriginMismatch", "PreflightMultipleAllowOriginValues"] as const;
  test.each([
    ["https://b.example", ALL, ["AllowOriginMismatch"]],
    ["null", ALL, ["AllowOriginMismatch"]],
    ["https://b.example, https://c.example", ALL, ["MultipleAllowOriginValues"]],
    ["https://b.example https://c.example", ALL, ["MultipleAllowOriginValues"]],
    ["b.example", ALL, ["InvalidAllowOriginValue"]],
    ["a b", PREFLIGHT, ["PreflightMultipleAllowOriginValues"]],
    ["b.example", PREFLIGHT, PREFLIGHT],
    [undefined, ALL, ALL],
    ["a b", [...ALL, "NetworkFailure"], [...ALL, "NetworkFailure"]],
  ] as const)("with %j stands for one of them where it can", (detail, codes, left) => {
    expect(narrow(codes, detail)).toEqual(left);
  });
});

describe("an explanation says what the message tells", () => {
  const explanation = { cause: "{ORIGIN} may not ({STATUS}).", fix: "Send {DETAIL} from {URL}." };
  test("and the rest in general, or not at all in brackets", () => {
    expect(fillKnown(explanation, { ORIGIN: "https://a.example", STATUS: "404", DETAIL: "x", URL: "u" })).toEqual({
      cause: "https://a.example may not (404).",
      fix: "Send x from u.",
    });
    expect(fillKnown(explanation, { URL: "u" })).toEqual({
      cause: "the page's origin may not.",
      fix: "Send a value that the message does not tell from u.",
    });
    expect(fillKnown(explanation, { URL: "u" }, "AllowOriginMismatch").fix).toBe("Send another value from u.");
    expect(fillKnown(explanation, { URL: "u" }, "NetworkFailure").fix).toContain("a value that the message");
    expect(fillKnown(explanation, { URL: "u", DETAIL: "" }).fix).toBe("Send absent from u.");
  });
});
