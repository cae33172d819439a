import { describe, expect, test } from "vitest";
import type { PageRequestInit } from "./build-request.ts";
import { CATALOGUE } from "./catalogue.ts";
import type { Failure } from "./explain.ts";
import type { FailureCode } from "./failure.ts";
import type { HeaderLine } from "./header-list.ts";
import { MESSAGES } from "./messages.ts";
import { openPage } from "./page.ts";
import { fillTemplate } from "./placeholders.ts";
import type { Engine } from "./engine-profile.ts";

const PAGE = "https://app.example.com";
const API = "https://api.example.net/rides";
const ORIGIN: HeaderLine = ["Access-Control-Allow-Origin", PAGE];

interface Given {
  readonly engine?: Engine;
  readonly origin?: string;
  readonly url?: string;
  readonly init?: PageRequestInit;
  /** Of a preflight's answer; without it, OPTIONS is answered as everything else. */
  readonly preflight?: readonly HeaderLine[];
  readonly preflightStatus?: number;
  readonly answer?: readonly HeaderLine[];
  readonly status?: number;
  /** Where the first URL redirects to, with an answer that passes. */
  readonly location?: string;
  readonly fails?: boolean;
}

async function failureOf(given: Given): Promise<Failure> {
  const { engine = "standard", origin = PAGE, url = API, init = {}, answer = [], status = 200 } = given;
  const page = openPage({
    engine,
    origin,
    transport: (request) => {
      if (given.fails) throw new Error("refused");
      if (request.method === "OPTIONS" && given.preflight !== undefined) {
        return { status: given.preflightStatus ?? 204, statusText: "", headers: given.preflight, body: null };
      }
      if (request.url === url && given.location !== undefined) {
        const open: HeaderLine = ["Access-Control-Allow-Origin", origin];
        return { status: 302, statusText: "", headers: [open, ["Location", given.location]], body: null };
      }
      return { status, statusText: "", headers: answer, body: null };
    },
  });
  const { failure } = await page.fetch(url, init);
  return failure ?? expect.fail("it did not fail");
}

interface Texts {
  readonly chromium?: string;
  readonly firefox?: string;
  readonly webkit?: string;
}

const CHROMIUM = `Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: `;
const XHR = CHROMIUM.replace("fetch", "XMLHttpRequest");
const PREFLIGHT = `${CHROMIUM}Response to preflight request doesn't pass access control check: `;
const HAVE = " Have the server send the header with a valid value.";
const ATTRIBUTE =
  " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.";
const FIREFOX = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: `;
const GENERIC = `${FIREFOX}CORS request did not succeed). Status code: (null).`;
const firefox = (reason: string, rest = "."): string => `${FIREFOX}${reason})${rest}`;
/** Of a preflight, Firefox tells the reason, and then that there was one. */
const twice = (text: string): string => `${text}\n${GENERIC}`;
const NOT_REACHED = "TypeError: NetworkError when attempting to fetch resource.";
const webkit = (text: string): string => `${text}\nFetch API cannot load ${API} due to access control checks.`;
const notAllowed = (status: number, origin = PAGE): string =>
  webkit(`Origin ${origin} is not allowed by Access-Control-Allow-Origin. Status code: ${status}`);

const PUT = { method: "PUT" } as const;
const INCLUDE = { credentials: "include" } as const;
const X = { initiator: "xhr" } as const;
const STARS = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Allow-Origin", "*"],
] as const;
const allow = (value: string): readonly HeaderLine[] => [["Access-Control-Allow-Origin", value]];
const credentials = (value: string): readonly HeaderLine[] => [ORIGIN, ["Access-Control-Allow-Credentials", value]];
const methods = (value: string): readonly HeaderLine[] => [ORIGIN, ["Access-Control-Allow-Methods", value]];
const names = (value: string): readonly HeaderLine[] => [ORIGIN, ["Access-Control-Allow-Headers", value]];

const NO_HEADER = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const MULTIPLE = "The 'Access-Control-Allow-Origin' header contains multiple values '*, *', but only one is allowed.";
const INVALID = "The 'Access-Control-Allow-Origin' header contains the invalid value 'example.com'.";
const MISMATCH =
  "The 'Access-Control-Allow-Origin' header has a value 'https://b.example' that is not equal to the supplied origin.";
const WILDCARD =
  "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.";
const NOT_TRUE =
  "The value of the 'Access-Control-Allow-Credentials' header in the response is 'True' which must be 'true' when the request's credentials mode is 'include'.";
const NO_CREDENTIAL = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘${API}’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).`;

