import { describe, expect, test } from "vitest";
import { CONSOLE_MESSAGES } from "../../test/support/console-messages.ts";
import { CATALOGUE, TAINTED } from "./catalogue.ts";
import { readConsoleText } from "./console-text.ts";
import { fillKnown } from "./fill-known.ts";
import { narrow } from "./narrow.ts";
import { recognize } from "./recognize.ts";
import { TOPICS } from "./topics.ts";

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

/** What no CORS header mends. */
const NOT_CORS = /^(NetworkFailure|MixedContent|InvalidRequest|RedirectDisallowed|InvalidRedirect|TooManyRedirects)$/;

test("of every message the likeliest failure is explained, the others beside it, and whether CORS mends it", () => {
  const likely = [
    "NetworkFailure",
    "MissingAllowOriginHeader",
    "PreflightMissingAllowOriginHeader",
    "AllowOriginMismatch",
    "PreflightAllowOriginMismatch",
  ] as const;
  for (const [, , template] of CONSOLE_MESSAGES) {
    const [first] = recognize(fill(template));
    const { codes, topic, isCors, cause, fix, alternatives, values } = first ?? expect.fail(template);
    expect(
      alternatives.map(({ code }) => code),
      template,
    ).toEqual(topic === null ? codes.slice(1) : codes);
    const inOrder = likely.filter((code) => codes.includes(code));
    expect(codes.slice(0, inOrder.length), template).toEqual(inOrder);
    expect(isCors, template).toBe(topic === null ? !codes.every((code) => NOT_CORS.test(code)) : TOPICS[topic].isCors);
    const [code = "NetworkFailure"] = codes;
    const { DETAIL, ORIGIN } = values;
    const isTainted = code.endsWith("AllowOriginMismatch") && DETAIL !== undefined && DETAIL === ORIGIN;
    const told = topic === null ? (isTainted ? TAINTED : CATALOGUE[code]) : TOPICS[topic];
    expect({ cause, fix }).toEqual(fillKnown(told, values, topic === null ? code : undefined));
  }
});

