import { describe, expect, test } from "vitest";
import { evidenceOf, type Asked, type TestServer } from "../../../../test/support/evidence.ts";
import { byHand, OPEN, PAGE, plain, without } from "../../../../test/support/server-by-hand.ts";
import type { WireError } from "../evidence.ts";
import { CODES, type Code } from "./codes.ts";
import { findingsOf } from "./index.ts";

const PUT: Asked = { method: "PUT", headers: [["Content-Type", "application/json"]], body: "{}" };
const TOKEN: Asked = { headers: [["Authorization", "Bearer 1"]] };
const COOKIES: Asked = { credentials: "include" };
const ORIGIN = "Access-Control-Allow-Origin";
const CREDENTIALS = "Access-Control-Allow-Credentials";
const CORS = /^access-control-/;

const fail = (kind: WireError["kind"], code: string): TestServer => {
  return () => ({ kind, code, message: code });
};
const lines = (...headers: readonly (readonly [string, string])[]): TestServer => {
  return () => ({ status: 200, headers: [...headers, ["Vary", "Origin"], ["Access-Control-Max-Age", "600"]] });
};
const names = (value: string): TestServer => byHand({ always: true, vary: false, name: () => value });
const redirects = (status: number, location: string) => {
  return (sent: Headers): Response => {
    return new Response(null, { status, headers: [...sent, ["Location", location]] });
  };
};
/** The same lines with some changed. */
const changed = (change: (sent: Headers, request: Request) => void, status = 204) => {
  return (sent: Headers, request: Request): Response => {
    change(sent, request);
    return new Response(null, { status, headers: sent });
  };
};
const allows = (pattern: RegExp): TestServer => byHand({ allow: (origin) => pattern.test(origin) });
const asksFor = (request: Request): string => request.headers.get("access-control-request-method") ?? "";

type Row = readonly [name: string, server: TestServer, asked: Asked, ...found: string[]];

const NOT_CORS: readonly Row[] = [
  ["no such host", fail("dns", "ENOTFOUND"), {}, "error dns-failure"],
  ["nothing listens", fail("refused", "ECONNREFUSED"), {}, "error connection-refused"],
  ["hangs", fail("timeout", "HEADERS_TIMEOUT"), {}, "error connection-timeout"],
  ["hangs up", fail("closed", "ECONNRESET"), {}, "error connection-closed"],
  ["an expired certificate", fail("tls", "CERT_HAS_EXPIRED"), {}, "error tls-failure"],
  ["speaks SSH", fail("protocol", "HPE_INVALID_CONSTANT"), {}, "error protocol-failure"],
  ["something else", fail("other", ""), {}, "error network-failure"],
  ["plain http", byHand(), { url: "http://api.example.net/" }, "error mixed-content"],
  [
    "a public page and a private address",
    byHand({ allow: (origin) => origin === "http://app.example.com" }),
    { url: "http://192.168.1.7/", origins: ["http://app.example.com"] },
    "warning local-network-access",
  ],
  [
    "a public page and the own machine",
    byHand(),
    { url: "http://127.0.0.1:8080/" },
    "info mixed-content",
    "info local-network-access",
  ],
];

const PREFLIGHTS: readonly Row[] = [
  ["a session is asked for", byHand({ preflight: plain(401) }), PUT, "error preflight-needs-authentication"],
  ["a firewall answers 403", byHand({ preflight: plain(403) }), PUT, "error preflight-needs-authentication"],
  ["a router answers 404", byHand({ preflight: plain(404) }), PUT, "error preflight-not-routed"],
  ["a router answers 405", byHand({ preflight: plain(405, { Allow: "PUT" }) }), PUT, "error preflight-not-routed"],
  ["405 with headers", byHand({ preflight: changed(() => {}, 405) }), PUT, "error preflight-not-routed"],
  ["405, where GET was asked for", byHand({ preflight: plain(405) }), {}, "warning preflight-not-routed"],
  [
    "405 of what can be read alone",
    byHand({ preflight: plain(405, { Allow: "GET, HEAD" }) }),
    {},
    "info preflight-not-routed",
  ],
  ["a crash", byHand({ preflight: plain(500) }), PUT, "error preflight-error"],
  ["a body parser answers 400", byHand({ preflight: plain(400) }), PUT, "error preflight-error"],
  [
    "http leads to https",
    byHand({
      allow: () => true,
      preflight: (_, { url }) => plain(301, { Location: url.replace("http:", "https:") })(),
    }),
    { ...PUT, url: "http://api.example.net/users", origins: ["http://app.example.com"], passive: true },
    "error preflight-redirected",
  ],
  ["a slash is missing", byHand({ preflight: redirects(308, "/users/") }), PUT, "error preflight-redirected"],
  [
    "a page to sign in",
    byHand({ preflight: plain(302, { Location: "https://login.example.net/?next=/" }) }),
    PUT,
    "error preflight-redirected",
  ],
  ["answered by the framework", byHand({ preflight: plain(200) }), PUT, "error preflight-without-headers"],
  [
    "the headers on OPTIONS alone",
    byHand({ vary: false, actual: without(CORS), missing: without(CORS, 404) }),
    TOKEN,
    "error actual-without-headers",
    "warning error-without-headers",
  ],
];

