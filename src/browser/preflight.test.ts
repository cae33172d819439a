import { describe, expect, test } from "vitest";
import type { PageRequestInit } from "./build-request.ts";
import type { FailureCode } from "./failure.ts";
import type { HeaderLine, HeaderList } from "./header-list.ts";
import { openPage, type Outcome } from "./page.ts";

const PAGE = "https://app.example.com";
const API = "https://api.example.net/rides?from=here#there";
const ALLOW: HeaderList = [
  ["Access-Control-Allow-Origin", PAGE],
  ["Access-Control-Allow-Credentials", "true"],
];

/** Answers preflights with those headers and status, and everything else openly. */
function ask(init: PageRequestInit, answer: HeaderList = ALLOW, status = 204): Promise<Outcome> {
  const page = openPage({
    origin: PAGE,
    transport: ({ method }) =>
      method === "OPTIONS"
        ? { status, statusText: "", headers: answer, body: null }
        : { status: 200, statusText: "", headers: ALLOW, body: null },
  });
  return page.fetch(API, init);
}

const GRANT: HeaderList = [...ALLOW, ["Access-Control-Allow-Methods", "PUT"], ["Access-Control-Allow-Headers", "x-a"]];

describe("a preflight is needed", () => {
  const long: HeaderLine = ["Accept", "a".repeat(128)];
  const cases: readonly (readonly [name: string, init: PageRequestInit, needed: boolean])[] = [
    ["by GET", {}, false],
    ["by HEAD", { method: "HEAD" }, false],
    ["by POST of a string", { method: "POST", body: "x" }, false],
    ["by POST of a form", { method: "POST", body: new URLSearchParams("a=1") }, false],
    ["by POST of form data", { method: "POST", body: new FormData() }, false],
    ["by POST of JSON", { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } }, true],
    ["by POST of a blob of JSON", { method: "POST", body: new Blob(["{}"], { type: "application/json" }) }, true],
    ["by POST of a blob of plain text", { method: "POST", body: new Blob(["x"], { type: "text/plain" }) }, false],
    ["by POST of bytes", { method: "POST", body: new Uint8Array(1) }, false],
    ["by PUT", { method: "PUT" }, true],
    ["by DELETE", { method: "delete" }, true],
    ["by OPTIONS", { method: "OPTIONS" }, true],
    ["by PATCH", { method: "PATCH" }, true],
    ["by a method of one's own", { method: "chicken" }, true],
    ["by a safelisted header", { headers: { Accept: "text/html" } }, false],
    ["by an unsafe value of one", { headers: { Accept: "text/html;a=(b)" } }, true],
    ["by a header of one's own", { headers: { "X-A": "1" } }, true],
    ["by an empty header of one's own", { headers: { "X-A": "" } }, true],
    ["by Authorization", { headers: { Authorization: "Bearer x" } }, true],
    ["by User-Agent", { headers: { "User-Agent": "x" } }, true],
    ["by a client hint", { headers: { DPR: "2" } }, true],
    ["by If-None-Match", { headers: { "If-None-Match": '"x"' } }, true],
    ["by a forbidden header, which is dropped", { headers: { "Sec-A": "1", Cookie: "a=1" } }, false],
    ["by a range", { headers: { Range: "bytes=0-1" } }, false],
    ["by a range from the end", { headers: { Range: "bytes=-1" } }, true],
    ["by eight long headers", { headers: Array.from({ length: 8 }, () => long) }, false],
    ["by nine", { headers: Array.from({ length: 9 }, () => long) }, true],
    ["by two long headers", { headers: [long, long] }, false],
    ["by two in a Headers, which joins them", { headers: new Headers([[...long], [...long]]) }, true],
    ["by credentials", { credentials: "include" }, false],
    ["by an upload listener", { method: "POST", body: "x", initiator: "xhr", uploadListener: true }, true],
    ["by an upload listener on GET", { initiator: "xhr", uploadListener: true }, true],
    ["by a stream", { method: "POST", body: new ReadableStream() }, true],
  ];
  test.each(cases)("%s: %s", async (_, init, needed) => {
    const { exchanges } = await ask(init);
    expect(exchanges[0]?.kind).toBe(needed ? "preflight" : "actual");
  });
  test("never on the page's own origin", async () => {
    const page = openPage({ origin: PAGE, server: () => new Response() });
    const { exchanges } = await page.fetch("/rides", { method: "PATCH", headers: { "X-A": "1" } });
    expect(exchanges.map(({ kind }) => kind)).toEqual(["actual"]);
  });
});

