import { expect, test } from "vitest";
import type { HeaderLine, NetworkRequest } from "../../../browser/index.ts";
import { siteOf } from "../../site-of.ts";
import { withBrowserLines } from "./request-lines.ts";

const GET: NetworkRequest = {
  method: "GET",
  url: "https://api.example.co.uk/a",
  headers: [],
  body: null,
  credentials: false,
};

function linesOf(page: string | null, over: Partial<NetworkRequest> = {}): ReadonlyMap<string, string> {
  const { headers } = withBrowserLines({ ...GET, ...over }, page, siteOf);
  expect(new Set(headers.map(([name]) => name.toLowerCase())).size).toBe(headers.length);
  return new Map(headers);
}

test.each([
  ["https://api.example.co.uk", "same-origin"],
  ["https://app.example.co.uk", "same-site"],
  ["https://api.example.co.uk:8443", "same-site"],
  ["http://app.example.co.uk", "cross-site"],
  ["https://app.other.co.uk", "cross-site"],
  ["null", "cross-site"],
])("a page of %s is %s", (page, site) => {
  expect(linesOf(page).get("Sec-Fetch-Site")).toBe(site);
});

test("sites are those of the whole public suffix list", () => {
  const url = "https://api.b.kobe.jp/";
  expect(linesOf("https://x.b.kobe.jp", { url }).get("Sec-Fetch-Site")).toBe("cross-site");
});

test("the Referer is the page's origin, and none from https to http or from a sandbox", () => {
  expect(linesOf("https://a.example").get("Referer")).toBe("https://a.example/");
  expect(linesOf("null").has("Referer")).toBe(false);
  expect(linesOf("https://a.example", { url: "http://b.example/" }).has("Referer")).toBe(false);
  expect(linesOf("http://a.example", { url: "http://b.example/" }).get("Referer")).toBe("http://a.example/");
});

test("fetch metadata goes to trustworthy URLs alone, and never without a page", () => {
  const has = (lines: ReadonlyMap<string, string>): boolean =>
    [...lines.keys()].some((name) => /^sec-fetch/i.test(name));
  expect(has(linesOf("http://a.example", { url: "http://b.example/" }))).toBe(false);
  expect(has(linesOf("http://a.example", { url: "http://b.localhost/" }))).toBe(true);
  expect(has(linesOf(null))).toBe(false);
});

test.each([
  ["GET", null, undefined],
  ["OPTIONS", null, undefined],
  ["POST", null, "0"],
  ["PUT", "äb", "3"],
  ["DELETE", null, undefined],
  ["DELETE", "x", "1"],
])("%s with the body %j has Content-Length %s", (method, body, length) => {
  expect(linesOf("null", { method, body }).get("Content-Length")).toBe(length);
});

test("the page's own lines stay, and are not doubled", () => {
  const headers: readonly HeaderLine[] = [
    ["accept", "text/html"],
    ["USER-AGENT", "mine"],
    ["Origin", "https://a.example"],
  ];
  const lines = linesOf("https://a.example", { headers });
  expect([lines.get("accept"), lines.get("USER-AGENT"), lines.get("Accept")]).toEqual(["text/html", "mine", undefined]);
  expect([...lines.keys()].slice(0, 2)).toEqual(["Host", "Connection"]);
});