describe("of a text", () => {
  const MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
  const CHROMIUM = `Access to fetch at 'https://a.example/' from origin 'https://b.example' has been blocked by CORS policy: `;
  test("all messages are told, in its order", () => {
    for (const [, , template] of CONSOLE_MESSAGES) {
      const message = fill(template);
      const known = recognize(message)[0]?.text ?? "";
      const texts = (text: string): readonly string[] => recognize(text).map(({ text: one }) => one);
      expect(texts(`${CHROMIUM}${MISSING}\n${message}`)).toEqual([`${CHROMIUM}${MISSING}`, known]);
      expect(texts(`${message}\n${CHROMIUM}${MISSING}`)).toEqual([known, `${CHROMIUM}${MISSING}`]);
    }
  });
  test("nothing is told where it is longer than a console's", () => {
    const long = (length: number): string => `${CHROMIUM}${MISSING}`.padEnd(length, " ");
    expect(recognize(long(100_000))).toHaveLength(1);
    expect(recognize(long(100_001))).toEqual([]);
  });
  test("what older versions of Chromium add, tells origin and status", () => {
    const foot = " Origin 'https://b.example' is therefore not allowed access.";
    const withStatus = `${foot} The response had HTTP status code 404.`;
    expect(recognize(`${MISSING}${foot}`)).toMatchObject([
      { text: `${MISSING}${foot}`, values: { ORIGIN: "https://b.example" } },
    ]);
    expect(recognize(`${MISSING}${foot}`)[0]?.values).not.toHaveProperty("STATUS");
    for (const part of [foot.slice(0, -1), withStatus.slice(0, -1)]) {
      expect(recognize(`${MISSING}${part}`)[0]?.text).toBe(`${MISSING}${part}`);
    }
    expect(recognize(`${MISSING}${withStatus}`)).toMatchObject([
      { text: `${MISSING}${withStatus}`, values: { ORIGIN: "https://b.example", STATUS: "404" } },
    ]);
  });
  test("the beginning of a line tells a preflight request from others", () => {
    const preflight = "Response to preflight request doesn't pass access control check: ";
    expect(recognize(MISSING)[0]?.codes).toEqual(["MissingAllowOriginHeader", "PreflightMissingAllowOriginHeader"]);
    expect(recognize(`${CHROMIUM}${MISSING}`)[0]?.codes).toEqual(["MissingAllowOriginHeader"]);
    expect(recognize(`${preflight}${MISSING}`)[0]?.codes).toEqual(["PreflightMissingAllowOriginHeader"]);
    expect(recognize(`${CHROMIUM}${preflight}${MISSING}`)[0]?.codes).toEqual(["PreflightMissingAllowOriginHeader"]);
  });
  test("a value that is the page's own origin was compared with null", () => {
    const mismatch = (value: string): string =>
      `${CHROMIUM}The 'Access-Control-Allow-Origin' header has a value '${value}' that is not equal to the supplied origin.`;
    const causeFor = (value: string): string | undefined => recognize(mismatch(value))[0]?.cause;
    expect(causeFor("https://b.example")).toContain("made the request's Origin null");
    expect(causeFor("https://c.example")).toContain("https://c.example");
    const preflight = mismatch("https://b.example").replace(
      CHROMIUM,
      `${CHROMIUM}Response to preflight request doesn't pass access control check: `,
    );
    expect(recognize(preflight)[0]?.cause).toBe(causeFor("https://b.example"));
    // Nothing else was.
    const credentials = `${CHROMIUM}The value of the 'Access-Control-Allow-Credentials' header in the response is 'https://b.example' which must be 'true' when the request's credentials mode is 'include'.`;
    expect(recognize(credentials)[0]).toMatchObject({ codes: ["InvalidAllowCredentials"] });
    expect(recognize(credentials)[0]?.cause).not.toContain("Origin null");
  });
});

test("what CORS mends, and what it does not, though no topic says so", () => {
  const ofCors = Object.entries(TOPICS).flatMap(([topic, { isCors }]) => (isCors ? [topic] : []));
  expect(ofCors.toSorted()).toEqual([
    "authorization-under-wildcard",
    "cors-switched-off",
    "origin-not-added",
    "private-network-access",
    "second-line",
    "server-refused",
  ]);
  expect(recognize("Failed to execute 'fetch' on 'Window': x")).toMatchObject([{ topic: null, isCors: false }]);
});

test("a further line of WebKit's says nothing by itself, and is no line of another message", () => {
  const first = "No-Cors mode requires follow redirect mode";
  const second = "Not allowed to request resource";
  const third = "Fetch API cannot load https://a.example/ due to access control checks.";
  const texts = (...lines: readonly string[]): readonly string[] => recognize(lines.join("\n")).map(({ text }) => text);
  expect(texts(second)).toEqual([]);
  expect(texts(first, second, third)).toEqual([[first, second, third].join("\n")]);
  expect(texts(first, second, "TypeError: Failed to fetch")).toEqual([first, "TypeError: Failed to fetch"]);
});

describe("of messages that begin at one place", () => {
  test("the one with more of its own words is told, where they are as long", () => {
    const firefox = (value: string): string =>
      `Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘${value}’`;
    expect(recognize(firefox("(null)"))).toMatchObject([{ codes: ["AllowOriginMismatch"], values: {} }]);
    expect(recognize(firefox("(none)"))[0]?.values).toEqual({ DETAIL: "(none)" });
  });
  test("so is the beginning of a line: no resource is called resource", () => {
    const [first] = recognize("Failed to load resource: net::ERR_CONNECTION_REFUSED");
    expect(first?.values).toEqual({});
    expect(recognize("Failed to load https://a.example/: net::ERR_FAILED")[0]?.values).toEqual({
      URL: "https://a.example/",
    });
  });
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