describe("the preflight request", () => {
  test("has these headers, names sorted and in lower case, and no credentials", async () => {
    const headers: HeaderList = [
      ["X-B", "1"],
      ["Accept", "text/html"],
      ["authorization", "x"],
      ["X-A", "1"],
      ["x-b", "2"],
    ];
    const { exchanges } = await ask({ method: "PUT", headers, body: "x", credentials: "include" });
    expect(exchanges[0]?.request).toEqual({
      method: "OPTIONS",
      url: "https://api.example.net/rides?from=here",
      headers: [
        ["Accept", "*/*"],
        ["Access-Control-Request-Method", "PUT"],
        ["Origin", PAGE],
        ["Access-Control-Request-Headers", "authorization,x-a,x-b"],
      ],
      body: null,
      credentials: false,
    });
  });
  test("has no Access-Control-Request-Headers where there is nothing to ask for", async () => {
    const { exchanges } = await ask({ method: "PUT", headers: { Accept: "text/html" } });
    expect(exchanges[0]?.request.headers.map(([name]) => name)).not.toContain("Access-Control-Request-Headers");
  });
  test.each(["patch", "PATCH", "Chicken", "DELETE"])("has %s as it is", async (method) => {
    const { exchanges } = await ask({ method });
    expect(exchanges[0]?.request.headers).toContainEqual(["Access-Control-Request-Method", method]);
  });
  test("brings no cookies, and its answer sets none", async () => {
    const page = openPage({
      origin: PAGE,
      server: ({ method }) =>
        new Response(null, {
          headers: [...GRANT, ["Set-Cookie", `${method}=1; SameSite=None; Secure`]] as [string, string][],
        }),
    });
    page.cookies.set(API, "a=1; SameSite=None; Secure");
    const { exchanges } = await page.fetch(API, { method: "PUT", credentials: "include" });
    const names = exchanges.map(({ request }) => request.headers.some(([name]) => name === "Cookie"));
    expect(names).toEqual([false, true]);
    expect(page.cookies.cookies.map(({ name }) => name)).toEqual(["a", "PUT"]);
  });
});

describe("a preflight answered with", () => {
  const cases: readonly (readonly [status: number, location: boolean, code: FailureCode | null])[] = [
    ...[200, 201, 202, 203, 204, 205, 206, 226, 299].map((status) => [status, false, null] as const),
    ...[199, 300, 304, 305, 306, 399, 400, 401, 403, 404, 405, 418, 500, 501, 503, 599].map(
      (status) => [status, false, "PreflightInvalidStatus"] as const,
    ),
    ...[301, 302, 303, 307, 308].flatMap(
      (status) =>
        [
          [status, true, "PreflightDisallowedRedirect"],
          [status, false, "PreflightInvalidStatus"],
        ] as const,
    ),
    [300, true, "PreflightInvalidStatus"],
    [200, true, null],
  ];
  test.each(cases)("%i, with Location: %s: %s", async (status, location, code) => {
    const headers: HeaderList = location ? [...GRANT, ["Location", "/elsewhere"]] : GRANT;
    const { failure, exchanges } = await ask({ method: "PUT" }, headers, status);
    expect(failure?.code ?? null).toBe(code);
    expect(exchanges.length).toBe(code === null ? 2 : 1);
  });
  test("404 and nothing else: the origin is told first", async () => {
    expect((await ask({ method: "PUT" }, [], 404)).failure?.code).toBe("PreflightMissingAllowOriginHeader");
  });
});

const METHOD = "MethodDisallowedByPreflightResponse";
const HEADER = "HeaderDisallowedByPreflightResponse";
const BAD_METHODS = "InvalidAllowMethodsPreflightResponse";
const BAD_HEADERS = "InvalidAllowHeadersPreflightResponse";

