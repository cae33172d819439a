import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { parseCurl } from "./parse-curl.ts";
import { parseFetch } from "./parse-fetch.ts";
import { parseHeaders } from "./parse-headers.ts";
import { parseLiteral } from "./parse-literal.ts";
import { kindOf } from "./paste-kind.ts";

const seed = inject("seed");
const READERS = { parseCurl, parseFetch, parseHeaders, parseLiteral, kindOf } as const;

/** Real pastes, to be mangled. */
const PASTES: readonly string[] = [
  `curl 'https://api.example.com/rides?q=%7B' \\\n  -X 'PUT' \\\n  -H 'content-type: application/json' \\\n  -H 'origin: https://app.example.com' \\\n  -H 'sec-fetch-mode: cors' \\\n  --data-raw $'{"name":"it\\'s\\u0021"}' --data-urlencode n=é -F 'f=@x;type=a/b' --next | jq`,
  'curl ^"https://api.example.com/rides?a=1^&b=2^" ^\r\n  -H ^"content-type: application/json^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":1^}^"',
  'curl -sSLXPUT -u "a:$PASS" localhost:8080/x -d @f --json \'{"a":1}\' "$(cat x)" `id` # comment',
  'await fetch("https://api.example.com/rides", {\n  "headers": { "content-type": "application/json", ...more, [x]: `a${b}` },\n  "body": JSON.stringify({ a: [1, -2, null, true] }),\n  "method": "POST",\n  "credentials": "include"\n}).then((r) => r.json());',
  'const x = new XMLHttpRequest(); x.open("PUT", "https://a.example/"); x.setRequestHeader("a", b); x.send(new URLSearchParams({ a: 1 }));',
  'axios.post("/x", { a: 1 }, { baseURL: "https://a.example", params: [["a", 1]], headers: new Headers([["a", "b"]]) });',
  'export default cors({ allowOrigins: ["https://app.example.com", ...others], "__proto__": { a: 1 }, maxAge: 60 * 60, onError() {} });',
  "HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\nHTTP/2 200 \r\naccess-control-allow-origin: *\r\nx-a:\r\n folded\r\n\r\n{}",
  "* Trying\n> GET / HTTP/1.1\n< HTTP/1.1 204 No Content\n< Vary: Origin\n<\n",
  "access-control-allow-origin:\nhttps://app.example.com\nStatus Code:\n200 OK\ncontent-type\ntext/plain",
];
const PIECES = [...new Set(PASTES.flatMap((paste) => paste.split(/(\W)/)))];

const mutated = fc
  .tuple(
    fc.constantFrom(...PASTES),
    fc.array(fc.tuple(fc.nat(600), fc.nat(30), fc.constantFrom(...PIECES)), { maxLength: 6 }),
  )
  .map(([paste, edits]) =>
    edits.reduce((text, [at, count, piece]) => text.slice(0, at) + piece + text.slice(at + count), paste),
  );
const anything = fc.oneof(
  mutated,
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 80 }).map((pieces) => pieces.join("")),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => `curl ${pieces.join(" ")}`),
);

describe.each(Object.entries(READERS))("%s", (name, read) => {
  test("never throws, and tells what is wrong in sentences", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const result = read(text);
        if (typeof result === "string") return;
        if ("fix" in result) {
          expect(result.message).toMatch(/^[\S\s]{5,}\.$/);
          expect(result.fix).toMatch(/\.$/);
        } else if ("url" in result) {
          expect(URL.canParse(result.url)).toBe(true);
          for (const [header, value] of result.headers) expect(`${header}${value}`).not.toMatch(/[\r\n\0]/);
        }
        // Plain data.
        if (name !== "parseLiteral") expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe("a host of more than 16,384 characters, in upper case, of which URL.canParse is true, throws nothing", () => {
  const host = "GET,".repeat(5000);
  test.each([
    ["curl", () => parseCurl(`curl ${host}`)],
    ["curl, in Origin", () => parseCurl(`curl https://a.example/ -H 'Origin: https://${host}'`)],
    ["curl, in Referer", () => parseCurl(`curl https://a.example/ -H 'Referer: https://${host}/'`)],
    ["fetch", () => parseFetch(`fetch("https://${host}")`)],
    ["fetch, in new URL", () => parseFetch(`fetch(new URL("https://${host}"))`)],
    ["fetch, as its referrer", () => parseFetch(`fetch("https://a.example/", { referrer: "https://${host}/" })`)],
    ["axios, as its base", () => parseFetch(`axios.get("/x", { baseURL: "https://${host}" })`)],
  ])("%s", (_, read) => {
    expect(read).not.toThrow();
  });
});
