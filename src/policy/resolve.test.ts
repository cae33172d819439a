import { describe, expect, test } from "vitest";
import type { PolicyConfig } from "./config.ts";
import { CorsConfigError, type CorsConfigIssue } from "./issue.ts";
import { resolveConfig } from "./resolve.ts";

const ORIGINS = ["https://app.example.com"];

function issuesOf(config: unknown): readonly CorsConfigIssue[] {
  try {
    resolveConfig(config as PolicyConfig);
    return [];
  } catch (error) {
    if (error instanceof CorsConfigError) return error.issues;
    throw error;
  }
}

const summary = (config: unknown): readonly string[] => issuesOf(config).map(({ code, path }) => `${code} ${path}`);

const origins = (...allowOrigins: unknown[]): object => ({ allowOrigins });
const withCredentials = (...allowOrigins: unknown[]): object => ({ allowOrigins, allowCredentials: true });
const option = (name: string, value: unknown): object => ({ allowOrigins: ORIGINS, [name]: value });

const REFUSED: readonly (readonly [config: unknown, issues: readonly string[]])[] = [
  [undefined, ["config-invalid "]],
  [null, ["config-invalid "]],
  ["*", ["config-invalid "]],
  [[], ["config-invalid "]],
  [{}, ["origins-missing allowOrigins"]],
  [{ allowOrigins: undefined }, ["origins-missing allowOrigins"]],
  [{ allowOrigins: [] }, ["origins-missing allowOrigins"]],
  [{ allowOrigins: null }, ["config-invalid allowOrigins"]],
  [{ allowOrigins: "https://a.com" }, ["config-invalid allowOrigins"]],
  [{ allowOrigins: /a/ }, ["config-invalid allowOrigins"]],
  [{ allowOrigins: () => true }, ["config-invalid allowOrigins"]],
  [{ allowOrigins: true }, ["config-invalid allowOrigins"]],
  [{ allowOrigins: {} }, ["config-invalid allowOrigins.resolve"]],
  [{ allowOrigins: { resolve: "x" } }, ["config-invalid allowOrigins.resolve"]],
  [{ allowOrigins: { resolve: () => true, timeout: 0 } }, ["config-invalid allowOrigins.timeout"]],
  [{ allowOrigins: { resolve: () => true, timeout: "1s" } }, ["config-invalid allowOrigins.timeout"]],
  [{ allowOrigins: { resolve: () => true, timeout: "50" } }, ["config-invalid allowOrigins.timeout"]],
  // What does not fit in 31 bits, timers take for 1 ms.
  [{ allowOrigins: { resolve: () => true, timeout: 2 ** 31 } }, ["config-invalid allowOrigins.timeout"]],
  [{ allowOrigins: { resolve: () => true, patterns: "*" } }, ["config-invalid allowOrigins.patterns"]],
  [{ allowOrigins: { resolve: () => true, patterns: ["*"] } }, ["wildcard-mixed allowOrigins.patterns"]],
  [{ allowOrigins: { resolve: () => true, patterns: ["x"] } }, ["origin-invalid allowOrigins.patterns[0]"]],
  [{ allowOrigins: { resolve: () => true, cache: 1 } }, ["unknown-option allowOrigins.cache"]],
  [origins(/a/), ["config-invalid allowOrigins[0]"]],
  [origins(1, null), ["config-invalid allowOrigins[0]", "config-invalid allowOrigins[1]"]],
  [origins("https://a.com/", "HTTP://B.com"), ["origin-invalid allowOrigins[0]", "origin-invalid allowOrigins[1]"]],
  // Told once.
  [origins("https://a.com/", "https://a.com/"), ["origin-invalid allowOrigins[0]"]],
  [origins("null"), ["origin-null allowOrigins[0]"]],
  [{ ...withCredentials("null"), dangerouslyAllowNullOrigin: true }, ["origin-null allowOrigins[0]"]],
  [{ allowOrigins: "*", allowCredentials: true }, ["wildcard-with-credentials allowOrigins"]],
  [withCredentials("*"), ["wildcard-with-credentials allowOrigins[0]"]],
  [{ ...withCredentials(...ORIGINS), exposeHeaders: ["*"] }, ["wildcard-with-credentials exposeHeaders"]],
  [origins("*", "https://a.com"), ["wildcard-mixed allowOrigins"]],
  [withCredentials("http://a.com"), ["origin-insecure allowOrigins[0]"]],
  [withCredentials("http://*.a.com"), ["origin-insecure allowOrigins[0]"]],
  [withCredentials("http://localhost.evil.com"), ["origin-insecure allowOrigins[0]"]],
  [withCredentials("http://evillocalhost"), ["origin-insecure allowOrigins[0]"]],
  [withCredentials("http://127.0.0.1.evil.com"), ["origin-insecure allowOrigins[0]"]],
  [withCredentials("chrome-extension://abc"), ["origin-insecure allowOrigins[0]"]],
  [withCredentials("https://*.com"), ["origin-public-suffix allowOrigins[0]"]],
  [withCredentials("https://*.co.uk:*"), ["origin-public-suffix allowOrigins[0]"]],
  [withCredentials("https://*.github.io"), ["origin-public-suffix allowOrigins[0]"]],
  [withCredentials("https://*.vercel.app"), ["origin-public-suffix allowOrigins[0]"]],
  [withCredentials("https://*.netlify.app."), ["origin-public-suffix allowOrigins[0]"]],
  [withCredentials("https://*.cloudfront.net"), ["origin-public-suffix allowOrigins[0]"]],
  [withCredentials("https://*.up.railway.app"), ["origin-public-suffix allowOrigins[0]"]],
  [withCredentials("https://*.ngrok-free.app"), ["origin-public-suffix allowOrigins[0]"]],
  [withCredentials("https://*.myshopify.com"), ["origin-public-suffix allowOrigins[0]"]],
  [withCredentials("https://*.herokuapp.com"), ["origin-public-suffix allowOrigins[0]"]],
  [withCredentials("https://*.onrender.com"), ["origin-public-suffix allowOrigins[0]"]],
  [withCredentials("https://*.surge.sh"), ["origin-public-suffix allowOrigins[0]"]],
  [withCredentials("https://*--app.netlify.app"), ["origin-partial-label allowOrigins[0]"]],
  [withCredentials("http://*.com"), ["origin-insecure allowOrigins[0]", "origin-public-suffix allowOrigins[0]"]],
  [option("allowMethods", "GET"), ["config-invalid allowMethods"]],
  [option("allowMethods", ["GET", 1]), ["config-invalid allowMethods[1]"]],
  [option("allowMethods", ["", "A B", "GET,PUT", "É"]), [0, 1, 2, 3].map((i) => `method-invalid allowMethods[${i}]`)],
  [option("allowMethods", ["CONNECT", "trace", "Track"]), [0, 1, 2].map((i) => `method-forbidden allowMethods[${i}]`)],
  [option("allowMethods", ["put", "Patch"]), [0, 1].map((i) => `method-invalid allowMethods[${i}]`)],
  [option("allowHeaders", "Content-Type"), ["config-invalid allowHeaders"]],
  [option("allowHeaders", ["", "A:", "a b"]), [0, 1, 2].map((i) => `header-invalid allowHeaders[${i}]`)],
  [
    option("allowHeaders", ["Cookie", "host", "Origin", "Sec-Fetch-Mode", "Proxy-X", "Access-Control-Request-Method"]),
    [0, 1, 2, 3, 4, 5].map((i) => `header-forbidden allowHeaders[${i}]`),
  ],
  [option("exposeHeaders", ["Set-Cookie", "set-cookie2"]), [0, 1].map((i) => `header-forbidden exposeHeaders[${i}]`)],
  [option("exposeHeaders", ["a\r\nb"]), ["header-invalid exposeHeaders[0]"]],
  [option("maxAge", -1), ["max-age-invalid maxAge"]],
  [option("maxAge", 86401), ["max-age-invalid maxAge"]],
  [option("maxAge", 1.5), ["max-age-invalid maxAge"]],
  [option("maxAge", Number.NaN), ["max-age-invalid maxAge"]],
  [option("maxAge", Number.POSITIVE_INFINITY), ["max-age-invalid maxAge"]],
  [option("maxAge", "600"), ["config-invalid maxAge"]],
  [option("allowCredentials", "true"), ["config-invalid allowCredentials"]],
  [option("enforce", 1), ["config-invalid enforce"]],
  [option("owner", "nginx"), ["config-invalid owner"]],
  [option("onDecision", true), ["config-invalid onDecision"]],
  [option("guardWebSockets", null), ["config-invalid guardWebSockets"]],
  [JSON.parse('{"allowOrigins": ["https://a.com"], "__proto__": 1}'), ["unknown-option __proto__"]],
];