const ERRORS: readonly Row[] = [
  ["500 without headers", byHand({ actual: plain(500), missing: plain(500) }), TOKEN, "error error-without-headers"],
  [
    "401 without headers",
    byHand({
      actual: (sent, { headers }) =>
        headers.has("authorization") ? plain(401)() : new Response("{}", { headers: sent }),
    }),
    TOKEN,
    "error error-without-headers",
  ],
  ["404 without headers", byHand({ missing: plain(404) }), COOKIES, "warning error-without-headers"],
  [
    "404 with * alone",
    byHand({ missing: changed((sent) => sent.set(ORIGIN, "*"), 404) }),
    COOKIES,
    "warning wildcard-with-credentials",
  ],
  [
    "a redirect without headers",
    byHand({ actual: plain(301, { Location: "/users/" }) }),
    {},
    "error redirect-without-headers",
  ],
  [
    "a redirect to a page to sign in",
    () => plain(302, { Location: "https://id.example.net/login" })(),
    {},
    "error redirect-without-headers",
  ],
  ["a loop", byHand({ actual: redirects(302, "/users") }), {}, "error redirect-fails"],
  ["a user name", byHand({ actual: redirects(302, "https://a:b@api.example.net/") }), {}, "error redirect-fails"],
  [
    "a redirect to another port",
    byHand({
      actual: (sent, { url }) =>
        new URL(url).port === ""
          ? redirects(307, "https://api.example.net:8443/")(sent)
          : new Response("{}", { headers: sent }),
    }),
    {},
    "error redirect-taints-origin",
  ],
];

const ALLOW_ORIGIN: readonly Row[] = [
  ["no CORS at all", () => new Response("{}"), {}, "error allow-origin-missing"],
  [
    "no CORS at all, where OPTIONS is 401",
    plain(401),
    TOKEN,
    "error preflight-needs-authentication",
    "warning allow-origin-missing",
  ],
  ["another list", allows(/^https:\/\/other\.example$/), {}, "error origin-not-allowed"],
  ["another origin", names("https://www.example.com"), {}, "error origin-not-allowed"],
  [
    "preflights refused by 403",
    byHand({ allow: () => false, preflight: changed(() => {}, 403) }),
    PUT,
    "error origin-not-allowed",
  ],
  ["one of two is not listed", byHand(), { origins: [PAGE, "https://b.example"] }, "error origin-not-allowed"],
  ["two lines", lines([ORIGIN, PAGE], [ORIGIN, PAGE]), {}, "error headers-doubled"],
  ["two layers, one of them open", lines([ORIGIN, "*"], [ORIGIN, PAGE]), {}, "error headers-doubled"],
  ["two layers, joined", byHand({ name: (origin) => `${origin}, ${origin}` }), {}, "error headers-doubled"],
  ["a list", names(`${PAGE}, https://admin.example.com`), {}, "error allow-origin-list"],
  ["a slash", names(`${PAGE}/`), {}, "error allow-origin-path"],
  ["a path", names(`${PAGE}/app`), {}, "error allow-origin-path"],
  ["upper case", names("https://App.Example.com"), {}, "error allow-origin-case"],
  ["a pattern", names("https://*.example.com"), {}, "error allow-origin-pattern"],
  ["null", byHand({ name: () => "null" }), {}, "error allow-origin-null"],
  ["the wrong scheme", names("http://app.example.com"), {}, "error allow-origin-scheme", "error origin-insecure"],
  ["the default port", names(`${PAGE}:443`), {}, "error allow-origin-port"],
  ["no scheme", names("app.example.com"), {}, "error allow-origin-invalid"],
  ["no scheme, but a port", names("app.example.com:443"), {}, "error allow-origin-invalid"],
  ["quotes", names(`"${PAGE}"`), {}, "error allow-origin-invalid"],
  ["an empty variable", names(""), {}, "error allow-origin-invalid"],
];