type Lines = readonly string[];
/** After fetch/api/cors/cors-preflight-star and cors/allow-headers.htm; `!` before a method: with credentials. */
const ANSWERS: readonly (readonly [
  method: string,
  headers: Lines,
  methods: Lines,
  names: Lines,
  code: FailureCode | null,
])[] = [
  ["PUT", [], ["PUT"], [], null],
  ["PUT", [], [" GET ,\tPUT"], [], null],
  ["PUT", [], ["GET", "PUT"], [], null],
  ["PUT", [], [",,PUT,"], [], null],
  ["PUT", [], [], [], METHOD],
  ["PUT", [], [""], [], METHOD],
  ["PUT", [], ["GET, POST"], [], METHOD],
  ["PUT", [], ["put"], [], METHOD],
  ["PUT", [], ["Put"], [], METHOD],
  ["PUT", [], ["PUTS"], [], METHOD],
  ["put", [], ["PUT"], [], null],
  ["patch", [], ["PATCH"], [], METHOD],
  ["patch", [], ["patch"], [], null],
  ["PATCH", [], ["patch"], [], METHOD],
  ["PATCH", [], ["PATCH"], [], null],
  ["SUPER", [], ["*"], [], null],
  ["SUPER", [], ["GET, *"], [], null],
  ["!SUPER", [], ["*"], [], METHOD],
  ["!PUT", [], ["*, PUT"], [], null],
  ["!*", [], ["*"], [], null],
  ["*", [], ["*"], [], null],
  ["*", [], ["PUT"], [], METHOD],
  ["PUT", [], ["PUT; GET"], [], BAD_METHODS],
  ["PUT", [], ["PUT GET"], [], BAD_METHODS],
  ["PUT", [], ["PUT", "(GET)"], [], BAD_METHODS],
  ["PUT", [], ['"PUT"'], [], BAD_METHODS],
  ["PUT", [], ["PUT"], ["bad name"], BAD_HEADERS],
  ["PUT", [], ["PUT"], ["x-a, x/b"], BAD_HEADERS],
  ["GET", ["x-a"], [], ["x-a"], null],
  ["GET", ["X-A"], [], ["x-a"], null],
  ["GET", ["x-a"], [], ["X-A"], null],
  ["GET", ["x-a"], [], [" X-Print ,\tX-A "], null],
  ["GET", ["x-a"], [], ["x-b", "x-a"], null],
  ["GET", ["x-a"], [], [",x-a,,"], null],
  ["GET", ["x-a"], [], [], HEADER],
  ["GET", ["x-a"], [], [""], HEADER],
  ["GET", ["x-a"], [], ["x-ab"], HEADER],
  ["GET", ["x-a"], [], ["-x-a"], HEADER],
  ["GET", ["x-a"], [], ["x a"], BAD_HEADERS],
  ["GET", ["x-a"], [], ["x-a:"], BAD_HEADERS],
  ["GET", ["x-a"], ["G ET"], ["x-a"], BAD_METHODS],
  ["GET", ["x-a"], ["PUT"], ["x-a"], null],
  ["GET", ["x-a"], [], ["*"], null],
  ["GET", ["x-a", "x-b"], [], ["x-b, *"], null],
  ["GET", ["x-a", "x-b"], [], ["x-b"], HEADER],
  ["!GET", ["x-a"], [], ["*"], HEADER],
  ["!GET", ["x-a"], [], ["*, x-a"], null],
  ["!GET", ["*"], [], ["*"], null],
  ["GET", ["*"], [], ["x-a"], HEADER],
  ["SUPER", ["x-a"], ["*"], ["x-a"], null],
  ["SUPER", ["x-a"], ["*"], ["*"], null],
  ["!SUPER", ["x-a"], ["*"], ["*"], METHOD],
  ["!PUT", ["x-a"], ["PUT"], ["*"], HEADER],
  ["GET", ["authorization"], [], ["authorization"], null],
  ["GET", ["Authorization"], [], ["AUTHORIZATION"], null],
  ["GET", ["authorization"], [], ["*"], HEADER],
  ["GET", ["AUTHORIZATION"], [], ["*"], HEADER],
  ["GET", ["authorization"], [], ["*, authorization"], null],
  ["GET", ["authorization", "x-a"], [], ["*", "Authorization"], null],
  ["GET", ["authorization", "x-a"], [], ["x-a"], HEADER],
  ["!GET", ["authorization"], [], ["*"], HEADER],
  ["!GET", ["authorization"], [], ["*, authorization"], null],
  ["GET", ["x-authorization"], [], ["*"], null],
  ["GET", ["content-type"], [], ["content-type"], null],
  ["GET", ["content-type"], [], ["accept, content-language"], HEADER],
];

describe("a preflight for", () => {
  const join = (lines: Lines): string => (lines.length === 0 ? "nothing" : lines.join(" + "));
  const cases = ANSWERS.map(
    (row) => [`${row[0]} with ${join(row[1])} is granted ${join(row[2])} and ${join(row[3])}`, row] as const,
  );
  test.each(cases)("%s", async (_, [method, headers, methods, names, code]) => {
    const answer: HeaderList = [
      ...ALLOW,
      ...methods.map((line) => ["Access-Control-Allow-Methods", line] as const),
      ...names.map((line) => ["Access-Control-Allow-Headers", line] as const),
    ];
    const { failure, verdict } = await ask(
      {
        method: method.replace(/^!/, ""),
        headers: headers.map((name) => [name, "(x)"] as const),
        credentials: method.startsWith("!") ? "include" : "same-origin",
      },
      answer,
    );
    expect([failure?.code ?? null, verdict]).toEqual([code, code === null ? "readable" : "blocked"]);
  });
});

describe("an upload listener", () => {
  const listener = { initiator: "xhr", uploadListener: true, body: "x" } as const;
  const cases: readonly (readonly [name: string, method: string, answer: HeaderList, code: FailureCode | null])[] = [
    ["POST, of which nothing is said", "POST", ALLOW, null],
    ["PUT, of which nothing is said", "PUT", ALLOW, null],
    ["PUT, which is not listed", "PUT", [...ALLOW, ["Access-Control-Allow-Methods", "DELETE"]], METHOD],
    ["PUT, and an empty list", "PUT", [...ALLOW, ["Access-Control-Allow-Methods", ""]], METHOD],
    ["POST, which is not listed", "POST", [...ALLOW, ["Access-Control-Allow-Methods", "DELETE"]], null],
    ["POST, and no origin", "POST", [], "PreflightMissingAllowOriginHeader"],
  ];
  test.each(cases)("%s", async (_, method, answer, code) => {
    const { failure, exchanges } = await ask({ ...listener, method }, answer);
    expect([failure?.code ?? null, exchanges[0]?.kind]).toEqual([code, "preflight"]);
  });
});
