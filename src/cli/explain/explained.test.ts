import { describe, expect, test } from "vitest";
import { checkOptionsOf } from "./check-options.ts";
import { explainText } from "./explained.ts";
import { humanExplanation } from "./human.ts";

const HEAD =
  "Access to fetch at 'https://api.example.com/x?a=1' from origin 'https://app.example.com' has been blocked by CORS policy: ";
const PREFLIGHT = "Response to preflight request doesn't pass access control check: ";
const MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const SENT = "'https://api.example.com/x?a=1' -H 'Origin: https://app.example.com'";

describe("the command that shows it", () => {
  test.each([
    [HEAD + MISSING, `curl -i ${SENT}`],
    [HEAD + PREFLIGHT + MISSING, `curl -i -X OPTIONS ${SENT} -H 'Access-Control-Request-Method: PUT'`],
    [
      `${HEAD}Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.`,
      `curl -i -X OPTIONS ${SENT} -H 'Access-Control-Request-Method: PATCH'`,
    ],
    [
      `${HEAD}Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.`,
      `curl -i -X OPTIONS ${SENT} -H 'Access-Control-Request-Method: PUT' -H 'Access-Control-Request-Headers: x-a'`,
    ],
    // No server is asked there, or the message tells too little.
    [`${HEAD}Permission was denied for this request to access the \`local\` address space.`, null],
    [MISSING, null],
    ["net::ERR_CONNECTION_REFUSED", null],
    [
      "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.",
      null,
    ],
  ])("%s", (text, curl) => expect(explainText(text).messages).toMatchObject([{ curl }]));

  test("is safe to paste, whatever the message holds", () => {
    const text = HEAD.replace("x?a=1", "$(id)';`id`") + MISSING;
    expect(explainText(text).messages[0]?.curl).toBe(
      "curl -i 'https://api.example.com/$(id)'\\'';`id`' -H 'Origin: https://app.example.com'",
    );
  });
});

describe("where to look", () => {
  test.each([
    [HEAD + MISSING, /^The response in the network panel/],
    [HEAD + PREFLIGHT + MISSING, /^The OPTIONS request/],
    ["TypeError: Failed to fetch", /^The console's other lines/],
    ["Fetch API cannot load https://a.example/ due to access control checks.", /^The console's other lines/],
    ["net::ERR_CONNECTION_REFUSED", /what blocked it/],
    [
      "Refused to connect because it violates the document's Content Security Policy.",
      /^The Content-Security-Policy line/,
    ],
    ['Fetch API cannot load ftp://a/. URL scheme "ftp" is not supported.', /^The page's own call/],
  ])("%s", (text, lookAt) => expect(explainText(text).messages[0]?.lookAt).toMatch(lookAt));
});

describe("what is not known", () => {
  const known = HEAD + MISSING;
  test.each<[text: string, unknown: readonly string[]]>([
    [known, []],
    [
      `app.js:3 ${known}\n    at load (https://app.example.com/app.js:3:1)\n(anonymous) @ app.js:12\nUnderstand this error\n\n`,
      [],
    ],
    [`first\n${known}\nlast line\n`, ["first", "last line"]],
    [`what stands before > ${known} and behind`, []],
    ["one\r\ntwo", ["one", "two"]],
    [`${known}\nin between\n${known}`, ["in between"]],
  ])("%j", (text, unknown) => expect(explainText(text).unknown).toEqual(unknown));
});

describe("to a person", () => {
  const same = (text: string): string => text;
  const colors = new Proxy({}, { get: () => same }) as Parameters<typeof humanExplanation>[2]["colors"];
  const show = (text: string): string => humanExplanation(explainText(text), "message", { colors, width: 80 });

  test("a message is told with what it is, cause, where to look and fix", () => {
    expect(show(HEAD + MISSING)).toBe(`Access to fetch at 'https://api.example.com/x?a=1' from origin
'https://app.example.com' has been blocked by CORS policy: No
'Access-Control-Allow-Origin' header is present on the requested resource.
  what    a CORS error: MissingAllowOriginHeader, as Chrome says it
  cause   The response has no Access-Control-Allow-Origin header. An error page
          made by something else than the handler (a gateway, an authorizer, a
          crash, a timeout) often lacks it.
  look at The response in the network panel: its status, who made it (Server,
          Via), and its Access-Control-* lines, each of which may be there once.
  fix     Send Access-Control-Allow-Origin: https://app.example.com on every
          response to an allowed origin, errors and redirects included.
  try     curl -i 'https://api.example.com/x?a=1' -H 'Origin: https://app.example.com'`);
  });
  test("what every failure prints is not explained beside the message that tells", () => {
    const text = show(`${HEAD}${MISSING}\nGET https://api.example.com/ net::ERR_FAILED\nTypeError: Failed to fetch`);
    expect(text).toContain('also    "net::ERR_FAILED", "TypeError: Failed to fetch": of failures like the');
    expect(text.match(/^ {2}cause/gm)).toHaveLength(1);
    expect(show("TypeError: Failed to fetch")).toContain("  what    not told whether CORS: script-error");
  });
  test("what the message can stand for besides is told, once for both requests", () => {
    const text = show("Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status code: 404");
    expect(text.match(/^ {2}or /gm)).toHaveLength(4);
    expect(text).toContain("AllowOriginMismatch, PreflightAllowOriginMismatch:");
  });
  test("what is not known is said to be so, with what to paste instead", () => {
    expect(show("no idea")).toMatch(/^unknown no idea\n {2}fix {5}Paste the console's red line whole/);
    const many = Array.from({ length: 14 }, (_, i) => `line of text ${i}`).join("\n");
    expect(show(many)).toContain("and 4 lines more");
  });
  test("nothing moves the cursor", () => {
    expect(show(`\u001b[2J${HEAD.replace("x?a=1", "\u001b[31m")}${MISSING}\nx\u001b]0;y`)).not.toContain("\u001b");
  });
});

describe("a check that goes on from it", () => {
  test.each([
    [HEAD + MISSING, { origin: ["https://app.example.com"] }],
    [
      `${HEAD}Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.`,
      { origin: ["https://app.example.com"], method: "PATCH" },
    ],
    ["Request header field X-A is not allowed by Access-Control-Allow-Headers.", { header: ["X-A: 1"] }],
    ["Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.", { credentials: true }],
    ["Origin null is not allowed by Access-Control-Allow-Origin.", {}],
  ])("%s", (text, options) =>
    expect(checkOptionsOf(explainText(text).messages)).toEqual({ ...options, maxRequests: 80, timeout: 10_000 }),
  );
});