describe("refuses", () => {
  test.each(REFUSED)("%j: %j", (config, expected) => {
    expect(summary(config)).toEqual(expected);
    for (const { message, fix } of issuesOf(config)) {
      expect(message).toMatch(/./);
      expect(fix).toMatch(/./);
    }
  });
});

const ACCEPTED: readonly object[] = [
  { allowOrigins: "*" },
  { allowOrigins: ["*"] },
  { allowOrigins: "*", exposeHeaders: ["*"], allowHeaders: ["*", "Authorization"], allowMethods: ["*"] },
  { ...withCredentials(...ORIGINS), allowHeaders: ["*"], allowMethods: ["*"] },
  { ...origins("null"), dangerouslyAllowNullOrigin: true },
  { ...withCredentials("http://a.com"), dangerouslyAllowInsecureOrigins: true },
  { ...withCredentials("https://*.github.io"), dangerouslyAllowPublicSuffixes: true },
  { ...withCredentials("https://*--app.netlify.app"), dangerouslyAllowPartialLabels: true },
  withCredentials("http://localhost:*", "http://*.localhost:*", "http://127.0.0.1", "http://127.1.2.3", "http://[::1]"),
  withCredentials("http://app.localhost", "http://127.10.20.30"),
  withCredentials(
    "capacitor://localhost",
    "https://*.example.com",
    "https://*.example.co.uk",
    "https://*.co.example",
    "https://*.me.github.io",
  ),
  origins("https://*.com", "http://a.com", "https://*--app.netlify.app"),
  { allowOrigins: { resolve: () => true } },
  { allowOrigins: { resolve: () => true, patterns: [], timeout: 50 } },
  { allowOrigins: { resolve: () => true, timeout: 2 ** 31 - 1 } },
  option("allowMethods", []),
  option("allowMethods", ["QUERY", "PROPFIND", "purge"]),
  option("allowHeaders", ["User-Agent", "X-HTTP-Method-Override", "Accept", "Range"]),
  option("exposeHeaders", ["Date", "Location", "ETag"]),
  // Names that only begin or end like those that are refused.
  option("allowMethods", ["X-TRACE", "TRACE-X", "xget", "getx"]),
  option("allowHeaders", ["X-Host", "Hostess", "X-Cookie", "Cookie-Choice"]),
  option("exposeHeaders", ["X-Set-Cookie", "Set-Cookie-Count"]),
  option("maxAge", 0),
  option("maxAge", 86400),
  option("maxAge", undefined),
];

