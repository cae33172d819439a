import { describe, expect, test } from "vitest";
import { buildRequest, type PageRequestInit } from "./build-request.ts";
import type { Engine } from "./engine-profile.ts";
import type { HeaderList } from "./header-list.ts";
import { PROFILES } from "./profiles.ts";
import type { FetchRequest } from "./request.ts";

const PAGE = "https://app.example.com";
const API = "https://api.example.net/rides";

function built(init: PageRequestInit, url = API, origin = PAGE, engine: Engine = "standard"): FetchRequest {
  const request = buildRequest(origin, url, init, PROFILES[engine]);
  if ("code" in request) throw new Error(`${request.code}: ${request.detail}`);
  return request;
}

describe("it throws before anything is sent", () => {
  const stream = (): ReadableStream => new ReadableStream();
  const cases: readonly (readonly [name: string, url: string, init: PageRequestInit, origin?: string])[] = [
    ["of no URL", "https://[", {}],
    ["of a relative URL on an opaque origin", "/rides", {}, "null"],
    ["of a user name", "https://user@api.example.net/", {}],
    ["of a password", "https://:pass@api.example.net/", {}],
    ["of a body with GET", API, { body: "x" }],
    ["of a body with HEAD", API, { method: "head", body: "x" }],
    ["of an empty body with GET", API, { body: "" }],
    ["of a stream with GET", API, { body: stream() }],
    ["of PUT in no-cors", API, { mode: "no-cors", method: "PUT" }],
    ["of patch in no-cors", API, { mode: "no-cors", method: "patch" }],
    ["of a stream in no-cors", API, { mode: "no-cors", method: "POST", body: stream() }],
    ["of a header's name with a space", API, { headers: [["a b", "x"]] }],
    ["of an empty header's name", API, { headers: [["", "x"]] }],
    ["of a newline in a value", API, { headers: { a: "x\ny" } }],
    ["of a NUL in a value", API, { headers: { a: "x\0y" } }],
    ["of a value that is no bytes", API, { headers: { a: "€" } }],
    ["of a bad value in a forbidden header", API, { headers: { cookie: "a\nb" } }],
  ];
  const rows = cases.map(([name, url, init, origin = PAGE]) => [name, url, init, origin] as const);
  test.each(rows)("%s", (_, url, init, origin) => {
    expect(buildRequest(origin, url, init, PROFILES.standard)).toMatchObject({ code: "InvalidRequest" });
  });
});

test.each([
  ["https://[", {}, "https://[ is not a URL"],
  ["https://user@api.example.net/", {}, "a URL with a user name or password"],
  [API, { method: "G ET" }, 'the method "G ET"'],
  [API, { method: "TRACE" }, "the method TRACE, which no page may use"],
  [API, { method: "put", mode: "no-cors" }, "the method PUT in no-cors mode"],
  [API, { method: "head", body: "x" }, "a body with HEAD"],
  [API, { method: "POST", mode: "no-cors", body: new ReadableStream() }, "a stream in no-cors mode"],
  [API, { headers: { "a b": "x" } }, 'the header "a b"'],
] as const)("%s with %j is refused for %s", (url, init, detail) => {
  expect(buildRequest(PAGE, url, init, PROFILES.standard)).toMatchObject({
    step: expect.stringContaining("#dom-request"),
    detail,
  });
});

test("an XMLHttpRequest leaves the body out of GET and HEAD, and of nothing else", () => {
  const bodyOf = (method: string): unknown => built({ method, body: "x", initiator: "xhr" }).body;
  expect(["GET", "head", "POST"].map(bodyOf)).toEqual([null, null, "x"]);
});

