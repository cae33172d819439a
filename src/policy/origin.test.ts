import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillIn, isPlainOrigin, originParts, patternParts } from "./origin.ts";
import { patternFault } from "./pattern-fault.ts";

const PATTERNS = [
  "https://app.example.com",
  "https://app.example.com:8443",
  "http://localhost",
  "http://localhost:3000",
  "http://localhost:*",
  "http://127.0.0.1:8080",
  "http://[::1]:8080",
  "http://[::1]:*",
  "https://[2001:db8::1]",
  "https://xn--mnchen-3ya.de",
  "https://a_b.example.com",
  "https://example.com.",
  "https://*.example.com",
  "https://*.example.com:8443",
  "https://*.example.com:*",
  "https://*.a.b.c.example.com",
  "http://*.localhost:*",
  "https://*--app.netlify.app",
  "https://*-preview.example.com:*",
  "https://*app.example.com",
  "capacitor://localhost",
  "ionic://localhost",
  "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
  "moz-extension://0a1b2c3d-0000-4000-8000-0123456789ab",
  "https://example.com:65535",
  "http://example.com:443",
  "https://example.com:80",
  "https://profile:8443",
];

test.each(PATTERNS)("%s is a pattern", (pattern) => {
  expect(patternFault(pattern)).toBeUndefined();
});

