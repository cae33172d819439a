import { describe, expect, test } from "vitest";
import type { FailureCode } from "./failure.ts";
import { openPage } from "./page.ts";

const PAGE = "https://app.example.com";
const API = "https://api.example.net/rides";
const CREDENTIALS = "Access-Control-Allow-Credentials";

interface Asked {
  readonly page?: string;
  readonly credentials?: "omit" | "same-origin" | "include";
  readonly method?: string;
}

/** What the check finds; on a PUT, what the same check of the preflight's answer finds. */
async function check(
  origins: readonly string[],
  allowCredentials: readonly string[],
  { page = PAGE, ...init }: Asked,
): Promise<FailureCode | null> {
  const headers = [
    ...origins.map((value) => ["Access-Control-Allow-Origin", value] as const),
    ...allowCredentials.map((value) => [CREDENTIALS, value] as const),
    ["Access-Control-Allow-Methods", "PUT"] as const,
  ];
  const { verdict, failure } = await openPage({
    origin: page,
    transport: () => ({ status: 200, statusText: "", headers, body: null }),
  }).fetch(API, init);
  expect(verdict).toBe(failure === null ? "readable" : "blocked");
  return failure?.code ?? null;
}

const MISSING = "MissingAllowOriginHeader";
const MULTIPLE = "MultipleAllowOriginValues";
const INVALID = "InvalidAllowOriginValue";
const MISMATCH = "AllowOriginMismatch";

/** After cors/origin.htm of web-platform-tests. The last column where it matters that there are credentials. */
const SPELLINGS: readonly (readonly [
  name: string,
  lines: readonly string[],
  without: FailureCode | null,
  including?: FailureCode | null,
])[] = [
  ["the origin", [PAGE], null],
  ["the origin after a space", [` ${PAGE}`], null],
  ["the origin before spaces and a tab", [`${PAGE}   \t `], null],
  ["the origin between tabs", [`\t${PAGE}\t`], null],
  ["*", ["*"], null, "WildcardOriginNotAllowed"],
  ["* between spaces", [" *  "], null, "WildcardOriginNotAllowed"],
  ["* after a tab", ["\t*"], null, "WildcardOriginNotAllowed"],
  ["nothing", [], MISSING],
  ["an empty value", [""], INVALID],
  ["a space", [" "], INVALID],
  ["a trailing slash", [`${PAGE}/`], MISMATCH],
  ["a path", [`${PAGE}/cors/`], MISMATCH],
  ["a query", [`${PAGE}?`], MISMATCH],
  ["a fragment", [`${PAGE}#`], MISMATCH],
  ["a default port", [`${PAGE}:443`], MISMATCH],
  ["an empty port", [`${PAGE}:`], MISMATCH],
  ["another port", [`${PAGE}:8443`], MISMATCH],
  ["another scheme", ["http://app.example.com"], MISMATCH],
  ["ftp", ["ftp://app.example.com"], MISMATCH],
  ["a host in upper case", ["https://APP.example.com"], MISMATCH],
  ["a scheme in upper case", ["HTTPS://app.example.com"], MISMATCH],
  ["everything in upper case", [PAGE.toUpperCase()], MISMATCH],
  ["a trailing dot", [`${PAGE}.`], MISMATCH],
  ["one slash", ["https:/app.example.com"], MISMATCH],
  ["no slash", ["https:app.example.com"], MISMATCH],
  ["no scheme", ["//app.example.com"], INVALID],
  ["a colon for a scheme", ["://app.example.com"], INVALID],
  ["the host alone", ["app.example.com"], INVALID],
  ["the domain alone", ["example.com"], INVALID],
  ["the parent domain", ["https://example.com"], MISMATCH],
  ["a subdomain", ["https://x.app.example.com"], MISMATCH],
  ["another origin", ["https://evil.example"], MISMATCH],
  ["an origin that begins with it", [`${PAGE}.evil.example`], MISMATCH],
  ["the beginning of it", [PAGE.slice(0, -1)], MISMATCH],
  ["user information", ["https://user@app.example.com"], MISMATCH],
  ["another host in UTF-8", ["https://b\xc3\xbccher.example"], MISMATCH],
  ["bytes that are no UTF-8", ["https://b\xfccher.example"], INVALID],
  ["null", ["null"], MISMATCH],
  ["NULL", ["NULL"], INVALID],
  ["* twice", ["* *"], MULTIPLE],
  ["* and *", ["*,*"], MULTIPLE],
  ["* on two lines", ["*", "*"], MULTIPLE],
  ["the origin on two lines", [PAGE, PAGE], MULTIPLE],
  ["the origin on a line and an empty one", [PAGE, ""], MULTIPLE],
  ["the origin and *", [`${PAGE}, *`], MULTIPLE],
  ["* and null", ["* null"], MULTIPLE],
  ["two origins with a space", [`${PAGE} https://b.example`], MULTIPLE],
  ["two origins with a comma", [`https://b.example,${PAGE}`], MULTIPLE],
  ["a comma after", [`${PAGE},`], MULTIPLE],
  ["a comma before *", [",*"], MULTIPLE],
  ["**", ["**"], INVALID],
  ["* in quotes", ['"*"'], INVALID],
  ["* in single quotes", ["'*'"], INVALID],
  ["* percent-encoded", ["%2a"], INVALID],
  ["* with a slash", ["*/"], INVALID],
  ["the origin in quotes", [`"${PAGE}"`], INVALID],
  ["the origin in angle brackets", [`<${PAGE}>`], INVALID],
  ["* for a host", ["https://*"], MISMATCH],
  ["* for a label", ["https://*.example.com"], MISMATCH],
  ["* for a port", [`${PAGE}:*`], INVALID],
  ["* for a scheme", ["*://app.example.com"], INVALID],
  ["true", ["true"], INVALID],
  ["a vertical tab before *", ["\v*"], INVALID],
  ["a form feed after *", ["*\f"], INVALID],
  ["a NUL after *", ["*\0"], INVALID],
  ["a NBSP before *", ["\xa0*"], INVALID],
  ["a byte order mark before *", ["\xef\xbb\xbf*"], INVALID],
];