const GRANTS: readonly Row[] = [
  ["* with credentials", byHand({ ...OPEN, credentials: "true" }), COOKIES, "error wildcard-with-credentials"],
  ["* with credentials, unasked", byHand({ ...OPEN, credentials: "true" }), {}, "warning wildcard-with-credentials"],
  ["* to a page with credentials", byHand(OPEN), COOKIES, "error wildcard-with-credentials"],
  ["credentials forgotten", byHand({ credentials: null }), COOKIES, "error credentials-not-allowed"],
  ["credentials: True", byHand({ credentials: "True" }), {}, "warning allow-credentials-invalid"],
  ["credentials: 1", byHand({ credentials: "1" }), COOKIES, "error allow-credentials-invalid"],
  [
    "credentials twice",
    lines(
      [ORIGIN, PAGE],
      [CREDENTIALS, "true"],
      [CREDENTIALS, "true"],
      ["Access-Control-Allow-Headers", "Authorization, Content-Type"],
    ),
    COOKIES,
    "error headers-doubled",
  ],
  ["PUT is not listed", byHand({ methods: "GET, POST" }), PUT, "error method-not-allowed"],
  [
    "PUT is refused without headers",
    byHand({
      preflight: (sent, request) =>
        asksFor(request) === "PUT" ? without(CORS, 204)(sent) : new Response(null, { status: 204, headers: sent }),
    }),
    PUT,
    "error method-not-allowed",
  ],
  ["patch in lower case", byHand({ methods: "get, patch, PUT" }), { ...PUT, method: "PATCH" }, "error method-case"],
  ["put in lower case, unasked", byHand({ methods: "get, put" }), {}, "warning method-case"],
  ["a page that says patch", byHand({ methods: "PATCH" }), { ...PUT, method: "patch" }, "error method-case"],
  ["methods with spaces", byHand({ methods: "GET PUT" }), PUT, "error allow-methods-invalid"],
  ["headers in brackets", byHand({ headers: "[Content-Type]" }), PUT, "error allow-headers-invalid"],
  ["Authorization is not listed", byHand({ headers: "Content-Type" }), TOKEN, "error header-not-allowed"],
  ["Content-Type is not listed, unasked", byHand({ headers: "Authorization" }), {}, "info header-not-allowed"],
  [
    "* for headers, with credentials",
    byHand({ headers: "*" }),
    { ...PUT, ...COOKIES },
    "error wildcard-list-with-credentials",
  ],
  [
    "* for methods, with credentials",
    byHand({ methods: "*" }),
    { ...PUT, ...COOKIES },
    "error wildcard-list-with-credentials",
  ],
  ["Authorization under *", byHand({ ...OPEN, headers: "*" }), TOKEN, "warning authorization-under-wildcard"],
  ["Authorization under *, unasked", byHand({ ...OPEN, headers: "*" }), {}, "info authorization-under-wildcard"],
  [
    "exposes * with credentials",
    byHand({ more: { "Access-Control-Expose-Headers": "*" } }),
    COOKIES,
    "warning expose-wildcard-with-credentials",
  ],
  [
    "echoes methods",
    byHand({ preflight: changed((sent, request) => sent.set("Access-Control-Allow-Methods", asksFor(request))) }),
    PUT,
    "info any-method-allowed",
  ],
];

const STRANGERS: readonly Row[] = [
  ["reflects", byHand({ allow: () => true }), COOKIES, "error origin-reflected"],
  ["reflects without credentials", byHand({ allow: () => true, credentials: null }), {}, "warning origin-reflected"],
  ["looks for the name anywhere", allows(/app\.example\.com/), COOKIES, "error origin-substring"],
  ["looks for the domain anywhere", allows(/example\.com/), COOKIES, "error origin-substring"],
  ["looks at the beginning", allows(/^https:\/\/app\.example\.com/), COOKIES, "error origin-prefix"],
  ["looks at the end", allows(/example\.com$/), COOKIES, "error origin-suffix"],
  ["an unescaped dot", allows(/^https:\/\/app.example\.com$/), COOKIES, "error origin-unescaped-dot"],
  ["a name's end", allows(/^https:\/\/app\.example\.com(?![.a-z0-9:-])/), COOKIES, "error origin-special-characters"],
  ["null gets in", allows(/^(https:\/\/app\.example\.com|null)$/), COOKIES, "error origin-null"],
  ["http gets in", allows(/^https?:\/\/app\.example\.com$/), COOKIES, "error origin-insecure"],
  [
    "http gets in, without credentials",
    byHand({ credentials: null, allow: (origin) => /^https?:\/\/app\.example\.com$/.test(origin) }),
    {},
    "warning origin-insecure",
  ],
  [
    "all of a hosting",
    allows(/^https:\/\/(app\.example\.com|[a-z]+\.vercel\.app)$/),
    COOKIES,
    "error origin-public-suffix",
  ],
  [
    "all of the page's own hosting",
    allows(/^https:\/\/[a-z]+\.github\.io$/),
    { ...COOKIES, origins: ["https://mine.github.io"] },
    "error origin-public-suffix",
  ],
  [
    "localhost gets in",
    allows(/^(https:\/\/app\.example\.com|http:\/\/localhost:\d+)$/),
    COOKIES,
    "warning origin-localhost",
  ],
  ["any port", allows(/^https:\/\/app\.example\.com(:\d+)?$/), COOKIES, "info origin-any-port"],
  ["any subdomain", allows(/^https:\/\/[a-z]+\.example\.com$/), COOKIES, "info origin-any-subdomain"],
];

