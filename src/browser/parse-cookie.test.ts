import { describe, expect, test } from "vitest";
import { COOKIE_PROFILES } from "./cookie-profiles.ts";
import { parseSetCookie, type Cookie } from "./parse-cookie.ts";

const HOST = new URL("https://api.example.com/rides/7/seats");
const NOW = Date.UTC(2026, 0, 1);

const parse = (line: string, url = HOST): Partial<Cookie> | string => {
  const parsed = parseSetCookie(line, url, NOW, COOKIE_PROFILES.standard);
  return typeof parsed === "string" ? parsed : parsed.cookie;
};

describe("Set-Cookie:", () => {
  const cases: readonly (readonly [line: string, cookie: Partial<Cookie>])[] = [
    ["a=b", { name: "a", value: "b", path: "/rides/7", domain: "api.example.com", hostOnly: true, secure: false }],
    ["a=b=c", { name: "a", value: "b=c" }],
    ["a=", { name: "a", value: "" }],
    ["a", { name: "", value: "a" }],
    [" a ", { name: "", value: "a" }],
    ["=b", { name: "", value: "b" }],
    [" a = b ; Path=/", { name: "a", value: "b", path: "/" }],
    ['a="b"', { value: '"b"' }],
    ["a=b; path=/x", { path: "/x" }],
    ["a=b; Path=x", { path: "/rides/7" }],
    ["a=b; Path=", { path: "/rides/7" }],
    ["a=b; Path= /x ", { path: "/x" }],
    ["a=b; Path=/x; Path=/y", { path: "/y" }],
    ["a=b; Path=/x; Path=", { path: "/rides/7" }],
    [`a=b; Path=/${"x".repeat(1023)}`, { path: `/${"x".repeat(1023)}` }],
    [`a=b; Path=/${"x".repeat(1024)}`, { path: "/rides/7" }],
    [`a=${"x".repeat(4095)}`, { name: "a" }],
    ["a=\tb\tc", { value: "b\tc" }],
    ["a=b; SECURE", { secure: true }],
    ["a=b; secure=false", { secure: true }],
    ["a=b; Domain=example.com", { domain: "example.com", hostOnly: false }],
    ["a=b; Domain=.EXAMPLE.com", { domain: "example.com", hostOnly: false }],
    ["a=b; Domain", { domain: "api.example.com", hostOnly: true }],
    ["a=b; Domain=", { domain: "api.example.com", hostOnly: true }],
    ["a=b; SameSite=Strict", { sameSite: "strict" }],
    ["a=b; samesite=NONE", { sameSite: "none" }],
    ["a=b; SameSite=nonsense", { sameSite: "lax" }],
    ["a=b; SameSite", { sameSite: "lax" }],
    ["a=b; SameSite=None; SameSite=Strict", { sameSite: "strict" }],
    ["a=b; SameSite=None; SameSite=nonsense", { sameSite: "lax" }],
    ["a=b", { expires: Number.POSITIVE_INFINITY }],
    ["a=b; Max-Age=60", { expires: NOW + 60_000 }],
    ["a=b; Max-Age=0", { expires: NOW }],
    ["a=b; Max-Age=-1", { expires: NOW - 1000 }],
    ["a=b; Max-Age=x", { expires: Number.POSITIVE_INFINITY }],
    ["a=b; Max-Age=0.5", { expires: Number.POSITIVE_INFINITY }],
    ["a=b; Max-Age=0s", { expires: Number.POSITIVE_INFINITY }],
    ["a=b; Expires=Thu, 01 Jan 2026 00:01:00 GMT", { expires: NOW + 60_000 }],
    ["a=b; Expires=nonsense", { expires: Number.POSITIVE_INFINITY }],
    ["a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", { expires: NOW + 60_000 }],
    ["__Secure-a=b; Secure", { name: "__Secure-a" }],
    ["__Host-a=b; Secure; Path=/", { name: "__Host-a", hostOnly: true }],
    ["__Host-a=b; Secure; Path=/; Domain=", { name: "__Host-a", hostOnly: true }],
    ["__Http-a=b; Secure; HttpOnly; Path=/x", { name: "__Http-a", path: "/x" }],
    ["__Host-Http-a=b; Secure; HttpOnly; Path=/", { name: "__Host-Http-a" }],
    ["a__Host-=b", { name: "a__Host-" }],
  ];
  test.each(cases)("%s", (line, cookie) => expect(parse(line)).toMatchObject(cookie));
});

describe("ignored with a reason:", () => {
  const cases: readonly (readonly [line: string, reason: string])[] = [
    ["", "neither name nor value"],
    ["=", "neither name nor value"],
    ["; Secure", "neither name nor value"],
    ["a\x01=b", "control character"],
    ["a=b; Path=/\x7f", "control character"],
    [`a=${"x".repeat(4096)}`, "more than 4096 bytes"],
    ["a=b; Domain=example.net", "not the host's own"],
    ["a=b; Domain=x.api.example.com", "not the host's own"],
    ["a=b; Domain=ample.com", "not the host's own"],
    ["__Secure-a=b", "__Secure- needs Secure"],
    ["__Host-a=b; Path=/", "__Host- needs"],
    ["__Host-a=b; Secure", "__Host- needs"],
    ["__Host-a=b; Secure; Path=/x", "__Host- needs"],
    ["__Host-a=b; Secure; Path=/; Domain=api.example.com", "__Host- needs"],
    // Prefixes are compared without regard to case (rfc6265bis, 5.7, steps 20 and 21).
    ["__secure-a=b", "__Secure- needs Secure"],
    ["__HOST-a=b; Secure; Path=/x", "__Host- needs"],
    ["__Http-a=b; HttpOnly", "__Http- needs"],
    ["__Http-a=b; Secure", "__Http- needs"],
    ["__Host-Http-a=b; Secure; Path=/", "__Host-Http- needs"],
    ["__Host-Http-a=b; Secure; HttpOnly; Path=/x", "__Host-Http- needs"],
    // Whoever reads the Cookie header would take it for a name.
    ["=__Secure-a=b; Secure", "begins with __secure-"],
    ["__Host-a; Secure; Path=/", "begins with __host-"],
  ];
  test.each(cases)("%s", (line, reason) => expect(parse(line)).toEqual(expect.stringContaining(reason)));
  test("the tail of an IP address for a domain", () => {
    expect(parse("a=b; Domain=0.0.1", new URL("http://127.0.0.1/"))).toEqual(expect.stringContaining("not the host's"));
    expect(parse("a=b; Domain=0.0.10", new URL("http://127.0.0.10/"))).toBe("Domain=0.0.10 is not the host's own");
    const domain = "example.com";
    expect(parse(`a=b; Domain=${domain}`, new URL("http://1.2.3.4.example.com/"))).toMatchObject({ domain });
  });
  test("no name, in Firefox", () => {
    expect(parseSetCookie("=b", HOST, NOW, COOKIE_PROFILES.firefox)).toBe("it has no name");
  });
});

describe("the default path of", () => {
  const cases: readonly (readonly [path: string, cookie: string])[] = [
    ["/", "/"],
    ["/a", "/"],
    ["/a/", "/a"],
    ["/a/b", "/a"],
    ["/a/b/", "/a/b"],
  ];
  test.each(cases)("%s is %s", (path, cookie) =>
    expect(parse("a=b", new URL(path, HOST))).toMatchObject({ path: cookie }),
  );
});
