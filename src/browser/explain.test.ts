import { describe, expect, test } from "vitest";
import type { Exchange } from "./exchange.ts";
import { explain, type Failure } from "./explain.ts";
import { fault, type FailureCode } from "./failure.ts";
import type { HeaderList } from "./header-list.ts";
import type { Circumstances } from "./placeholders.ts";

const PAGE = "https://app.example.com";
const API = "https://api.example.net/rides";

interface Given extends Partial<Circumstances> {
  readonly detail?: string;
  /** Of the response. */
  readonly status?: number;
  readonly lines?: HeaderList;
  /** Of the request that was sent. */
  readonly sent?: HeaderList;
}

function failure(code: FailureCode, given: Given = {}): Failure {
  const { detail = null, status = 200, lines = [], sent = [], ...others } = given;
  const request = { method: "GET", url: API, headers: sent, body: null, credentials: false };
  const exchange: Exchange = {
    kind: "actual",
    request,
    response: { status, statusText: "", headers: lines, body: null },
    fault: null,
    checks: [],
  };
  return explain(fault(code, "concept-cors-check", detail), {
    origin: PAGE,
    url: API,
    firstUrl: API,
    headers: [],
    initiator: "fetch",
    redirect: "follow",
    mode: "cors",
    tainting: "cors",
    exchange,
    ...others,
  });
}

const FAILED = "(Reason: CORS request did not succeed). Status code: (null).";

describe("Firefox's second line", () => {
  const next: HeaderList = [["Location", "https://cdn.example.org/next"]];
  const cases: readonly (readonly [what: string, given: Given, lines: number])[] = [
    ["comes where a redirect would have been followed", { status: 302, lines: next }, 2],
    ["not without a Location", { status: 302 }, 1],
    ["not with another status", { status: 200, lines: next }, 1],
    ["not where it is not followed", { status: 302, lines: next, redirect: "error" }, 1],
  ];
  test.each(cases)("%s", (_, given, lines) => {
    const { firefox } = failure("MissingAllowOriginHeader", given).messages;
    expect(firefox.split("\n")).toHaveLength(lines);
    expect(firefox.endsWith(FAILED)).toBe(lines === 2);
  });
});

test("Firefox tells two lines of Access-Control-Allow-Origin from one with two values", () => {
  const name = "Access-Control-Allow-Origin";
  const textOf = (lines: HeaderList): string =>
    failure("MultipleAllowOriginValues", { detail: "a, b", lines }).messages.firefox;
  expect(
    textOf([
      [name, "a, b"],
      ["Vary", "Origin"],
    ]),
  ).toContain("does not match ‘a, b’");
  expect(
    textOf([
      [name, "a"],
      [name, "b"],
    ]),
  ).toContain("Multiple CORS header");
});

test("Firefox says what failed in mode cors, and rejects in the others without a word", () => {
  expect(failure("TooManyRedirects").messages.firefox).toContain(FAILED);
  expect(failure("TooManyRedirects", { mode: "no-cors" }).messages.firefox).toBe(
    "TypeError: NetworkError when attempting to fetch resource.",
  );
});

test("Firefox quotes the first member that is no token", () => {
  expect(failure("InvalidAllowMethodsPreflightResponse", { detail: ", PUT, x y, (" }).messages.firefox).toContain(
    "invalid token ‘x y’",
  );
});

test("WebKit tells the origin that was sent", () => {
  const textOf = (given: Given): string => failure("AllowOriginMismatch", given).messages.webkit;
  expect(textOf({ sent: [["Origin", "null"]] })).toMatch(/^Origin null is not allowed/);
  expect(textOf({})).toMatch(/^Origin https:\/\/app\.example\.com is not allowed/);
});

test("WebKit writes a header's name as it knows it, and others as the page did", () => {
  const headers: HeaderList = [
    ["content-type", "a/b"],
    ["X-a", "1"],
    ["X-b", "1"],
  ];
  const textOf = (detail: string): string =>
    failure("HeaderDisallowedByPreflightResponse", { detail, headers }).messages.webkit;
  expect(textOf("content-type")).toMatch(/^Request header field Content-Type is/);
  expect(textOf("x-b")).toMatch(/^Request header field X-b is/);
});

test("WebKit shows three characters for a byte that is not ASCII", () => {
  expect(failure("InvalidAllowMethodsPreflightResponse", { detail: "\xe9 a" }).messages.webkit).toContain(
    "invalid value: \xef\xbf\xbd a",
  );
});
