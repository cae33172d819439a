import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import {
  CATALOGUE,
  openPage,
  recognize,
  type FailureCode,
  type HeaderLine,
  type Recognized,
} from "../src/browser/index.ts";
import type { PageRequestInit } from "../src/browser/build-request.ts";
import { CONSOLE_MESSAGES } from "./support/console-messages.ts";

const seed = inject("seed");
const ENGINES = ["chromium", "firefox", "webkit"] as const;

/** All that a message may be: its codes and its topic. */
const meanings = ({ codes, topic }: Recognized): readonly string[] => [...codes, ...(topic === null ? [] : [topic])];

const host = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}[a-z0-9]\.(example|test)$/);
const origin = fc.oneof(
  fc.tuple(fc.constantFrom("http", "https"), host, fc.constantFrom("", ":8080")).map(([s, h, p]) => `${s}://${h}${p}`),
  fc.constantFrom("null", "capacitor://localhost", "https://xn--bcher-kva.example"),
);
const url = fc
  .tuple(fc.constantFrom("http", "https"), host, fc.webPath(), fc.webQueryParameters())
  .map(([scheme, name, path, query]) => new URL(`${scheme}://${name}${path}${query === "" ? "" : `?${query}`}`).href);
const header = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}$/);
/** A header's value, on one line and with single spaces. */
const text = fc.stringMatching(/^[!-~][ -~]{0,30}$/).map((line) => line.replace(/ +/g, " ").trim());
const VALUES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  URL: url,
  FIRST_URL: url,
  PAGE_URL: url,
  ORIGIN: origin,
  OTHER_ORIGIN: origin.filter((one) => one !== "null"),
  STATUS: fc.integer({ min: 200, max: 599 }).map(String),
  KIND: fc.constantFrom("fetch", "XMLHttpRequest", "script", "image", "CSS stylesheet", "font", "video", "resource"),
  METHOD: fc.constantFrom("PUT", "DELETE", "patch", "PURGE", "X-Y"),
  HEADER: header,
  ACAO: text,
  ACAC: fc.oneof(text, fc.constant("")),
  TOKEN: text,
  VALUE: text,
  V: text,
  SPACE: fc.constantFrom("loopback", "local", "unknown"),
  SCHEME: fc.constantFrom("ftp", "data", "chrome-extension"),
  SCHEMES: fc.constant("chrome, chrome-extension, chrome-untrusted, data, http, https"),
  CODE: fc.stringMatching(/^[A-Z][A-Z_]{3,20}[A-Z]$/),
  PORT: fc.integer({ min: 1, max: 65_535 }).map(String),
};

type Values = Readonly<Record<string, string>>;

/** Values for the placeholders of a template. */
const valuesFor = (template: string): fc.Arbitrary<Values> => {
  const names = Array.from(template.matchAll(/\{([A-Z_]+)\}/g), ([, name = ""]) => name);
  return fc.record(Object.fromEntries(names.map((name) => [name, VALUES[name] ?? expect.fail(name)])));
};
const fill = (template: string, values: Values): string =>
  template.replace(/\{([A-Z_]+)\}/g, (_, name: string) => values[name] ?? "");

/** How people paste: as it is, with plain quotes, wrapped, with what a console prints around. */
const PASTES: readonly ((message: string) => string)[] = [
  (message) => message,
  (message) => message.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replaceAll("`", "'"),
  (message) => message.replaceAll(" ", "\n  "),
  (message) => `[Error] ${message} (app.js, line 3)`,
  (message) => `(index):1 ${message}\n    at load (https://app.example.com/app.js:12:3)`,
  (message) => `12:03:11.123 ${message} app.js:12:3`,
  (message) => `GET /\n${message}\r\nUncaught (in promise) Error: no`,
];

/** The names that values have in the fixture and in what is recognised, where they differ. */
const NAMES: Readonly<Record<string, string>> = {
  METHOD: "DETAIL",
  HEADER: "DETAIL",
  ACAO: "DETAIL",
  ACAC: "DETAIL",
  TOKEN: "DETAIL",
  VALUE: "DETAIL",
  SPACE: "DETAIL",
  SCHEME: "DETAIL",
  V: "VALUE",
  CODE: "ERR",
  OTHER_ORIGIN: "DETAIL",
};
const OF_ORIGINS = /(AllowOriginMismatch|MultipleAllowOriginValues|InvalidAllowOriginValue)$/;

