import { describe, expect, test } from "vitest";
import { parseFetch } from "./parse-fetch.ts";
import type { PastedRequest } from "./pasted.ts";

const U = "https://api.example.com/rides";
const PLAIN: PastedRequest = {
  url: U,
  origin: null,
  method: "GET",
  headers: [],
  body: null,
  credentials: "same-origin",
  mode: "cors",
  redirect: "follow",
  notes: [],
};

function read(snippet: string): PastedRequest {
  const request = parseFetch(snippet);
  return "fix" in request ? expect.fail(`${request.message} ${request.fix}`) : request;
}

describe("what is typed by hand", () => {
  test.each<[snippet: string, differs: Partial<PastedRequest>]>([
    [`fetch("${U}")`, {}],
    [`await fetch('${U}').then((r) => r.json()).catch(console.error);`, {}],
    [`const response = await window.fetch(\`${U}\`, {})`, {}],
    [`globalThis.fetch("${U}", undefined)`.replace(", undefined", ""), {}],
    [`export async function load() { return fetch("${U}", { method: "delete" }); }`, { method: "DELETE" }],
    [`fetch("${U}", { method: "patch" })`, { method: "patch" }],
    [
      `fetch("${U}", { credentials: "include", mode: "no-cors", redirect: "manual" })`,
      { credentials: "include", mode: "no-cors", redirect: "manual" },
    ],
    [
      `fetch("${U}", { headers: { "X-A": "1", Authorization: 'Bearer ' + "t", "X-N": 5 } })`,
      {
        headers: [
          ["X-A", "1"],
          ["Authorization", "Bearer t"],
          ["X-N", "5"],
        ],
      },
    ],
    [
      `fetch("${U}", { headers: [["X-A", "1"], ["X-A", "2"]] })`,
      {
        headers: [
          ["X-A", "1"],
          ["X-A", "2"],
        ],
      },
    ],
    [`fetch("${U}", { headers: new Headers({ "X-A": "1" }) })`, { headers: [["X-A", "1"]] }],
    [`const headers = new Headers([["X-A", "1"]]); fetch("${U}", { headers })`, { headers: [["X-A", "1"]] }],
    [`fetch("${U}", { method: "POST", body: "text" })`, { method: "POST", body: "text" }],
    [
      `fetch("${U}", { method: "POST", body: JSON.stringify({ a: [1, -2, null, true], "b": { c: undefined } }) })`,
      { method: "POST", body: '{"a":[1,-2,null,true],"b":{}}' },
    ],
    [
      `fetch("${U}", { method: "POST", body: JSON.stringify({ a: 1 }, null, 2) })`,
      { method: "POST", body: '{\n  "a": 1\n}' },
    ],
    [
      `fetch("${U}", { method: "POST", body: new URLSearchParams({ a: "1", b: "é" }) })`,
      {
        method: "POST",
        body: "a=1&b=%C3%A9",
        headers: [["Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"]],
      },
    ],
    [
      `fetch("${U}", { method: "POST", body: new URLSearchParams([["a", 1]]), headers: { "content-type": "x/y" } })`,
      { method: "POST", body: "a=1", headers: [["content-type", "x/y"]] },
    ],
    [`fetch("${U}", { body: null })`, {}],
    [`fetch(new URL("/rides", "https://api.example.com"))`, {}],
    [`const base = "https://api.example.com"; const url = base + "/rides"; fetch(url)`, {}],
    ['const base = "https://api.example.com"; fetch(`${base}/rides`)', {}],
    [
      `fetch(new Request("${U}", { method: "PUT", headers: { "X-A": "1" } }), { credentials: "include" })`,
      { method: "PUT", headers: [["X-A", "1"]], credentials: "include" },
    ],
    [`const request = new Request("${U}"); fetch(request)`, {}],
    [
      `const options = { method: "PUT" }; fetch("${U}", { ...options, redirect: "error" })`,
      { method: "PUT", redirect: "error" },
    ],
    [`fetch("${U}", { method: "PUT", ...{ method: "DELETE" } })`, { method: "PUT" }],
    [`fetch("${U}", { referrer: "https://app.example.com/a" })`, { origin: "https://app.example.com" }],
    [`fetch("/rides", { referrer: "https://api.example.com/a" })`, { origin: "https://api.example.com" }],
    [
      `fetch("${U}", { headers: { Authorization: "Basic " + btoa("a:b") } })`,
      { headers: [["Authorization", "Basic YTpi"]] },
    ],
    [`// fetch("https://b.example/")\nfetch("${U}")`, {}],
    [
      `const xhr = new XMLHttpRequest(); xhr.open("PUT", "${U}", true); xhr.withCredentials = true; xhr.setRequestHeader("X-A", "1"); xhr.onload = () => {}; xhr.send("b");`,
      { method: "PUT", headers: [["X-A", "1"]], credentials: "include", body: "b" },
    ],
    [`axios.get("${U}", { params: { a: 1 }, headers: { "X-A": "1" } })`, { url: `${U}?a=1`, headers: [["X-A", "1"]] }],
    [
      `axios.post("/rides", { a: 1 }, { baseURL: "https://api.example.com/", withCredentials: true })`,
      { method: "POST", body: '{"a":1}', headers: [["Content-Type", "application/json"]], credentials: "include" },
    ],
    [
      `axios({ method: "put", url: "${U}", data: "a=1" })`,
      { method: "PUT", body: "a=1", headers: [["Content-Type", "application/x-www-form-urlencoded"]] },
    ],
  ])("%s", (snippet, differs) => expect(read(snippet)).toEqual({ ...PLAIN, ...differs }));
});