const BOTH = SPELLINGS.map(([name, lines, without, including = without]) => [name, lines, without, including] as const);

describe.each(BOTH)("Access-Control-Allow-Origin: %s", (_, lines, without, including) => {
  test("without credentials", async () => {
    expect(await check(lines, ["true"], { credentials: "omit" })).toBe(without);
    expect(await check(lines, ["true"], { credentials: "same-origin" })).toBe(without);
    expect(await check(lines, [], {})).toBe(without);
  });
  test("with credentials", async () => {
    expect(await check(lines, ["true"], { credentials: "include" })).toBe(including);
  });
  test("on a preflight's answer", async () => {
    const asked = { method: "PUT", credentials: "include" } as const;
    expect(await check(lines, ["true"], asked)).toBe(including && `Preflight${including}`);
  });
});

/** After a page's opaque origin, as in a sandboxed frame. */
const TO_NOBODY: readonly (readonly [value: string, without: FailureCode | null, including: FailureCode | null])[] = [
  ["null", null, null],
  [" null\t", null, null],
  ["*", null, "WildcardOriginNotAllowed"],
  ["NULL", INVALID, INVALID],
  ["Null", INVALID, INVALID],
  ["null/", INVALID, INVALID],
  ["null, null", MULTIPLE, MULTIPLE],
  ["'null'", INVALID, INVALID],
  ["", INVALID, INVALID],
  [PAGE, MISMATCH, MISMATCH],
];

test.each(TO_NOBODY)("to an opaque origin, Access-Control-Allow-Origin: %j", async (value, without, including) => {
  expect(await check([value], ["true"], { page: "null" })).toBe(without);
  expect(await check([value], ["true"], { page: "null", credentials: "include" })).toBe(including);
});

/** After cors/credentials-flag.htm and fetch/api/cors/cors-cookies. */
const ALLOWS: readonly (readonly [name: string, lines: readonly string[], passes: boolean])[] = [
  ["true", ["true"], true],
  ["true between spaces and tabs", [" \ttrue \t"], true],
  ["nothing", [], false],
  ["an empty value", [""], false],
  ["True", ["True"], false],
  ["TRUE", ["TRUE"], false],
  ["tRuE", ["tRuE"], false],
  ["false", ["false"], false],
  ["1", ["1"], false],
  ["yes", ["yes"], false],
  ["*", ["*"], false],
  ["include", ["include"], false],
  ["true and a comma", ["true,"], false],
  ["true and a semicolon", ["true;"], false],
  ["true twice", ["true, true"], false],
  ["true on two lines", ["true", "true"], false],
  ["true on a line and an empty one", ["true", ""], false],
  ["true in quotes", ['"true"'], false],
  ["true and a vertical tab", ["true\v"], false],
  ["true and a NBSP", ["true\xa0"], false],
  ["t rue", ["t rue"], false],
];

describe.each(ALLOWS)("Access-Control-Allow-Credentials: %s", (_, lines, passes) => {
  test("counts with credentials", async () => {
    const asked = { credentials: "include" } as const;
    expect(await check([PAGE], lines, asked)).toBe(passes ? null : "InvalidAllowCredentials");
    const preflighted = { ...asked, method: "PUT" };
    expect(await check([PAGE], lines, preflighted)).toBe(passes ? null : "PreflightInvalidAllowCredentials");
  });
  test("does not count without", async () => {
    expect(await check([PAGE], lines, { credentials: "omit" })).toBeNull();
    expect(await check([PAGE], lines, { credentials: "same-origin", method: "PUT" })).toBeNull();
  });
});

test("the origin is compared before Access-Control-Allow-Credentials", async () => {
  expect(await check(["https://b.example"], ["false"], { credentials: "include" })).toBe(MISMATCH);
});

test.each([200, 201, 204, 304, 400, 401, 403, 404, 407, 500, 502, 599])(
  "a response with %i needs Access-Control-Allow-Origin",
  async (status) => {
    const open = (headers: readonly (readonly [string, string])[]): ReturnType<ReturnType<typeof openPage>["fetch"]> =>
      openPage({ origin: PAGE, transport: () => ({ status, statusText: "", headers, body: null }) }).fetch(API);
    const [without, including] = [await open([]), await open([["access-control-allow-origin", PAGE]])];
    expect([without.failure?.code, without.response]).toEqual([MISSING, null]);
    expect([including.verdict, including.response?.status]).toEqual(["readable", status]);
  },
);

test("the answer of the page's own origin to a preflight is compared with it, but in Firefox", async () => {
  const own = `${PAGE}/own`;
  const outcomes = (["standard", "firefox"] as const).map(async (engine) => {
    const page = openPage({
      origin: PAGE,
      engine,
      transport: ({ method, url }) => {
        const isPreflight = method === "OPTIONS";
        const headers = [
          ["Access-Control-Allow-Headers", "x-a"] as const,
          ...(isPreflight && url === own ? [] : [["Access-Control-Allow-Origin", "*"] as const]),
          ...(isPreflight || url === own ? [] : [["Location", own] as const]),
        ];
        return { status: isPreflight || url === own ? 200 : 302, statusText: "", headers, body: null };
      },
    });
    return (await page.fetch(API, { headers: { "X-A": "1" } })).failure?.code ?? null;
  });
  expect(await Promise.all(outcomes)).toEqual(["PreflightMissingAllowOriginHeader", null]);
});