test.each(ACCEPTED)("takes %j", (config) => {
  expect(summary(config)).toEqual([]);
});

const LIKELY: readonly (readonly [string, string | undefined])[] = [
  ["origin", "allowOrigins"],
  ["origins", "allowOrigins"],
  ["allowOrigin", "allowOrigins"],
  ["allowedOrigins", "allowOrigins"],
  ["allowOrgins", "allowOrigins"],
  ["methods", "allowMethods"],
  ["allowedMethods", "allowMethods"],
  ["headers", "allowHeaders"],
  ["allowedHeaders", "allowHeaders"],
  ["allow_headers", "allowHeaders"],
  ["exposedHeaders", "exposeHeaders"],
  ["exposeHeader", "exposeHeaders"],
  ["credentials", "allowCredentials"],
  ["maxage", "maxAge"],
  ["max_age", "maxAge"],
  ["maxAgeSeconds", "maxAge"],
  ["optionsSuccessStatus", undefined],
  ["preflightContinue", undefined],
  ["x".repeat(10_000), undefined],
];

test.each(LIKELY)("the option %s is probably %s", (name, likely) => {
  const [issue] = issuesOf(option(name, ["x"]));
  expect(issue?.code).toBe("unknown-option");
  expect(issue?.fix).toBe(likely === undefined ? `// remove ${name}` : `${likely}: ["x"]`);
});

test("tells all faults at once, with what to paste", () => {
  const config = {
    origin: "https://a.com, https://b.com",
    allowMethods: "GET, PUT",
    maxAge: 1e12,
    allowHeaders: ["Cookie"],
  };
  expect(issuesOf(config).map(({ path, fix }) => [path, fix])).toEqual([
    ["origin", 'allowOrigins: ["https://a.com","https://b.com"]'],
    ["allowMethods", 'allowMethods: ["GET","PUT"]'],
    ["allowOrigins", 'allowOrigins: ["https://app.example.com"]'],
    ["allowHeaders[0]", "allowHeaders: []"],
    ["maxAge", "maxAge: 86400"],
  ]);
  expect(() => resolveConfig(config as never)).toThrowErrorMatchingInlineSnapshot(`
    [CorsConfigError: the CORS config has 5 faults
      origin: there is no option origin; did you mean allowOrigins? (unknown-option)
        fix: allowOrigins: ["https://a.com","https://b.com"]
      allowMethods: "GET, PUT" is not a list (config-invalid)
        fix: allowMethods: ["GET","PUT"]
      allowOrigins: allowOrigins is missing, and has no default (origins-missing)
        fix: allowOrigins: ["https://app.example.com"]
      allowHeaders[0]: no page can set Cookie: browsers keep it to themselves (header-forbidden)
        fix: allowHeaders: []
      maxAge: 1000000000000 is not a whole number of seconds from 0 to 86400 (max-age-invalid)
        fix: maxAge: 86400]
  `);
});