describe("what browsers copy", () => {
  const HEADERS = `"accept": "*/*",
    "accept-language": "en-US,en;q=0.9",
    "content-type": "application/json",
    "priority": "u=1, i",
    "sec-ch-ua": "\\"Chromium\\";v=\\"156\\"",
    "sec-fetch-mode": "cors"`;
  test("Chrome, as fetch", () => {
    const snippet = `fetch("${U}", {
  "headers": {
    ${HEADERS}
  },
  "referrer": "https://app.example.com/",
  "referrerPolicy": "strict-origin-when-cross-origin",
  "body": "{\\"a\\":1}",
  "method": "POST",
  "mode": "cors",
  "credentials": "include"
});`;
    expect(read(snippet)).toEqual({
      ...PLAIN,
      origin: "https://app.example.com",
      method: "POST",
      headers: [["content-type", "application/json"]],
      body: '{"a":1}',
      credentials: "include",
      notes: [
        "Left out, since a browser sets them itself: accept, accept-language, priority, sec-ch-ua, sec-fetch-mode.",
      ],
    });
  });
  test("Chrome, as fetch for Node.js", () => {
    const snippet = `fetch("${U}", {
  "headers": {
    ${HEADERS},
    "cookie": "a=b",
    "Referer": "https://app.example.com/"
  },
  "body": null,
  "method": "GET"
});`;
    expect({ ...read(snippet), notes: [] }).toEqual({
      ...PLAIN,
      origin: "https://app.example.com",
      headers: [["content-type", "application/json"]],
      credentials: "include",
    });
  });
  test("Firefox", () => {
    const snippet = `await fetch("${U}", {
    "credentials": "omit",
    "headers": {
        "User-Agent": "Mozilla/5.0 (X11; rv:153.0) Gecko/20100101 Firefox/153.0",
        "Accept": "application/json",
        "Accept-Language": "en-US,en;q=0.5"
    },
    "referrer": "https://app.example.com/",
    "method": "GET",
    "mode": "cors"
});`;
    expect({ ...read(snippet), notes: [] }).toEqual({
      ...PLAIN,
      origin: "https://app.example.com",
      headers: [["Accept", "application/json"]],
      credentials: "omit",
    });
  });
});