/** What is no pattern, what its message says, and the pattern that its fix offers. */
const FAULTS: readonly (readonly [value: string, why: string, fix: string])[] = [
  ["https://a.com/", "ends with a slash", "https://a.com"],
  ["https://a.com/app", "has a path", "https://a.com"],
  ["https://a.com/?x", "has a path", "https://a.com"],
  ["https://a.com?x", "has a query", "https://a.com"],
  ["https://a.com#x", "has a fragment", "https://a.com"],
  ["https://user@a.com", "user information", "https://a.com"],
  ["https://user:pass@a.com/", "user information", "https://a.com"],
  [" https://a.com", "white space", "https://a.com"],
  ["https://a.com\n", "white space", "https://a.com"],
  ["https://a.com, https://b.com", "white space", "https://app.example.com"],
  ["https://A.com", "lower case", "https://a.com"],
  ["HTTPS://a.com", "lower case", "https://a.com"],
  ["a.com", "no scheme", "https://a.com"],
  ["//a.com", "no scheme", "https://app.example.com"],
  ["localhost:3000", "no scheme", "http://localhost:3000"],
  ["*.a.com", "no scheme", "https://*.a.com"],
  ["", "no scheme", "https://app.example.com"],
  ["file://", "no page has an origin of that scheme", "https://app.example.com"],
  ["file:///home/me", "no page has an origin of that scheme", "https://app.example.com"],
  ["wss://a.com", "no page has an origin of that scheme", "https://a.com"],
  ["https://münchen.de", "Punycode", "https://xn--mnchen-3ya.de"],
  ["https://a.com:443", "default port", "https://a.com"],
  ["http://a.com:80", "default port", "http://a.com"],
  ["https://a.com:0", "the port", "https://app.example.com"],
  ["https://a.com:65536", "the port", "https://app.example.com"],
  ["https://a.com:123456", "the port", "https://app.example.com"],
  ["https://a.com:08080", "the port", "https://a.com:8080"],
  ["https://a.com:x", "the port", "https://app.example.com"],
  ["https://a.com:", "in another way", "https://a.com"],
  ["http://[0:0:0:0:0:0:0:1]", "in another way", "http://[::1]"],
  ["http://[::ffff:127.0.0.1]", "in another way", "http://[::ffff:7f00:1]"],
  ["http://[::1", "in another way", "https://app.example.com"],
  ["http://127.1", "in another way", "http://127.0.0.1"],
  ["http://0x7f.0.0.1", "in another way", "http://127.0.0.1"],
  ["http://2130706433", "in another way", "http://127.0.0.1"],
  ["http://1.2.3.256", "in another way", "https://app.example.com"],
  ["https://a..com", "in another way", "https://app.example.com"],
  ["https://.a.com", "in another way", "https://app.example.com"],
  ["https://a`b.com", "in another way", "https://app.example.com"],
  [`https://${"a".repeat(600)}.com`, "in another way", "https://app.example.com"],
  ["https://*.1.2.3.4", "IP address", "https://app.example.com"],
  ["https://*.127.0.0.1:8080", "IP address", "https://app.example.com"],
  ["https://*.[::1]", "IP address", "https://app.example.com"],
  // With something in front of it, an address is no host at all.
  ["https://*127.0.0.1", "IP address", "https://app.example.com"],
  ["https://*", "whole host", "https://app.example.com"],
  ["https://*:8080", "whole host", "https://app.example.com"],
  ["https://*.", "whole host", "https://app.example.com"],
  ["https://*com", "whole host", "https://app.example.com"],
  ["https://*.a.com:443", "default port", "https://*.a.com"],
  ["https://*--b.a.com:99999", "the port", "https://app.example.com"],
  ["*://a.com", "for a scheme", "https://app.example.com"],
  ["http*://a.com", "for a scheme", "https://app.example.com"],
  ["https://a.*.com", "stands for", "https://app.example.com"],
  ["https://a*.example.com", "stands for", "https://app.example.com"],
  ["https://a*b.example.com", "stands for", "https://app.example.com"],
  ["https://example.*", "stands for", "https://app.example.com"],
  ["https://**.example.com", "stands for", "https://app.example.com"],
  ["https://*.*.example.com", "stands for", "https://app.example.com"],
  ["https://a.com:80*", "stands for", "https://app.example.com"],
  ["https://a.com:*80", "stands for", "https://a.com:*"],
  ["https://a.com:8080:*", "one port and any", "https://a.com:8080"],
  ["https://*.a.com:8443:*", "one port and any", "https://*.a.com:8443"],
  // What a rule says of one place is not said of another.
  ["https://a.com/*://b.com", "has a path", "https://a.com"],
  ["http*s://a.com", "for a scheme", "https://app.example.com"],
  ["https://*.192.168.0.10", "IP address", "https://app.example.com"],
  ["https://*.a.[::1]", "IP address", "https://app.example.com"],
  ["https://a.com:80*x", "stands for", "https://app.example.com"],
  ["http://a.com:80000", "the port", "https://app.example.com"],
  ["https://a.com:443000", "the port", "https://app.example.com"],
  ["https://a..com:8080", "in another way", "https://app.example.com"],
  ["a.com/https://b.com", "no scheme", "https://a.com"],
  ["notlocalhost.com", "no scheme", "https://notlocalhost.com"],
  ["https://aws:8443/", "ends with a slash", "https://aws:8443"],
  ["http://[::1]:*/", "ends with a slash", "http://[::1]:*"],
  ["ws://a.com", "no page has an origin of that scheme", "http://a.com"],
  // A `*` in a password becomes no wildcard.
  ["https://*:pass@a.com", "user information", "https://a.com"],
  // Schemes that are not the web's know no default port.
  ["web+http://A.com", "lower case", "web+http://a.com"],
  ["web+http://[0:0::1]:80", "in another way", "web+http://[::1]:80"],
  ["web+https://[0:0::1]:443", "in another way", "web+https://[::1]:443"],
  ["httpx://A.com", "lower case", "httpx://a.com"],
  ["capacitor://A.com:443", "lower case", "capacitor://a.com:443"],
  ["capacitor://A.com:80", "lower case", "capacitor://a.com:80"],
  [`HTTPS://${"a.".repeat(110)}com`, "lower case", `https://${"a.".repeat(110)}com`],
];