const IN_FIREFOX = {
  multiple: firefox("Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed"),
  invalid: firefox("CORS header ‘Access-Control-Allow-Origin’ does not match ‘example.com’"),
  mismatch: firefox("CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://b.example’"),
  notTrue: firefox("expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’"),
};
const missingInFirefox = (status: number): string =>
  firefox("CORS header ‘Access-Control-Allow-Origin’ missing", `. Status code: ${status}.`);
const IN_WEBKIT = {
  multiple: webkit("Access-Control-Allow-Origin cannot contain more than one origin."),
  wildcard: webkit("Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true."),
  notTrue: webkit('Credentials flag is true, but Access-Control-Allow-Credentials is not "true".'),
};
const DENIED = "denied by Cross-Origin Resource Sharing policy: ";
const WITH_USER = "https://user@cdn.example.org/x";

/** The texts as they were read off Chromium 156, Firefox ESR 153.7 and WebKitGTK 2.50.6. */
const CASES: readonly (readonly [code: FailureCode, given: Given, texts: Texts])[] = [
  [
    "MissingAllowOriginHeader",
    { status: 502 },
    { chromium: CHROMIUM + NO_HEADER, firefox: missingInFirefox(502), webkit: notAllowed(502) },
  ],
  [
    "MultipleAllowOriginValues",
    { answer: STARS },
    { chromium: CHROMIUM + MULTIPLE + HAVE, firefox: IN_FIREFOX.multiple, webkit: IN_WEBKIT.multiple },
  ],
  [
    "InvalidAllowOriginValue",
    { answer: allow("example.com") },
    { chromium: CHROMIUM + INVALID + HAVE, firefox: IN_FIREFOX.invalid, webkit: notAllowed(200) },
  ],
  [
    "AllowOriginMismatch",
    { answer: allow("https://b.example") },
    { chromium: CHROMIUM + MISMATCH + HAVE, firefox: IN_FIREFOX.mismatch, webkit: notAllowed(200) },
  ],
  [
    "WildcardOriginNotAllowed",
    { init: INCLUDE, answer: allow("*") },
    { chromium: CHROMIUM + WILDCARD, firefox: NO_CREDENTIAL, webkit: IN_WEBKIT.wildcard },
  ],
  [
    "InvalidAllowCredentials",
    { init: INCLUDE, answer: credentials("True") },
    { chromium: CHROMIUM + NOT_TRUE, firefox: IN_FIREFOX.notTrue, webkit: IN_WEBKIT.notTrue },
  ],

  [
    "PreflightMissingAllowOriginHeader",
    { init: PUT, preflight: [] },
    { chromium: PREFLIGHT + NO_HEADER, firefox: missingInFirefox(204), webkit: notAllowed(204) },
  ],
  [
    "PreflightMultipleAllowOriginValues",
    { init: PUT, preflight: STARS },
    { chromium: PREFLIGHT + MULTIPLE + HAVE, firefox: IN_FIREFOX.multiple, webkit: IN_WEBKIT.multiple },
  ],
  [
    "PreflightInvalidAllowOriginValue",
    { init: PUT, preflight: allow("example.com") },
    { chromium: PREFLIGHT + INVALID + HAVE, firefox: IN_FIREFOX.invalid, webkit: notAllowed(204) },
  ],
  [
    "PreflightAllowOriginMismatch",
    { init: PUT, preflight: allow("https://b.example") },
    { chromium: PREFLIGHT + MISMATCH + HAVE, firefox: IN_FIREFOX.mismatch, webkit: notAllowed(204) },
  ],
  [
    "PreflightWildcardOriginNotAllowed",
    { init: { ...PUT, ...INCLUDE }, preflight: allow("*") },
    { chromium: PREFLIGHT + WILDCARD, firefox: NO_CREDENTIAL, webkit: IN_WEBKIT.wildcard },
  ],
  [
    "PreflightInvalidAllowCredentials",
    { init: { ...PUT, ...INCLUDE }, preflight: credentials("True") },
    { chromium: PREFLIGHT + NOT_TRUE, firefox: IN_FIREFOX.notTrue, webkit: IN_WEBKIT.notTrue },
  ],

  ["MultipleAllowOriginValues", { init: X, answer: STARS }, { chromium: XHR + MULTIPLE }],
  ["InvalidAllowOriginValue", { init: X, answer: allow("example.com") }, { chromium: XHR + INVALID }],
  ["AllowOriginMismatch", { init: X, answer: allow("https://b.example") }, { chromium: XHR + MISMATCH }],
  [
    "WildcardOriginNotAllowed",
    { init: { ...X, ...INCLUDE }, answer: allow("*") },
    { chromium: XHR + WILDCARD + ATTRIBUTE },
  ],
  [
    "InvalidAllowCredentials",
    { init: { ...X, ...INCLUDE }, answer: credentials("True") },
    { chromium: XHR + NOT_TRUE + ATTRIBUTE },
  ],
  [
    "MissingAllowOriginHeader",
    { init: X },
    { chromium: XHR + NO_HEADER, webkit: notAllowed(200).replace("Fetch API", "XMLHttpRequest") },
  ],
  [
    "InvalidAllowCredentials",
    { init: INCLUDE, answer: [ORIGIN] },
    { chromium: CHROMIUM + NOT_TRUE.replace("True", "") },
  ],

  [
    "PreflightInvalidStatus",
    { init: PUT, preflight: methods("PUT"), preflightStatus: 405 },
    {
      chromium: `${PREFLIGHT}It does not have HTTP ok status.`,
      firefox: firefox("CORS preflight response did not succeed", ". Status code: 405."),
      webkit: webkit("Preflight response is not successful. Status code: 405"),
    },
  ],
  [
    "PreflightDisallowedRedirect",
    { init: PUT, preflight: [...methods("PUT"), ["Location", "/x"]], preflightStatus: 302 },
    {
      chromium: `${PREFLIGHT}Redirect is not allowed for a preflight request.`,
      firefox: `${firefox("CORS request external redirect not allowed")}\n${firefox("CORS preflight response did not succeed", ". Status code: 302.")}`,
      webkit: webkit("Preflight response is not successful. Status code: 302"),
    },
  ],
  [
    "MethodDisallowedByPreflightResponse",
    { init: PUT, preflight: methods("GET") },
    {
      chromium: `${CHROMIUM}Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.`,
      firefox: firefox("Did not find method in CORS header ‘Access-Control-Allow-Methods’"),
      webkit: webkit("Method PUT is not allowed by Access-Control-Allow-Methods."),
    },
  ],
  [
    "HeaderDisallowedByPreflightResponse",
    { init: { headers: { "X-Request-Id": "1" } }, preflight: names("x-a") },
    {
      chromium: `${CHROMIUM}Request header field x-request-id is not allowed by Access-Control-Allow-Headers in preflight response.`,
      firefox: firefox(
        "header ‘x-request-id’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response",
      ),
      webkit: webkit("Request header field X-Request-Id is not allowed by Access-Control-Allow-Headers."),
    },
  ],
  [
    "InvalidAllowMethodsPreflightResponse",
    { init: PUT, preflight: methods("PUT, (GET)") },
    {
      chromium: `${CHROMIUM}Cannot parse Access-Control-Allow-Methods response header field in preflight response.`,
      firefox: firefox("invalid token ‘(GET)’ in CORS header ‘Access-Control-Allow-Methods’"),
      webkit: webkit("Header Access-Control-Allow-Methods has an invalid value: PUT, (GET)"),
    },
  ],
  [
    "InvalidAllowHeadersPreflightResponse",
    { init: PUT, preflight: [...methods("PUT"), ["Access-Control-Allow-Headers", "x-a, x b"]] },
    {
      chromium: `${CHROMIUM}Cannot parse Access-Control-Allow-Headers response header field in preflight response.`,
      firefox: firefox("invalid token ‘x b’ in CORS header ‘Access-Control-Allow-Headers’"),
      webkit: webkit("Header Access-Control-Allow-Headers has an invalid value: x-a, x b"),
    },
  ],

  [
    "RedirectContainsCredentials",
    { location: WITH_USER },
    {
      chromium: `${CHROMIUM}Redirect location '' contains a username and password, which is disallowed for cross-origin requests.`,
      webkit: webkit(
        `Cross-origin redirection to ${WITH_USER.replace("user@", "")} ${DENIED}redirection URL ${WITH_USER} has credentials`,
      ),
    },
  ],
  [
    "MissingAllowOriginHeader",
    { location: "https://api.example.net/next" },
    {
      chromium: `Access to fetch at 'https://api.example.net/next' (redirected from '${API}') from origin '${PAGE}' has been blocked by CORS policy: ${NO_HEADER}`,
    },
  ],
  [
    "MissingAllowOriginHeader",
    { origin: "null" },
    { chromium: CHROMIUM.replace(PAGE, "null") + NO_HEADER, webkit: notAllowed(200, "null") },
  ],
  [
    "RedirectDisallowed",
    { init: { redirect: "error" }, location: "/next" },
    { webkit: webkit(`Not allowed to follow a redirection while loading ${API}`) },
  ],
  [
    "TooManyRedirects",
    { location: API },
    {
      webkit: `Load cannot follow more than 20 redirections\nFetch API cannot load ${API} due to access control checks.`,
    },
  ],
  ["InvalidRedirect", { location: "https://[" }, {}],

  [
    "DisallowedByMode",
    { init: { mode: "same-origin" } },
    {
      chromium: `Fetch API cannot load ${API}. Request mode is "same-origin" but the URL's origin is not same as the request origin ${PAGE}.`,
      firefox: `Security Error: Content at ${PAGE}/ may not load data from ${API}.`,
    },
  ],
  [
    "NoCorsRedirectModeNotFollow",
    { init: { mode: "no-cors", redirect: "error" } },
    {
      chromium: `Fetch API cannot load ${API}. Request mode is "no-cors" but the redirect mode is not "follow".`,
      webkit: webkit("No-Cors mode requires follow redirect mode\nNot allowed to request resource"),
    },
  ],
  [
    "CorsDisabledScheme",
    { url: "ftp://x/" },
    {
      chromium: 'Fetch API cannot load ftp://x/. URL scheme "ftp" is not supported.',
      firefox: firefox("CORS request not http").replaceAll(API, "ftp://x/"),
      webkit: webkit("Cross origin requests are only supported for HTTP.").replace(API, "ftp://x/"),
    },
  ],
  [
    "CorsDisabledScheme",
    { url: "file:///x" },
    {
      chromium: "Not allowed to load local resource: file:///x",
      firefox: `Security Error: Content at ${PAGE}/ may not load or link to file:///x.`,
    },
  ],
  [
    "LocalNetworkAccessPermissionDenied",
    { engine: "chromium", url: "http://localhost/x" },
    {
      chromium: `${CHROMIUM.replace(API, "http://localhost/x")}Permission was denied for this request to access the \`loopback\` address space.`,
    },
  ],
  [
    "LocalNetworkAccessPermissionDenied",
    { engine: "chromium", url: "https://10.0.0.1/x" },
    {
      chromium: `${CHROMIUM.replace(API, "https://10.0.0.1/x")}Permission was denied for this request to access the \`local\` address space.`,
    },
  ],
  [
    "InsecureLocalNetwork",
    { engine: "chromium", origin: "http://app.example.com", url: "http://10.0.0.1/x" },
    {
      chromium: `Access to fetch at 'http://10.0.0.1/x' from origin 'http://app.example.com' has been blocked by CORS policy: The request client is not a secure context and the resource is in more-private address space \`local\`.`,
    },
  ],
  [
    "MixedContent",
    { url: "http://api.example.net/" },
    {
      chromium: `Mixed Content: The page at '${PAGE}/' was loaded over HTTPS, but requested an insecure resource 'http://api.example.net/'. This request has been blocked; the content must be served over HTTPS.`,
    },
  ],
  ["NetworkFailure", { fails: true }, { chromium: "Failed to load resource: net::ERR_FAILED", firefox: GENERIC }],
  // Of a preflight, Firefox says so of both requests.
  ["NetworkFailure", { fails: true, init: { method: "PUT" } }, { firefox: twice(GENERIC) }],
  ["NetworkFailure", { fails: true, init: { mode: "no-cors" } }, { firefox: NOT_REACHED }],
  ["NetworkFailure", { fails: true, url: `${PAGE}/x`, init: { method: "PUT" } }, { firefox: NOT_REACHED }],
  ["InvalidRequest", { init: { method: "TRACE" } }, {}],
];

