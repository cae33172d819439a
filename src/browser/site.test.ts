import { describe, expect, test } from "vitest";
import { addressSpaceOf, isTrustworthy, registrableDomain } from "./site.ts";

describe("address spaces", () => {
  const cases: readonly (readonly [url: string, space: string])[] = [
    ["http://localhost", "loopback"],
    ["http://LOCALHOST.", "loopback"],
    ["http://app.localhost:3000", "loopback"],
    ["http://127.0.0.1", "loopback"],
    ["http://127.1", "loopback"],
    ["http://127.255.255.255", "loopback"],
    ["http://[::1]", "loopback"],
    ["http://10.0.0.1", "local"],
    ["http://172.16.0.1", "local"],
    ["http://172.31.255.255", "local"],
    ["http://192.168.1.1", "local"],
    ["http://169.254.169.254", "local"],
    ["http://100.64.0.1", "local"],
    ["http://100.127.0.1", "local"],
    ["http://[fd00::1]", "local"],
    ["http://[fc00::1]", "local"],
    ["http://[fe80::1]", "local"],
    ["http://printer.local", "local"],
    ["http://10.20.30.40", "local"],
    ["http://172.20.30.40", "local"],
    ["http://192.168.100.200", "local"],
    ["http://169.254.1.1", "local"],
    ["http://100.70.80.90", "local"],
    ["http://100.99.0.1", "local"],
    ["http://100.110.120.130", "local"],
    ["http://100.120.0.1", "local"],
    ["http://[fdab:cdef::1]", "local"],
    ["http://[fe9f::1]", "local"],
    ["http://[feb0::1]", "local"],
    ["http://printer.local.", "local"],
    // What only begins or ends like one of them.
    ["http://127.0.0.1.example.com", "public"],
    ["http://172.16.0.1.example.com", "public"],
    ["http://192.168.1.1.example.com", "public"],
    ["http://169.254.1.1.example.com", "public"],
    ["http://100.64.0.1.example.com", "public"],
    ["http://printer.local.example.com", "public"],
    ["http://110.0.0.1", "public"],
    ["http://[fe00::1]", "public"],
    ["http://[fec0::1]", "public"],
    ["http://[2001:fd00::1]", "public"],
    ["http://11.0.0.1", "public"],
    ["http://172.15.0.1", "public"],
    ["http://172.32.0.1", "public"],
    ["http://192.169.0.1", "public"],
    ["http://100.63.0.1", "public"],
    ["http://100.128.0.1", "public"],
    ["http://128.0.0.1", "public"],
    ["http://[2001:db8::1]", "public"],
    ["https://example.com", "public"],
    ["https://localhost.example.com", "public"],
    ["https://mylocalhost", "public"],
    ["https://local", "public"],
    ["https://10.0.0.1.example.com", "public"],
  ];
  test.each(cases)("%s is %s", (url, space) => expect(addressSpaceOf(new URL(url))).toBe(space));
});

describe("trustworthy", () => {
  const cases: readonly (readonly [url: string, trustworthy: boolean])[] = [
    ["https://example.com", true],
    ["wss://example.com", true],
    ["http://localhost:3000", true],
    ["http://a.localhost", true],
    ["http://127.0.0.1", true],
    ["http://[::1]", true],
    ["http://example.com", false],
    ["ws://example.com", false],
    ["http://192.168.1.1", false],
    ["http://printer.local", false],
  ];
  test.each(cases)("%s: %s", (url, trustworthy) => expect(isTrustworthy(new URL(url))).toBe(trustworthy));
});

describe("registrable domains", () => {
  const cases: readonly (readonly [host: string, domain: string])[] = [
    ["example.com", "example.com"],
    ["a.b.example.com", "example.com"],
    ["a.example.com.", "example.com"],
    ["localhost", "localhost"],
    ["app.localhost", "app.localhost"],
    ["com", "com"],
    ["a.example.co.uk", "example.co.uk"],
    ["example.com.au", "example.com.au"],
    ["co.uk", "co.uk"],
    ["a.b.github.io", "b.github.io"],
    ["b.pages.dev", "b.pages.dev"],
    ["x.y.workers.dev", "y.workers.dev"],
    ["a.vercel.app", "a.vercel.app"],
    ["d1.cloudfront.net", "d1.cloudfront.net"],
    ["1.2.3.4", "1.2.3.4"],
    ["10.20.30.40", "10.20.30.40"],
    ["1.2.3.4.example.com", "example.com"],
    ["a.notgithub.io", "notgithub.io"],
    ["a.github.io.example.com", "example.com"],
    ["[::1]", "[::1]"],
  ];
  test.each(cases)("of %s is %s", (host, domain) => expect(registrableDomain(host)).toBe(domain));
});
