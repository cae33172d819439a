import { describe, expect, test } from "vitest";
import { parseHeaders } from "./parse-headers.ts";
import type { PastedResponse } from "./pasted.ts";

const ALLOW = ["access-control-allow-origin", "https://app.example.com"] as const;
const TYPE = ["content-type", "application/json; charset=utf-8"] as const;
const ASSUMED = "It has no status line: 200 is assumed.";

describe("a response is read", () => {
  test.each<[name: string, text: string, response: PastedResponse]>([
    [
      "curl -i",
      'HTTP/1.1 404 Not Found\r\nAccess-Control-Allow-Origin: *\r\nVary:Origin\r\n\r\n{"a": 1}\r\nb: c',
      {
        status: 404,
        headers: [
          ["Access-Control-Allow-Origin", "*"],
          ["Vary", "Origin"],
        ],
        notes: [],
      },
    ],
    [
      "HTTP/2, which has no reason",
      "HTTP/2 204 \nvary: Origin\n",
      { status: 204, headers: [["vary", "Origin"]], notes: [] },
    ],
    [
      "duplicates, which stay",
      "HTTP/1.1 200 OK\nX-A: 1\nx-a: 2\nX-A: 1",
      {
        status: 200,
        headers: [
          ["X-A", "1"],
          ["x-a", "2"],
          ["X-A", "1"],
        ],
        notes: [],
      },
    ],
    [
      "curl -v",
      "*   Trying 127.0.0.1:80...\n> GET / HTTP/1.1\n> Host: a\n> X-Sent: 1\n>\n* Mark bundle\n< HTTP/1.1 200 OK\n< X-A: 1\n<\n{ [5 bytes data]\nbody: x\n* Connection #0 left intact",
      { status: 200, headers: [["X-A", "1"]], notes: [] },
    ],
    [
      "several, of which the last counts",
      "HTTP/1.1 301 Moved\nLocation: /x\n\nHTTP/1.1 200 OK\nX-A: 1\n\n",
      { status: 200, headers: [["X-A", "1"]], notes: ["Only the last of 2 responses is read."] },
    ],
    [
      "an interim one",
      "HTTP/1.1 103 Early Hints\nLink: </a>\n\nHTTP/1.1 200 OK\nX-A: 1",
      { status: 200, headers: [["X-A", "1"]], notes: ["Only the last of 2 responses is read."] },
    ],
    [
      "Chrome, name and value on two lines",
      `${ALLOW[0]}:\n${ALLOW[1]}\n${TYPE[0]}:\n${TYPE[1]}`,
      { status: 200, headers: [ALLOW, TYPE], notes: [ASSUMED] },
    ],
    [
      "Chrome, without colons",
      `${ALLOW[0]}\n${ALLOW[1]}\n${TYPE[0]}\n${TYPE[1]}\n`,
      { status: 200, headers: [ALLOW, TYPE], notes: [ASSUMED] },
    ],
    [
      "Chrome's summary",
      `Status Code:\n403 Forbidden\n${ALLOW[0]}: ${ALLOW[1]}`,
      { status: 403, headers: [ALLOW], notes: [] },
    ],
    ["pseudo-headers", `:status: 404\n${ALLOW.join(": ")}`, { status: 404, headers: [ALLOW], notes: [] }],
    [
      "a table's tab",
      `${ALLOW.join("\t")}\n${TYPE.join("\t")}`,
      { status: 200, headers: [ALLOW, TYPE], notes: [ASSUMED] },
    ],
    [
      "empty values",
      "HTTP/1.1 200 OK\nX-Empty:\nX-A: 1\nX-Last:",
      {
        status: 200,
        headers: [
          ["X-Empty", ""],
          ["X-A", "1"],
          ["X-Last", ""],
        ],
        notes: [],
      },
    ],
    ["folded lines", "HTTP/1.1 200 OK\nX-A: 1,\n  2\n\t3", { status: 200, headers: [["X-A", "1, 2 3"]], notes: [] }],
    ["no header at all", "HTTP/1.1 500 Internal Server Error", { status: 500, headers: [], notes: [] }],
    [
      "what is beyond Latin-1, as bytes",
      "HTTP/1.1 200 OK\nX-A: é\nX-B: €",
      {
        status: 200,
        headers: [
          ["X-A", "é"],
          ["X-B", "â\u0082¬"],
        ],
        notes: [],
      },
    ],
    [
      "what is no header line",
      "HTTP/1.1 200 OK\nX-A: 1\nwhat is this?",
      { status: 200, headers: [["X-A", "1"]], notes: ['Left out, since it is no header line: "what is this?".'] },
    ],
  ])("%s", (_, text, response) => expect(parseHeaders(text)).toEqual(response));
});

test.each([
  ["", "There is nothing here."],
  ["hello", 'No header line is in this: "hello".'],
  ["what is\nthis all about", 'No header line is in this: "what is this all about".'],
  ["x".repeat(100_001), "This has 100001 characters; at most 100000 are read."],
])("%.20j is an error", (text, message) => {
  const error = parseHeaders(text);
  expect(error).toMatchObject({ message });
  expect("fix" in error && error.fix).toMatch(/^[A-Z].{8,}\.$/);
});