describe("it does not throw", () => {
  const cases: readonly (readonly [name: string, url: string, init: PageRequestInit])[] = [
    ["of a relative URL", "rides", {}],
    ["of an empty user name", "https://@api.example.net/", {}],
    ["of a body with POST, PUT or DELETE", API, { method: "DELETE", body: "x" }],
    ["of a null body with GET", API, { body: null }],
    ["of a body of an XMLHttpRequest's GET, which is left out", API, { body: "x", initiator: "xhr" }],
    ["of HEAD and POST in no-cors", API, { mode: "no-cors", method: "post", body: "x" }],
    ["of whitespace around a value", API, { headers: { a: "\r\n x \t" } }],
    ["of bytes above 0x7F", API, { headers: { a: "\xff" } }],
  ];
  test.each(cases)("%s", (_, url, init) => expect(built(init, url).origin).toBe(PAGE));
});

test("what is left out is as the standard has it", () => {
  expect(built({})).toMatchObject({
    method: "GET",
    mode: "cors",
    credentials: "same-origin",
    redirect: "follow",
    initiator: "fetch",
    useCorsPreflight: false,
    headers: [],
    body: null,
  });
});

describe("headers", () => {
  const lines: HeaderList = [
    ["X-A", " 1 "],
    ["x-a", "2"],
    ["Cookie", "x"],
  ];
  test("as pairs stay apart, without forbidden ones", () => {
    expect(built({ headers: lines }).headers).toEqual([
      ["X-A", "1"],
      ["x-a", "2"],
    ]);
  });
  test("of an XMLHttpRequest are combined, under the first one's name", () => {
    expect(built({ headers: lines, initiator: "xhr" }).headers).toEqual([["X-A", "1, 2"]]);
  });
  test("of a Headers are joined", () => {
    expect(
      built({
        headers: new Headers([
          ["A", "1"],
          ["a", "2"],
        ]),
      }).headers,
    ).toEqual([["a", "1, 2"]]);
  });
  test("of an object", () => expect(built({ headers: { A: "1" } }).headers).toEqual([["A", "1"]]));
});

describe("the Content-Type of", () => {
  const cases: readonly (readonly [name: string, init: PageRequestInit, type: string | null])[] = [
    ["a string", { body: "x" }, "text/plain;charset=UTF-8"],
    ["an empty string", { body: "" }, "text/plain;charset=UTF-8"],
    ["URLSearchParams", { body: new URLSearchParams() }, "application/x-www-form-urlencoded;charset=UTF-8"],
    ["a blob with a type", { body: new Blob([], { type: "image/png" }) }, "image/png"],
    ["a blob without", { body: new Blob([]) }, null],
    ["bytes", { body: new Uint8Array() }, null],
    ["a buffer", { body: new ArrayBuffer(1) }, null],
    ["no body", {}, null],
    ["one's own", { body: "x", headers: { "content-type": "a/b" } }, "a/b"],
  ];
  test.each(cases)("%s is %s", (_, init, type) => {
    const { headers } = built({ method: "POST", ...init });
    const types = headers.filter(([name]) => name.toLowerCase() === "content-type").map(([, value]) => value);
    expect(types).toEqual(type === null ? [] : [type]);
  });
  test("form data", () => {
    const [line] = built({ method: "POST", body: new FormData() }).headers;
    expect(line?.[1]).toMatch(/^multipart\/form-data; boundary=\S+$/);
  });
});