describe.each(CONSOLE_MESSAGES)("%s, %s: %s", (expected, engine, template) => {
  const isExpected = (recognized: Recognized): boolean =>
    meanings(recognized).includes(expected) ||
    // Firefox's text shows by its value which of three it is.
    (OF_ORIGINS.test(expected) && recognized.codes.every((code) => OF_ORIGINS.test(code)));

  test("is recognised with its values, whatever they are", () => {
    fc.assert(
      fc.property(valuesFor(template), (values) => {
        const [first, ...others] = recognize(fill(template, values));
        expect(others).toEqual([]);
        expect(first).toMatchObject({ engine });
        // Of fonts, Firefox's text tells family and style before.
        if (!template.startsWith("downloadable font")) expect(first?.text).toBe(fill(template, values));
        expect(first).toSatisfy(isExpected);
        const given = Object.entries(values).map(([name, told]) => [NAMES[name] ?? name, told]);
        // Where a message names two URLs, either may be told.
        if (!template.includes("redirection")) {
          expect(first?.values).toMatchObject(Object.fromEntries(given));
        }
      }),
      { seed, numRuns: 20 },
    );
  });
  test("is recognised however it is pasted", () => {
    fc.assert(
      fc.property(valuesFor(template), fc.constantFrom(...PASTES), (values, paste) => {
        const [first, ...others] = recognize(paste(fill(template, values)));
        expect(others).toEqual([]);
        expect(first?.engine).toBe(engine);
        expect(first).toSatisfy(isExpected);
      }),
      { seed, numRuns: 20 },
    );
  });
  test("is explained in whole sentences", () => {
    fc.assert(
      fc.property(valuesFor(template), (values) => {
        const [first] = recognize(fill(template, Object.fromEntries(Object.keys(values).map((name) => [name, "x"]))));
        for (const { cause, fix } of first === undefined ? [] : [first, ...first.alternatives]) {
          for (const sentence of [cause, fix]) expect(sentence).toMatch(/^[A-Z*m<].{8,}\.$/s);
          expect(`${cause}${fix}`).not.toMatch(/\{[A-Z_]+\}|undefined|\(\)/);
        }
      }),
      { seed, numRuns: 1 },
    );
  });
});

interface Case {
  readonly engine?: "chromium";
  readonly page?: string;
  readonly url?: string;
  readonly init?: PageRequestInit;
  readonly preflight?: readonly [status: number, headers: readonly HeaderLine[]];
  readonly answer?: readonly [status: number, headers: readonly HeaderLine[]];
  /** What the first URL is redirected to. */
  readonly location?: string;
  readonly fails?: true;
}

const PAGE = "https://app.example.com";
const API = "https://api.example.net/rides";
const PUT: PageRequestInit = { method: "PUT" };
const INCLUDE: PageRequestInit = { credentials: "include" };
const allow = (value: string, ...others: readonly HeaderLine[]): readonly HeaderLine[] => [
  ["Access-Control-Allow-Origin", value],
  ...others,
];
const own = (...others: readonly HeaderLine[]): readonly HeaderLine[] => allow(PAGE, ...others);

