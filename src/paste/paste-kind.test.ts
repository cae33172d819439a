import { expect, test } from "vitest";
import { MESSAGES } from "../browser/index.ts";
import { kindOf } from "./paste-kind.ts";

test.each([
  ["curl https://a.example/", "curl"],
  ["\n$ curl 'https://a.example/' \\\n -H 'x: y'", "curl"],
  ["/usr/bin/curl -i https://a.example/", "curl"],
  ['curl.exe ^"https://a.example/^"', "curl"],
  ['C:\\tools\\curl.exe "https://a.example/"', "curl"],
  ['fetch("https://a.example/")', "fetch"],
  ["const r = await fetch('https://a.example/', { mode: 'cors' });", "fetch"],
  ["axios.post('/x')", "fetch"],
  ["const x = new XMLHttpRequest();", "fetch"],
  ['await fetch("https://a.example/", { body: "TypeError: Failed to fetch" })', "fetch"],
  ["HTTP/1.1 200 OK\nVary: Origin", "response"],
  ["* Trying\n< HTTP/2 204", "response"],
  ["access-control-allow-origin: *\nvary: Origin", "response"],
  ["access-control-allow-origin\n*", "response"],
  ["{ allowOrigins: ['https://a.example'] }", "config"],
  ["import { cors } from 'corskit';\nexport default cors({ allowOrigins: '*' });", "config"],
  ["module.exports = { origin: true }", "config"],
  ["TypeError: Failed to fetch", "message"],
  ["app.js:3 GET https://a.example/ net::ERR_FAILED", "message"],
  ["[Error] Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status code: 404", "message"],
  ["[something] else", "unknown"],
  ["[{ a: 1 }]", "config"],
  ["", "unknown"],
  ["hello", "unknown"],
  ["curly braces", "unknown"],
  ["a".repeat(100_001), "unknown"],
])("%.60j is %s", (text, kind) => expect(kindOf(text)).toBe(kind));

test.each(Object.entries(MESSAGES))("what consoles print of %s is a message", (code, texts) => {
  for (const text of Object.values(texts)) {
    // Some are made of one placeholder, and Safari's TypeError tells nothing.
    if (!/^\{\w+\}|^TypeError$/.test(text)) expect([code, kindOf(text)]).toEqual([code, "message"]);
  }
});