describe.each(CASES)("%s, case %#", (code, given, texts) => {
  test("is told in the engines' own words", async () => {
    const failure = await failureOf(given);
    expect(failure.code).toBe(code);
    const { firefox: inFirefox } = texts;
    const isTwofold = given.preflight !== undefined && inFirefox !== undefined;
    expect(failure.messages).toMatchObject(isTwofold ? { ...texts, firefox: twice(inFirefox) } : texts);
  });
  test("is explained, with every placeholder filled in", async () => {
    const { cause, fix, messages, step } = await failureOf(given);
    for (const text of [cause, fix, ...Object.values(messages)]) {
      expect(text.length).toBeGreaterThan(5);
      expect(text).not.toMatch(/\{[A-Z_]+\}|undefined/);
    }
    expect(step).toMatch(
      /^https:\/\/(fetch\.spec\.whatwg\.org|w3c\.github\.io|wicg\.github\.io)\/\S+#\S+$|^https:\/\/fetch\.spec\.whatwg\.org\/#\S+$/,
    );
  });
});

describe("WebKit, of a redirect", () => {
  const next = "https://cdn.example.org/next";
  const cases: readonly (readonly [name: string, given: Given, text: string])[] = [
    [
      "that may not be read",
      { status: 302, answer: [["Location", next]] },
      `Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: 302`,
    ],
    [
      "to another scheme",
      { location: "data:,x" },
      "not allowed to follow a cross-origin CORS redirection with non CORS scheme",
    ],
  ];
  test.each(cases)("%s", async (_, given, text) => {
    const { messages } = await failureOf({ engine: "webkit", ...given });
    const [first] = messages.webkit.split("\n");
    expect(first).toBe(`Cross-origin redirection to ${given.location ?? next} ${DENIED}${text}`);
  });
  test("it names the fragment, which a redirect without one inherits", async () => {
    const { messages } = await failureOf({
      engine: "webkit",
      url: `${API}#`,
      status: 302,
      answer: [["Location", next]],
    });
    expect(messages.webkit).toMatch(`Cross-origin redirection to ${next}# ${DENIED}`);
  });
});