describe("what is no literal", () => {
  test.each([
    [
      `fetch("${U}", { headers: { Authorization: token } })`,
      'The value of the header Authorization is not written out: "token" in line 1, column 68; "…" stands for it.',
      { headers: [["Authorization", "..."]] },
    ],
    [`fetch("${U}", { headers: { [name]: "x" } })`, "Left out, since its name is not written out", { headers: [] }],
    [
      `fetch("${U}", { headers: makeHeaders() })`,
      'Left out, since it is not written out: "makeHeaders()" in line 1',
      { headers: [] },
    ],
    [`fetch("${U}", { headers: [[name, "x"], pair] })`, "no pair of a name and a value", { headers: [] }],
    [
      `fetch("${U}", { method: "POST", body: form })`,
      'The body is not written out, and left empty: "form" in line 1',
      { body: "" },
    ],
    [`fetch("${U}", { method: "POST", body: { a: 1 } })`, "sends as [object Object]", { body: "[object Object]" }],
    [
      `fetch("${U}", { ...defaults, method: "PUT" })`,
      'Left out, since it is not written out: "defaults"',
      { method: "PUT" },
    ],
    [`fetch("${U}"); fetch("https://b.example/")`, "Only the first of 2 requests is read.", {}],
    [`axios.get("${U}", { params: p })`, "The params are not written out", {}],
    [
      `x.open("GET", "${U}"); x.setRequestHeader("X-A", t)`,
      'The value of the header X-A is not written out: "t"',
      { headers: [["X-A", "..."]] },
    ],
  ])("%s gets a note", (snippet, note, differs) => {
    const request = read(snippet);
    expect(request.notes.join("\n")).toContain(note);
    expect(request).toMatchObject(differs);
  });

  test.each([
    ["", "There is nothing here."],
    ["1 + 1", "No call of fetch is in this."],
    ["fetch()", 'There is no URL in "fetch()" in line 1, column 1.'],
    ["fetch(url)", 'url is not written out: "url" in line 1, column 7.'],
    ["\n  fetch(`${base}/x`)", 'url is not written out: "base" in line 2, column 12.'],
    ["let u = 'https://a.example'; u = other; fetch(u)", 'url is not written out: "u" in line 1, column 47.'],
    [
      "{ const u = 'https://a.example'; } { const u = 'https://b.example'; fetch(u); }",
      'url is not written out: "u" in line 1, column 75.',
    ],
    ["const a = b; const b = a; fetch(a)", 'url is not written out: "a" in line 1, column 24.'],
    [`fetch("${U}", { method: m() })`, 'method is not written out: "m()" in line 1, column 50.'],
    ["fetch('/rides')", 'This is no whole URL: "/rides".'],
    [`fetch("${U}", { mode: "navigate" })`, 'mode is "navigate".'],
    [`fetch("${U}", { credentials: "always" })`, 'credentials is "always".'],
    [`fetch("${U}", { redirect: 1 })`, 'redirect is "1".'],
    [`fetch("${U}", { method: "A B" })`, 'The method is no token: "A B".'],
    [`fetch("${U}", {`, /^This is no JavaScript: Unexpected token in line 1, column \d+\.$/],
    ["fetch('unclosed", /^This is no JavaScript: Unterminated string constant in line 1, column 7\.$/],
    [`${"[".repeat(50_000)}`, /^This is no JavaScript|nested too deeply/],
    [`fetch("${"a".repeat(100_000)}")`, "This has 100009 characters; at most 100000 are read."],
  ])("%.60s is an error", (snippet, message) => {
    const error = parseFetch(snippet);
    expect(error).toMatchObject({ message: typeof message === "string" ? message : expect.stringMatching(message) });
    expect("fix" in error && error.fix).toMatch(/^[A-Z].{8,}\.$/);
  });

  test("nothing is run", () => {
    const snippet = `globalThis.ran = true; (() => { globalThis.ran = true; })(); fetch("${U}", { get body() { globalThis.ran = true; } });`;
    expect(read(snippet)).toMatchObject({ url: U });
    expect("ran" in globalThis).toBe(false);
  });

  test.each([
    [
      "strings",
      "const a0 = 'xxxxxxxxxx';" +
        Array.from({ length: 60 }, (_, i) => `const a${i + 1} = a${i} + a${i};`).join("") +
        "fetch(a60)",
    ],
    [
      "lists",
      "const a0 = [1];" +
        Array.from({ length: 60 }, (_, i) => `const a${i + 1} = [...a${i}, ...a${i}];`).join("") +
        `fetch("${U}", { body: JSON.stringify(a60) })`,
    ],
    [
      "objects",
      "const a0 = {};" +
        Array.from({ length: 60 }, (_, i) => `const a${i + 1} = { a: a${i}, b: a${i} };`).join("") +
        `fetch("${U}", { body: JSON.stringify(a60) })`,
    ],
    [
      "text in lists",
      `const a = "${"x".repeat(50_000)}"; fetch("${U}", { body: JSON.stringify([${"a,".repeat(20_000)}]) })`,
    ],
  ])("what doubles itself stops early: %s", (_, snippet) => {
    // Without its bounds it would take for ever.
    expect(parseFetch(snippet)).toSatisfy((result) => "fix" in result || result.notes.length === 1);
  });
});