test("one fault of the config as a whole", () => {
  expect(() => resolveConfig("x" as never)).toThrowErrorMatchingInlineSnapshot(`
    [CorsConfigError: the CORS config has 1 fault
      config: "x" is not a config (config-invalid)
        fix: { allowOrigins: ["https://app.example.com"] }]
  `);
});

test("an issue says what stood there", () => {
  const valuesOf = (config: unknown): readonly unknown[] => issuesOf(config).map(({ value }) => value);
  expect(valuesOf({ allowOrigins: "*", allowCredentials: true })).toEqual(["*"]);
  expect(valuesOf(origins("https://a.com", "x", 1))).toEqual(["x", 1]);
  expect(valuesOf({ allowOrigins: { resolve: "x", timeout: 0 } })).toEqual(["x", 0]);
});

test("a hundred thousand faults make a message that can be read, and lose none", () => {
  const issues = issuesOf(origins(...Array.from({ length: 100_000 }, (_, i) => `HTTPS://${i}`)));
  expect(issues).toHaveLength(100_000);
  const { message } = new CorsConfigError(issues);
  expect(message.length).toBeLessThan(5000);
  expect(message).toContain("and 99980 more");
});

test("twenty faults are told in full, and the twenty-first is counted", () => {
  const messageOf = (count: number): string =>
    new CorsConfigError(issuesOf(origins(...Array.from({ length: count }, (_, i) => `HTTPS://${i}.com`)))).message;
  expect(messageOf(20).match(/fix: /g)).toHaveLength(20);
  expect(messageOf(20)).not.toContain("more in error.issues");
  expect(messageOf(21)).toMatch(/\n {2}and 1 more in error\.issues$/);
});

test("values that cannot be shown do no harm", () => {
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  const values = [
    cycle,
    1n,
    Symbol("x"),
    {
      toJSON: () => {
        throw new Error("no");
      },
    },
    new Proxy({}, {}),
  ];
  for (const value of values) expect(summary(origins(value))).toEqual(["config-invalid allowOrigins[0]"]);
});

test("defaults", () => {
  expect({ ...resolveConfig({ allowOrigins: ORIGINS }) }).toEqual({
    allowOrigins: ORIGINS,
    allowMethods: ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"],
    allowHeaders: ["Authorization", "Content-Type"],
    exposeHeaders: [],
    allowCredentials: false,
    maxAge: 600,
    enforce: false,
    owner: "kit",
    guardWebSockets: true,
    dangerouslyAllowNullOrigin: false,
    dangerouslyAllowInsecureOrigins: false,
    dangerouslyAllowPublicSuffixes: false,
    dangerouslyAllowPartialLabels: false,
  });
});

test("duplicates fold, the first spelling stays", () => {
  const { allowOrigins, allowMethods, allowHeaders } = resolveConfig({
    allowOrigins: ["https://a.com", "https://b.com", "https://a.com"],
    // Methods are case-sensitive, header names are not.
    allowMethods: ["GET", "GET", "Purge", "purge"],
    allowHeaders: ["X-A", "x-a", "X-B"],
  });
  expect([allowOrigins, allowMethods, allowHeaders]).toEqual([
    ["https://a.com", "https://b.com"],
    ["GET", "Purge", "purge"],
    ["X-A", "X-B"],
  ]);
  expect(resolveConfig({ allowOrigins: ["*", "*"] }).allowOrigins).toBe("*");
});

test("the resolved config is frozen to the bottom, apart from the user's own objects, and itself a config", () => {
  const mine = { allowOrigins: { patterns: ["https://a.com"], resolve: () => true }, exposeHeaders: ["X-A"] };
  const resolved = resolveConfig(mine);
  for (const part of [
    resolved,
    resolved.allowOrigins,
    resolved.allowOrigins.patterns,
    resolved.allowMethods,
    resolved.exposeHeaders,
  ]) {
    expect(Object.isFrozen(part)).toBe(true);
  }
  mine.exposeHeaders.push("X-B");
  mine.allowOrigins.patterns.push("https://evil.example");
  expect(resolved.exposeHeaders).toEqual(["X-A"]);
  expect(resolved.allowOrigins.patterns).toEqual(["https://a.com"]);
  expect(resolveConfig(resolved)).toEqual(resolved);
});

test("a polluted Object.prototype makes no option", () => {
  const polluted = Object.prototype as unknown as Record<string, unknown>;
  const pollution = { allowOrigins: "*", allowCredentials: true, onDecision: 1, dangerouslyAllowNullOrigin: true };
  Object.assign(polluted, pollution);
  try {
    expect(summary({})).toEqual(["origins-missing allowOrigins"]);
    const resolved = resolveConfig<PolicyConfig>({ allowOrigins: ORIGINS });
    expect([resolved.allowCredentials, resolved.onDecision]).toEqual([false, undefined]);
  } finally {
    for (const name of Object.keys(pollution)) delete polluted[name];
  }
});