test("a redirect's scheme is told as a scheme", async () => {
  expect(await failureOf({ location: "data:,x" })).toMatchObject({ code: "CorsDisabledScheme", detail: "data" });
});

test("every code fails in one of the cases, and has its texts", () => {
  const codes = Object.keys(CATALOGUE).toSorted();
  expect([...new Set(CASES.map(([code]) => code))].toSorted()).toEqual(codes);
  expect(Object.keys(MESSAGES).toSorted()).toEqual(codes);
});

test("control characters are told as Chromium tells them", async () => {
  const { messages } = await failureOf({ answer: allow("a\x01\x7f") });
  expect(messages.chromium).toContain("'a\\u0001\\u007F'");
  expect(messages.firefox).toContain("‘a\x01\x7f’");
});

describe("templates are filled in", () => {
  const cases: readonly (readonly [template: string, text: string])[] = [
    ["{A} {B} {A}", "1 2 1"],
    ["{C}", "{C}"],
    ["{a} {A", "{a} {A"],
    ["", ""],
  ];
  // A value is not a template: `$&` and braces stay.
  test.each(cases)("%j", (template, text) => expect(fillTemplate(template, { A: "1", B: "2" })).toBe(text));
  test("with any value", () => expect(fillTemplate("{A}", { A: "$& {A}" })).toBe("$& {A}"));
});