const OTHERS: readonly Row[] = [
  ["Vary forgotten", byHand({ vary: false }), COOKIES, "warning vary-origin-missing"],
  [
    "Vary for those alone who get in",
    byHand({
      vary: false,
      actual: changed((sent) => void (sent.has(ORIGIN) && sent.set("Vary", "Accept, origin")), 200),
    }),
    COOKIES,
    "warning vary-origin-missing",
  ],
  [
    "Vary forgotten without an Origin",
    byHand({ ...OPEN, always: false, allow: () => true }),
    {},
    "warning vary-origin-missing",
  ],
  [
    "a preflight that says *",
    byHand({ preflight: changed((sent) => sent.set(ORIGIN, "*")) }),
    TOKEN,
    "warning preflight-and-actual-disagree",
  ],
  [
    "a preflight without credentials",
    byHand({ preflight: changed((sent) => sent.delete(CREDENTIALS)) }),
    TOKEN,
    "warning preflight-and-actual-disagree",
  ],
  ["keeps for an hour, it says", byHand({ maxAge: "1h" }), PUT, "warning max-age-invalid"],
  ["keeps for a year", byHand({ maxAge: "31536000" }), PUT, "info max-age-beyond-caps"],
  ["keeps for no time", byHand({ maxAge: "0" }), PUT, "info max-age-low"],
  ["does not say how long", byHand({ maxAge: null }), PUT, "info max-age-low"],
  [
    "* in a private network",
    byHand(OPEN),
    { url: "https://intranet.example.com/", remoteAddress: "10.1.2.3" },
    "warning wildcard-on-private-address",
  ],
  [
    "* on the own machine",
    byHand(OPEN),
    { url: "http://localhost:8080/", origins: ["http://localhost:3000"], remoteAddress: "127.0.0.1" },
    "info wildcard-on-private-address",
  ],
  [
    "* at a mapped address",
    byHand(OPEN),
    { url: "https://intranet.example.com/", remoteAddress: "::ffff:192.168.1.2" },
    "warning wildcard-on-private-address",
  ],
  [
    "a cookie that stays at home",
    byHand({ more: { "Set-Cookie": "session=1; SameSite=Lax; Secure" } }),
    COOKIES,
    "warning cookie-not-cross-site",
  ],
  [
    "SameSite=None without Secure",
    byHand({ more: { "Set-Cookie": "session=1; SameSite=None" } }),
    COOKIES,
    "warning cookie-not-cross-site",
  ],
];

const SEVERAL: readonly Row[] = [
  [
    "reflects, and forgets Vary and errors",
    byHand({ allow: () => true, vary: false, missing: plain(404) }),
    COOKIES,
    "error origin-reflected",
    "warning error-without-headers",
    "warning vary-origin-missing",
  ],
  [
    "null, http and an unescaped dot",
    allows(/^(https?:\/\/app.example\.com|null)$/),
    COOKIES,
    "error origin-unescaped-dot",
    "error origin-null",
    "error origin-insecure",
  ],
  [
    "both lists",
    byHand({ methods: "GET", headers: "*" }),
    { ...PUT, ...COOKIES },
    "error wildcard-list-with-credentials",
    "error method-not-allowed",
  ],
];

describe.each([
  ["what never was CORS", NOT_CORS],
  ["who answers preflight requests", PREFLIGHTS],
  ["errors and redirects", ERRORS],
  ["Access-Control-Allow-Origin", ALLOW_ORIGIN],
  ["what is granted", GRANTS],
  ["strangers", STRANGERS],
  ["caches, cookies, addresses", OTHERS],
  ["several faults", SEVERAL],
])("%s", (_, rows) => {
  test.each(rows.map(([name, ...rest]) => [name, rest] as const))("%s", async (__, [server, asked, ...expected]) => {
    const findings = findingsOf(await evidenceOf(server, asked));
    expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
    for (const { code, severity, message, cause, fix } of findings) {
      expect(CODES[code as Code][0].split(" ")).toContain(severity);
      for (const text of [message, cause, fix]) expect(text).toMatch(/^.{15,}$/);
    }
  });
});