describe("what is no pattern says why and how to write it", () => {
  test.each(FAULTS)("%j: %s", (value, why, fix) => {
    const fault = patternFault(value);
    expect(fault?.message).toContain(why);
    expect(fault?.fix).toBe(JSON.stringify(fix));
    expect(patternFault(fix)).toBeUndefined();
  });
});

test("the usual origin needs no closer look, and is one", () => {
  const plain = ["https://app.example.com", "https://a_b.example.com", "https://1.2.3.com"];
  for (const origin of plain) expect(isPlainOrigin(origin), origin).toBe(true);
  const others = [
    "http://a.com",
    "https://a.com:8443",
    "https://a.com.",
    "https://xn--mnchen-3ya.de",
    "https://a.0x7f",
  ];
  for (const origin of others) expect(isPlainOrigin(origin), origin).toBe(false);
  for (const [value] of FAULTS) expect(isPlainOrigin(value), value).toBe(false);
  for (const value of [undefined, null, 1, { toString: () => "https://a.com" }, ["https://a.com"]]) {
    expect(isPlainOrigin(value)).toBe(false);
  }
});

test("an origin is taken apart as a browser puts it together", () => {
  expect(originParts("https://app.example.com")).toEqual({ scheme: "https://", host: "app.example.com", port: "" });
  expect(originParts("http://[::1]:8080")).toEqual({ scheme: "http://", host: "[::1]", port: ":8080" });
});

test("an origin of 512 characters is still one", () => {
  const host = "a".repeat(512 - "https://".length);
  expect(originParts(`https://${host}`)?.host).toBe(host);
  expect(originParts(`https://${host}a`)).toBeUndefined();
  const pattern = `https://*.${host.slice(2)}`;
  expect(patternParts(pattern)?.host).toBe(`*.${host.slice(2)}`);
  expect(patternParts(`${pattern}a`)).toBeUndefined();
  const plain = `https://${host.slice(4)}.com`;
  expect(isPlainOrigin(plain)).toBe(true);
  expect(isPlainOrigin(`${plain}m`)).toBe(false);
});

test.each([
  ["https://app.example.com:8443", "https://app.example.com:8443"],
  ["https://*.example.com", "https://a.example.com"],
  ["https://*--app.netlify.app:*", "https://a--app.netlify.app"],
  // No pattern, and no origin after it.
  ["https://a:*.example.com", "https://a:*.example.com"],
])("%s with its wildcards filled in is %s", (pattern, origin) => {
  expect(fillIn(pattern)).toBe(origin);
});

test.each([
  "null",
  "",
  "https://a.com:443",
  "http://a.com:80",
  "https://a.com:0",
  "https://a.com:65536",
  "https://A.com",
])("%j is no origin that a browser sends", (origin) => {
  expect(originParts(origin)).toBeUndefined();
});

test("a pattern is one exactly where the URL standard serialises its origin as it stands", () => {
  const label = fc.constantFrom(
    "a",
    "1",
    "127",
    "0",
    "256",
    "0x7f",
    "0x",
    "08",
    "a1",
    "1a",
    "0xg",
    "xn--a",
    "xn--mnchen-3ya",
    "a_b",
    "-",
  );
  const host = fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 5 }), fc.constantFrom("", "."))
    .map(([labels, end]) => labels.join(".") + end);
  const address = fc.constantFrom("[::1]", "[0:0:0:0:0:0:0:1]", "[2001:db8::1]", "[::ffff:7f00:1]", "[1]", "[::1::]");
  const serialized = (origin: string): boolean => URL.canParse(origin) && new URL(origin).origin === origin;
  fc.assert(
    fc.property(
      fc.constantFrom("http", "https"),
      fc.oneof({ weight: 5, arbitrary: host }, address),
      (scheme, drawn) => {
        const origin = `${scheme}://${drawn}`;
        expect(patternFault(origin) === undefined, origin).toBe(serialized(origin));
        if (isPlainOrigin(origin)) expect(patternFault(origin), origin).toBeUndefined();
      },
    ),
    { numRuns: 2000 },
  );
});