describe("in no-cors mode there remains of", () => {
  const cases: readonly (readonly [name: string, init: PageRequestInit, kept: HeaderList])[] = [
    ["a safe Accept", { headers: { Accept: "a/b" } }, [["Accept", "a/b"]]],
    [
      "safe languages",
      { headers: { "accept-language": "en", "Content-Language": "de" } },
      [
        ["accept-language", "en"],
        ["Content-Language", "de"],
      ],
    ],
    ["an unsafe Accept", { headers: { Accept: "(a)" } }, []],
    ["a Content-Type of JSON", { headers: { "Content-Type": "application/json" } }, []],
    ["a Content-Type of text", { headers: { "Content-Type": "text/plain" } }, [["Content-Type", "text/plain"]]],
    [
      "two lines that are too long together",
      {
        headers: [
          ["Accept", "a".repeat(100)],
          ["accept", "b".repeat(100)],
        ],
      },
      [["Accept", "a".repeat(100)]],
    ],
    [
      "two short lines",
      {
        headers: [
          ["Accept", "a"],
          ["accept", "b"],
        ],
      },
      [
        ["Accept", "a"],
        ["accept", "b"],
      ],
    ],
    ["a Range, safelisted as it is", { headers: { Range: "bytes=0-1" } }, []],
    ["Authorization", { headers: { Authorization: "x" } }, []],
    ["headers of one's own", { headers: { "X-A": "1" } }, []],
    ["a string's Content-Type", { method: "POST", body: "x" }, [["Content-Type", "text/plain;charset=UTF-8"]]],
    // https://fetch.spec.whatwg.org/#dom-request: the body's type is appended through the guard.
    ["a blob of JSON's Content-Type", { method: "POST", body: new Blob(["{}"], { type: "application/json" }) }, []],
  ];
  test.each(cases)("%s", (_, init, kept) => expect(built({ mode: "no-cors", ...init }).headers).toEqual(kept));
});

describe("a preflight is forced by", () => {
  const cases: readonly (readonly [name: string, init: PageRequestInit, forced: boolean])[] = [
    ["an upload listener", { initiator: "xhr", method: "POST", body: "x", uploadListener: true }, true],
    ["an upload listener without a body", { initiator: "xhr", method: "POST", uploadListener: true }, true],
    ["a stream", { method: "POST", body: new ReadableStream() }, true],
    ["no listener", { initiator: "xhr", method: "POST", body: "x" }, false],
    ["no string", { method: "POST", body: "x" }, false],
  ];
  test.each(cases)("%s: %s", (_, init, forced) => expect(built(init).useCorsPreflight).toBe(forced));
  test("an upload listener in Chromium, where there is something to upload", () => {
    const init: PageRequestInit = { initiator: "xhr", method: "POST", uploadListener: true };
    expect(built({ ...init, body: "x" }, API, PAGE, "chromium").useCorsPreflight).toBe(true);
    expect(built(init, API, PAGE, "chromium").useCorsPreflight).toBe(false);
  });
});

describe("a stream as the body", () => {
  const init = (mode: PageRequestInit["mode"]): PageRequestInit => ({
    mode,
    method: "POST",
    body: new ReadableStream(),
  });
  test("makes mode same-origin mode cors in Chromium, and nothing else does", () => {
    expect(built(init("same-origin"), API, PAGE, "chromium").mode).toBe("cors");
    expect(built({ mode: "same-origin" }, API, PAGE, "chromium").mode).toBe("same-origin");
    expect(built(init("same-origin")).mode).toBe("same-origin");
  });
  test("is no fault of the request's where the engine cannot send any", () => {
    expect(built(init("no-cors"), API, PAGE, "webkit").mode).toBe("no-cors");
  });
});

describe("the charset that XMLHttpRequest puts right", () => {
  const ascii = "text/plain;charset=ascii";
  const headersOf = (headers: HeaderList, body: BodyInit, engine?: Engine): HeaderList =>
    built({ initiator: "xhr", method: "POST", headers, body }, API, PAGE, engine).headers;
  test("is that of Content-Type, and of no other header", () => {
    for (const name of ["Accept", "X-Content-Type", "Content-Type-X"]) {
      const lines = [
        ["content-type", ascii],
        [name, ascii],
      ] as const;
      expect(headersOf(lines, "x")).toEqual([
        ["content-type", "text/plain;charset=UTF-8"],
        [name, ascii],
      ]);
    }
  });
  test("is that of a string", () => {
    expect(headersOf([["Content-Type", ascii]], new Blob(["x"]))).toEqual([["Content-Type", ascii]]);
  });
  test("is left alone by Firefox where it cannot read the type", () => {
    const line = ["Content-Type", `${ascii},x`] as const;
    expect(headersOf([line], "x", "firefox")).toEqual([line]);
    expect(headersOf([line], "x")).toEqual([["Content-Type", "text/plain;charset=UTF-8"]]);
  });
});
