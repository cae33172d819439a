import { describe, expect, test } from "vitest";
import { isForbiddenRequestHeader, isForbiddenResponseHeader } from "./forbidden-headers.ts";
import { openPage } from "./page.ts";

const FORBIDDEN = [
  "Accept-Charset",
  "Accept-Encoding",
  "Access-Control-Request-Headers",
  "Access-Control-Request-Method",
  "Connection",
  "Content-Length",
  "Cookie",
  "Cookie2",
  "Date",
  "DNT",
  "Expect",
  "Host",
  "Keep-Alive",
  "Origin",
  "Referer",
  "Set-Cookie",
  "TE",
  "Trailer",
  "Transfer-Encoding",
  "Upgrade",
  "Via",
  "Proxy-",
  "proxy-authorization",
  "PROXY-anything",
  "Sec-",
  "sec-fetch-site",
  "SEC-anything",
];

const ALLOWED = [
  "Accept",
  "Authorization",
  "User-Agent",
  "Content-Type",
  "Content-Encoding",
  "Access-Control-Request-Private-Network",
  "Cookie3",
  "X-Cookie",
  "Dates",
  "Hosts",
  "Proxy",
  "Sec",
  "Security",
  "X-Sec-Fetch",
  "Set-Cookie2",
  "Referrer",
];

async function sentWith(headers: readonly (readonly [string, string])[]): Promise<readonly string[]> {
  const page = openPage({ origin: "https://app.example.com", server: () => new Response() });
  const { exchanges } = await page.fetch("https://app.example.com/", { headers });
  return (exchanges[0]?.request.headers ?? []).map(([name]) => name);
}

describe("a page's own", () => {
  test.each(FORBIDDEN)("%s is dropped without a word, in any case", async (name) => {
    expect(isForbiddenRequestHeader(name, "x")).toBe(true);
    expect(isForbiddenRequestHeader(name.toUpperCase(), "x")).toBe(true);
    expect(await sentWith([[name, "x"]])).toEqual([]);
  });
  test.each(ALLOWED)("%s is sent", async (name) => {
    expect(isForbiddenRequestHeader(name, "x")).toBe(false);
    expect(await sentWith([[name, "x"]])).toEqual([name]);
  });
});

describe("a header that overrides the method", () => {
  const names = ["X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override", "x-http-method", "X-METHOD-OVERRIDE"];
  const cases: readonly (readonly [value: string, forbidden: boolean])[] = [
    ["TRACE", true],
    ["trace", true],
    ["Connect", true],
    ["TRACK", true],
    ["GET,TRACE", true],
    ["GET, track ,POST", true],
    ["\tconnect\t,", true],
    [",TRACE", true],
    ["GET", false],
    ["", false],
    ["PUT, DELETE", false],
    ["TRACER", false],
    ["TRACE GET", false],
    ["X-TRACE", false],
    // Of a quoted string, the quotes and commas are part of the value.
    ['"TRACE"', false],
    ['"a,TRACE,b"', false],
    ['"a\\",TRACE', false],
    ['GET "a, TRACE', false],
    ['"a",TRACE', true],
    ["\xa0TRACE", false],
  ];
  for (const name of names) {
    test.each(cases)(`${name}: %s is forbidden: %s`, (value, forbidden) => {
      expect(isForbiddenRequestHeader(name, value)).toBe(forbidden);
    });
  }
  test("is judged line by line", async () => {
    const lines = [
      ["X-HTTP-Method-Override", "PUT"],
      ["X-HTTP-Method-Override", "TRACE"],
      ["X-Method", "TRACE"],
      ["My-X-HTTP-Method", "TRACE"],
      ["X-HTTP-Method-Name", "TRACE"],
    ] as const;
    const sent = ["X-HTTP-Method-Override", "X-Method", "My-X-HTTP-Method", "X-HTTP-Method-Name"];
    expect(await sentWith(lines)).toEqual(sent);
  });
});

describe("a response's", () => {
  test.each(["Set-Cookie", "set-cookie2", "SET-COOKIE"])("%s is never readable", (name) => {
    expect(isForbiddenResponseHeader(name)).toBe(true);
  });
  test.each(["Cookie", "Set-Cookie3", "Set-Cookies", "X-Set-Cookie", "Origin"])("%s may be", (name) => {
    expect(isForbiddenResponseHeader(name)).toBe(false);
  });
});
