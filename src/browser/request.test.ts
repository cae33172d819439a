import { describe, expect, test } from "vitest";
import { buildRequest } from "./build-request.ts";
import { PROFILES } from "./profiles.ts";
import { includesCredentials, isSameOrigin, serializeRequestOrigin, type FetchRequest } from "./request.ts";

const PAGE = "https://app.example.com";

function made(origin: string, ...urls: readonly string[]): FetchRequest {
  const request = buildRequest(origin, urls[0] ?? PAGE, {}, PROFILES.standard);
  if ("code" in request) throw new Error(request.code);
  return { ...request, urls: urls.map((url) => new URL(url)) };
}

describe("same origin", () => {
  const cases: readonly (readonly [origin: string, url: string, same: boolean])[] = [
    [PAGE, "https://app.example.com/a?b#c", true],
    [PAGE, "https://app.example.com:443/", true],
    [PAGE, "HTTPS://APP.example.com/", true],
    [PAGE, "https://user@app.example.com/", true],
    [PAGE, "http://app.example.com/", false],
    [PAGE, "https://app.example.com:8443/", false],
    [PAGE, "https://example.com/", false],
    [PAGE, "https://app.example.com./", false],
    ["http://localhost:3000", "http://localhost:3000/", true],
    ["http://localhost:3000", "http://127.0.0.1:3000/", false],
    ["null", "data:,x", false],
    ["null", "file:///x", false],
    ["null", "https://app.example.com/", false],
  ];
  test.each(cases)("%s and %s: %s", (origin, url, same) => expect(isSameOrigin(origin, new URL(url))).toBe(same));
});

describe("the serialised origin", () => {
  const R = "https://api.example.net/";
  const S = "https://cdn.example.org/";
  const cases: readonly (readonly [name: string, origin: string, urls: readonly string[], serialized: string])[] = [
    ["of one URL", PAGE, [R], PAGE],
    ["of the page's own", PAGE, [PAGE], PAGE],
    ["from the page's own to another", PAGE, [PAGE, R], PAGE],
    ["to the page's own", PAGE, [R, PAGE], "null"],
    ["to a third", PAGE, [R, S], "null"],
    ["to the same", PAGE, [R, `${R}x`], PAGE],
    ["there and back", PAGE, [PAGE, R, PAGE], "null"],
    ["stays null", PAGE, [R, S, S, S], "null"],
    ["of an opaque origin", "null", [R], "null"],
    ["of an opaque origin after a redirect", "null", [R, S], "null"],
  ];
  test.each(cases)("%s", (_, origin, urls, serialized) => {
    expect(serializeRequestOrigin(made(origin, ...urls))).toBe(serialized);
  });
});

describe("credentials go along", () => {
  const cases = [
    ["omit", false, false, false],
    ["same-origin", true, false, false],
    ["include", true, true, true],
  ] as const;
  test.each(cases)("with %s: basic %s, cors %s, opaque %s", (credentials, ...expected) => {
    const request = { ...made(PAGE, PAGE), credentials };
    const seen = (["basic", "cors", "opaque"] as const).map((tainting) =>
      includesCredentials({ ...request, tainting }, PROFILES.standard),
    );
    expect(seen).toEqual(expected);
  });
});