/** A way to every failure; those of an answer's headers for a preflight request and without one. */
const CASES: Readonly<Record<FailureCode, Case>> = {
  MissingAllowOriginHeader: { answer: [502, []] },
  MultipleAllowOriginValues: { answer: [200, allow("*, *")] },
  InvalidAllowOriginValue: { answer: [200, allow("example.com")] },
  AllowOriginMismatch: { answer: [200, allow("https://b.example")] },
  WildcardOriginNotAllowed: { init: INCLUDE, answer: [200, allow("*")] },
  InvalidAllowCredentials: { init: INCLUDE, answer: [200, own()] },
  PreflightMissingAllowOriginHeader: { init: PUT, preflight: [404, []] },
  PreflightMultipleAllowOriginValues: { init: PUT, preflight: [204, allow("https://a.example, https://b.example")] },
  PreflightInvalidAllowOriginValue: { init: PUT, preflight: [204, allow("true")] },
  PreflightAllowOriginMismatch: { init: PUT, preflight: [204, allow(`${PAGE}/`)] },
  PreflightWildcardOriginNotAllowed: { init: { ...PUT, ...INCLUDE }, preflight: [204, allow("*")] },
  PreflightInvalidAllowCredentials: { init: { ...PUT, ...INCLUDE }, preflight: [204, own()] },
  PreflightInvalidStatus: { init: PUT, preflight: [405, own()] },
  PreflightDisallowedRedirect: { init: PUT, preflight: [302, own(["Location", "/x"])] },
  MethodDisallowedByPreflightResponse: { init: PUT, preflight: [204, own(["Access-Control-Allow-Methods", "GET"])] },
  HeaderDisallowedByPreflightResponse: { init: { headers: { "X-A": "1" } }, preflight: [204, own()] },
  InvalidAllowMethodsPreflightResponse: {
    init: PUT,
    preflight: [204, own(["Access-Control-Allow-Methods", "PUT, (GET)"])],
  },
  InvalidAllowHeadersPreflightResponse: {
    init: { headers: { "X-A": "1" } },
    preflight: [204, own(["Access-Control-Allow-Headers", "x a"])],
  },
  RedirectContainsCredentials: { location: "https://user@cdn.example.org/x" },
  DisallowedByMode: { init: { mode: "same-origin" } },
  NoCorsRedirectModeNotFollow: { init: { mode: "no-cors", redirect: "error" } },
  CorsDisabledScheme: { url: "ftp://x/" },
  InsecureLocalNetwork: { engine: "chromium", page: "http://app.example.com", url: "http://10.0.0.1/x" },
  LocalNetworkAccessPermissionDenied: { engine: "chromium", url: "https://10.0.0.1/x" },
  MixedContent: { url: "http://api.example.net/" },
  RedirectDisallowed: { init: { redirect: "error" }, location: "/next" },
  InvalidRedirect: { location: "https://[" },
  TooManyRedirects: { location: API },
  NetworkFailure: { fails: true },
  InvalidRequest: { init: { method: "TRACE" } },
};

describe.each(Object.entries(CASES))("what the model prints of %s", (code, given) => {
  const { page: pageOrigin = PAGE, url: target = API, init = {}, answer = [200, own()] } = given;
  const variants = (["fetch", "xhr"] as const).flatMap((initiator) =>
    ["", "https://cdn.example.org/first"].map((first) => ({ initiator, first })),
  );
  const printed = variants.map(async ({ initiator, first }) => {
    const respond = (status: number, headers: readonly HeaderLine[]) => ({
      status,
      statusText: "",
      headers,
      body: null,
    });
    const page = openPage({
      origin: pageOrigin,
      engine: given.engine ?? "standard",
      transport: (request) => {
        if (given.fails) throw new Error("refused");
        if (request.url === first) return respond(302, own(["Location", target]));
        if (request.method === "OPTIONS" && given.preflight !== undefined) return respond(...given.preflight);
        if (request.url === target && given.location !== undefined)
          return respond(302, own(["Location", given.location]));
        return respond(...answer);
      },
    });
    // Behind a redirect only what a redirect leads to; a preflight request would come before it.
    const isSimple = given.preflight === undefined && given.init === undefined && first !== "";
    const { failure } = await page.fetch(isSimple ? first : target, { ...init, initiator });
    return failure ?? expect.fail("it did not fail");
  });

  test.each(ENGINES)("%s's console leads back to it", async (engine) => {
    for (const failure of await Promise.all(printed)) {
      const [first, ...others] = recognize(failure.messages[engine]);
      expect(others).toEqual([]);
      // XMLHttpRequest has no redirect mode, and more.
      expect(first?.codes).toContain(failure.code);
      if (failure.code === code) expect(engine === first?.engine || first?.engine === null).toBe(true);
      // What the message tells all of is explained in the model's own words.
      const { detail, cause, fix } = failure;
      const tellsAll = first?.values["DETAIL"] === (detail ?? "") && first.values["ORIGIN"] === pageOrigin;
      // Of the redirect that made the origin null only one text tells, by its contradiction.
      const tellsTaint = !cause.includes("Origin null") || detail === pageOrigin;
      if (tellsAll && tellsTaint && first.codes.length === 1) expect(first).toMatchObject({ cause, fix });
    }
  });
});