describe("after a redirect from one foreign origin to another", () => {
  const location = "https://cdn.example.org/rides";
  test.each<[string, readonly HeaderLine[]]>([
    ["AllowOriginMismatch", [ORIGIN]],
    ["MissingAllowOriginHeader", []],
    ["InvalidAllowOriginValue", [["Access-Control-Allow-Origin", "x"]]],
    ["MultipleAllowOriginValues", [ORIGIN, ORIGIN]],
  ])("%s: the cause is the redirect, and no fix advises to allow null", async (code, answer) => {
    const failure = await failureOf({ location, answer });
    expect(failure.code).toBe(code);
    expect(failure.cause).toMatch(/made the request's Origin null, which .* \((absent|x|https:.*)\) would/);
    expect(failure.fix).toContain(`Have the page ask for ${location} itself`);
  });

  test("on the preflight's answer too, but in Firefox, which keeps the page's origin there", async () => {
    const given: Given = {
      location,
      init: { headers: [["X-A", "1"]] },
      preflight: [ORIGIN, ["Access-Control-Allow-Headers", "X-A"]],
    };
    expect(await failureOf(given)).toMatchObject({
      code: "PreflightAllowOriginMismatch",
      cause: expect.stringContaining("Origin null"),
    });
    const inFirefox = await failureOf({
      ...given,
      engine: "firefox",
      preflight: [["Access-Control-Allow-Headers", "X-A"]],
    });
    expect(inFirefox.cause).not.toContain("Origin null");
  });

  test.each([
    ["a page whose origin is null to begin with", { origin: "null", answer: [ORIGIN] }],
    ["what fails for another reason", { location: "https://user@cdn.example.org/", answer: [ORIGIN] }],
  ])("%s has its own cause", async (_, given) => {
    expect((await failureOf(given)).cause).not.toContain("redirect from one foreign origin");
  });
});