test("there is a way to every failure", () => {
  expect(Object.keys(CASES).toSorted()).toEqual(Object.keys(CATALOGUE).toSorted());
});

describe("what is not known gives nothing", () => {
  const CHROMIUM = `Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: `;
  test.each([
    "",
    " ",
    "hello",
    "CORS error",
    "No 'Access-Control-Allow-Origin' header was found on the requested resource.",
    `${CHROMIUM}No 'Access-Control-Allow-Origin' header is present on the response.`,
    `${CHROMIUM}Something that no browser says.`,
    CHROMIUM,
    "The header 'Access-Control-Allow-Origin' is missing.",
    `${CHROMIUM}Method PUT is not permitted by Access-Control-Allow-Methods in preflight response.`,
    "Method PUT is not allowed by Access-Control-Allow-Methods in the preflight response.",
    "Method PUT is not allowed by Access-Control-Allow-Methods at all",
    "Method is not allowed by Access-Control-Allow-Methods.",
    "Origin https://a.example is not allowed by Access-Control-Allow-Origins.",
    "Origin https://a.example is not allowed by Access-Control-Allow-Origin header of the server",
    "Origin a b is not allowed by Access-Control-Allow-Origin.",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://a.example/. (Reason: CORS header ‘Access-Control-Allow-Origin’ wrong).",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://a.example/.",
    "(Reason: header ‘x-a’ is not allowed according to header ‘Access-Control-Allow-Header’ from CORS preflight response)",
    "TypeError: Failed to fetch dynamically imported module: https://a.example/x.js",
    "TypeError: Failed to parse",
    "TypeError: x is not a function",
    "A TypeError was thrown",
    "TypeErrors",
    "Load failed for the script",
    "The load: Load failed",
    "net::ERROR",
    "Failed to load resource: the server responded with a status of 404 (Not Found)",
    "Preflight response is not successful. Status code: many",
    "Preflight response is not successful. Status code: 20045",
    "Fetch API cannot load https://a.example/ because of reasons.",
    "XOrigin https://a.example is not allowed by Access-Control-Allow-Origin.",
  ])("%j", (message) => expect(recognize(message)).toEqual([]));

  test("nor does a known one with a word changed", () => {
    const templates = CONSOLE_MESSAGES.map(([, , template]) => template).filter((template) => /^[A-Z]/.test(template));
    fc.assert(
      fc.property(fc.constantFrom(...templates), fc.nat(), (template, at) => {
        const words = template.split(" ");
        const places = [...words.keys()].filter((i) => /^(?!(?:image|resource)$)[a-z]{3,}$/.test(words[i] ?? ""));
        const place = places[at % places.length];
        fc.pre(place !== undefined);
        const changed = words.with(place ?? 0, "othered").join(" ");
        // A reason by itself is known too, whatever stands before it.
        const [first] = recognize(changed.replace(/\{([A-Z_]+)\}/g, "x"));
        expect(first?.text ?? "").not.toContain("othered");
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe("several messages", () => {
  const lines = (...all: readonly string[]): string => all.join("\n");
  const cannotLoad = `[Error] Fetch API cannot load ${API} due to access control checks.`;
  test("Firefox's second line makes it a preflight's", () => {
    const blocked = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: `;
    const missing = `${blocked}CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 404.`;
    const last = `${blocked}CORS request did not succeed). Status code: (null).`;
    expect(recognize(missing)[0]?.codes).toEqual(["MissingAllowOriginHeader", "PreflightMissingAllowOriginHeader"]);
    const both = recognize(lines(missing, last));
    expect(both.map(({ codes, values }) => [codes, values["STATUS"]])).toEqual([
      // A response that leads elsewhere has two lines as well.
      [["MissingAllowOriginHeader", "PreflightMissingAllowOriginHeader"], "404"],
    ]);
    expect(recognize(lines(last, missing))).toHaveLength(2);
  });
  test("Safari's lines, each with its prefix, are one message", () => {
    const refused = `[Error] Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: 200`;
    const [first, ...others] = recognize(
      lines(refused, cannotLoad, `[Error] Failed to load resource: ${refused.slice(8)} (rides, line 0)`),
    );
    expect(first).toMatchObject({ engine: "webkit", values: { URL: API, ORIGIN: PAGE, STATUS: "200" } });
    expect(first?.text).toBe(lines(refused, cannotLoad).slice(8));
    expect(others).toHaveLength(1);
  });
  test("come in the order of the text, each with what it is", () => {
    const console = lines(
      `app.js:3 Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: It does not have HTTP ok status.`,
      `api.js:1 PUT ${API} net::ERR_FAILED`,
      "Uncaught (in promise) TypeError: Failed to fetch",
      "something of the page's own",
      `GET ${API}/ads.js net::ERR_BLOCKED_BY_CLIENT`,
    );
    expect(recognize(console).map(meanings)).toEqual([
      ["PreflightInvalidStatus"],
      ["NetworkFailure", "RedirectDisallowed", "InvalidRedirect", "aborted"],
      ["script-error"],
      ["blocked-by-client"],
    ]);
  });
  test("legacy texts tell origin and status in their last sentences", () => {
    const message = `XMLHttpRequest cannot load ${API}. Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin '${PAGE}' is therefore not allowed access. The response had HTTP status code 401.`;
    expect(recognize(message)).toMatchObject([
      {
        text: message,
        engine: "chromium",
        codes: ["PreflightMissingAllowOriginHeader"],
        values: { URL: API, ORIGIN: PAGE, STATUS: "401" },
      },
    ]);
  });
});

test.each([
  ["null", "AllowOriginMismatch"],
  ["https://b.example", "AllowOriginMismatch"],
  ["https://a.example, https://b.example", "MultipleAllowOriginValues"],
  ["example.com", "InvalidAllowOriginValue"],
])("Firefox's value shows which failure it is: %s", (value, code) => {
  const message = `Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘${value}’`;
  expect(recognize(message)).toMatchObject([{ engine: "firefox", codes: [code, `Preflight${code}`] }]);
});

test("without what stands before it, Chromium's reason may be either request's", () => {
  const reason = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
  const preflight = `Response to preflight request doesn't pass access control check: ${reason}`;
  expect(recognize(reason)[0]?.codes).toEqual(["MissingAllowOriginHeader", "PreflightMissingAllowOriginHeader"]);
  expect(recognize(preflight)[0]?.codes).toEqual(["PreflightMissingAllowOriginHeader"]);
});

describe("what is no CORS error is told apart", () => {
  test.each([
    ["TypeError: Failed to fetch", null],
    ["net::ERR_NAME_NOT_RESOLVED", false],
    [
      `Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: It does not have HTTP ok status.`,
      true,
    ],
    ["Blocked loading mixed active content “http://a.example/”", false],
    [
      `Refused to connect to '${API}' because it violates the following Content Security Policy directive: "connect-src 'self'".`,
      false,
    ],
  ])("%s", (message, isCors) => expect(recognize(message)).toMatchObject([{ isCors }]));
});

describe("hostile texts", () => {
  const parts = CONSOLE_MESSAGES.flatMap(([, , template]) => template.split(/(\{[A-Z_]+\}| )/));
  test("never throw, and nothing comes of them that is not in them", () => {
    const anything = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ unit: "binary", maxLength: 5 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(anything, (pieces) => {
        const message = pieces.join("");
        for (const recognized of recognize(message)) expect(message).toContain(recognized.text);
      }),
      { seed, numRuns: 200 },
    );
  });
  test("of more than 100,000 characters are not read", () => {
    const message = "net::ERR_FAILED";
    expect(recognize(message.padEnd(100_000))).toHaveLength(1);
    expect(recognize(message.padEnd(100_001))).toEqual([]);
  });
});
