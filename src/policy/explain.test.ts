import { expect, test } from "vitest";
import type { PolicyConfig } from "./config.ts";
import { explain as briefly, explainPath as pathBriefly } from "./explain-briefly.ts";
import { CorsConfigError } from "./issue.ts";
import { resolveConfig } from "./resolve.ts";
import { show } from "./show.ts";

const ORIGINS = ["https://app.example.com"];
const RESOLVER = "allowOrigins: { resolve: async (origin) => isKnown(origin) }";
const resolve = (): boolean => true;

const option = (name: string, value: unknown): object => ({ allowOrigins: ORIGINS, [name]: value });
const withCredentials = (pattern: string): object => ({ allowOrigins: [pattern], allowCredentials: true });

/** A config, what is wrong with it, and what to paste. */
const TOLD: readonly (readonly [config: unknown, message: string, fix: string])[] = [
  [undefined, "undefined is not a config", '{ allowOrigins: ["https://app.example.com"] }'],
  [{}, "allowOrigins is missing, and has no default", 'allowOrigins: ["https://app.example.com"]'],
  [{ allowOrigins: [] }, "the list is empty: no page could read anything", 'allowOrigins: ["https://app.example.com"]'],
  [
    { allowOrigins: null },
    'null is not "*", a list of patterns, or { patterns, resolve }',
    'allowOrigins: ["https://app.example.com"]',
  ],
  [
    { allowOrigins: "https://a.com, https://b.com," },
    '"https://a.com, https://b.com," is not "*", a list of patterns, or { patterns, resolve }',
    'allowOrigins: ["https://a.com","https://b.com"]',
  ],
  [{ allowOrigins: resolve }, '() => true is not "*", a list of patterns, or { patterns, resolve }', RESOLVER],
  [{ allowOrigins: {} }, "undefined is not a function", RESOLVER],
  [{ allowOrigins: { resolve, timeout: "50" } }, '"50" is not a number of milliseconds', "timeout: 2000"],
  [
    { allowOrigins: { resolve, patterns: "https://a.com" } },
    '"https://a.com" is not a list',
    'patterns: ["https://app.example.com"]',
  ],
  [{ allowOrigins: { resolve, patterns: ["*"] } }, '"*" leaves the resolver nothing to do', 'allowOrigins: "*"'],
  [{ allowOrigins: { resolve, "a.b": 60 } }, "allowOrigins has patterns, resolve and timeout, but no a.b", RESOLVER],
  [{ allowOrigins: [/a/] }, "/a/ is not a string; regular expressions are not taken", '"https://*.example.com"'],
  [{ allowOrigins: [1] }, "1 is not a string", '"https://*.example.com"'],
  [
    { allowOrigins: ["https://a.com/"] },
    '"https://a.com/" is not an origin pattern: it ends with a slash',
    '"https://a.com"',
  ],
  [
    { allowOrigins: ["null"] },
    "null is the origin of every sandboxed frame, of any site",
    "dangerouslyAllowNullOrigin: true",
  ],
  [withCredentials("null"), "null is the origin of every sandboxed frame, of any site", '"https://app.example.com"'],
  [
    { allowOrigins: "*", allowCredentials: true },
    "with credentials, browsers refuse every response that allows any origin",
    'allowOrigins: ["https://app.example.com"]',
  ],
  [
    { ...option("exposeHeaders", ["*"]), allowCredentials: true },
    'with credentials "*" exposes nothing: browsers take it for a header of that name',
    'exposeHeaders: ["X-Request-Id"]',
  ],
  [
    { allowOrigins: ["*", "https://a.com", "https://b.com", "https://a.com"] },
    '"*" covers every other origin in the list',
    'allowOrigins: ["https://a.com","https://b.com"]',
  ],
  [
    withCredentials("http://http.a.com:443"),
    "http://http.a.com:443 with credentials: without TLS, whoever controls the network speaks for this origin",
    '"https://http.a.com"',
  ],
  [
    withCredentials("http://a.com:4430"),
    "http://a.com:4430 with credentials: without TLS, whoever controls the network speaks for this origin",
    '"https://a.com:4430"',
  ],
  [
    withCredentials("chrome-extension://abc"),
    "chrome-extension://abc with credentials: without TLS, whoever controls the network speaks for this origin",
    "dangerouslyAllowInsecureOrigins: true",
  ],
  [
    withCredentials("https://*.github.io"),
    "https://*.github.io with credentials: anybody can register a name under github.io",
    '"https://your-app.github.io"',
  ],
  [
    withCredentials("https://*--app.netlify.app"),
    "https://*--app.netlify.app with credentials: strangers may be able to register a name that ends so",
    '"https://your-app--app.netlify.app"',
  ],
  [option("allowMethods", ["put"]), "methods are case-sensitive: put is not PUT", '"PUT"'],
  [option("allowMethods", ["GET", "A B"]), '"A B" is not a method: it is no HTTP token', 'allowMethods: ["GET"]'],
  [option("allowMethods", [":put"]), '":put" is not a method: it is no HTTP token', "allowMethods: []"],
  [option("allowMethods", ["put:"]), '"put:" is not a method: it is no HTTP token', "allowMethods: []"],
  [option("allowMethods", ["GET", 1]), "1 is not a string", 'allowMethods: ["GET"]'],
  [option("allowMethods", ["GET", "TRACE"]), "no page can send TRACE: browsers refuse to", 'allowMethods: ["GET"]'],
  [option("allowMethods", "GET,  PUT,"), '"GET,  PUT," is not a list', 'allowMethods: ["GET","PUT"]'],
  [option("allowMethods", "*"), '"*" is not a list', 'allowMethods: ["*"]'],
  [option("allowMethods", 5), "5 is not a list", 'allowMethods: ["…"]'],
  [
    option("allowHeaders", ["X-A", "X:B"]),
    '"X:B" is not a header\'s name: it is no HTTP token',
    'allowHeaders: ["X-A"]',
  ],
  [
    option("allowHeaders", ["X-A", "Cookie"]),
    "no page can set Cookie: browsers keep it to themselves",
    'allowHeaders: ["X-A"]',
  ],
  [
    option("exposeHeaders", ["X-A", "Set-Cookie"]),
    "no page can read Set-Cookie: browsers keep it to themselves",
    'exposeHeaders: ["X-A"]',
  ],
  [option("maxAge", -1), "-1 is not a whole number of seconds from 0 to 86400", "maxAge: 0"],
  [option("maxAge", 1.5), "1.5 is not a whole number of seconds from 0 to 86400", "maxAge: 2"],
  [option("maxAge", "600"), '"600" is not a number', "maxAge: 600"],
  [option("allowCredentials", "true"), '"true" is not a boolean', "allowCredentials: true"],
  [option("owner", "nginx"), '"nginx" is not either "kit" or "gateway"', 'owner: "gateway"'],
  [option("onDecision", true), "true is not a function", "onDecision: () => {}"],
  [
    option("credentials", "true, or so"),
    "there is no option credentials; did you mean allowCredentials?",
    'allowCredentials: "true, or so"',
  ],
  [option("methods", "*"), "there is no option methods; did you mean allowMethods?", 'allowMethods: ["*"]'],
  [
    { allowOrigins: "http://a.com:80/, *" },
    '"http://a.com:80/, *" is not "*", a list of patterns, or { patterns, resolve }',
    'allowOrigins: ["http://a.com","*"]',
  ],
  [
    option("origins", "https://a.com/"),
    "there is no option origins; did you mean allowOrigins?",
    'allowOrigins: ["https://a.com"]',
  ],
  [option("my.option", 1), "there is no option my.option", "// remove my.option"],
  [option("preflightContinue", true), "there is no option preflightContinue", "// remove preflightContinue"],
];

test.each(TOLD)("%j: %s", (config, message, fix) => {
  try {
    resolveConfig(config as PolicyConfig);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof CorsConfigError)) throw error;
    expect(error.issues).toEqual([expect.objectContaining({ message, fix })]);
  }
});

test("the fix for a list that has it all, and what is none", () => {
  expect(() => resolveConfig({ allowOrigins: ["*", 1, "https://a.com"] } as never)).toThrow(
    'fix: allowOrigins: ["https://a.com"]',
  );
});

test("the fix for a list that has it all, and origins that are none: each as it should be written", () => {
  expect(() => resolveConfig({ allowOrigins: ["*", "https://a.com/", "https://a.com", "null"] })).toThrow(
    'fix: allowOrigins: ["https://a.com","null"]',
  );
});

test("without room for sentences, the value is told, and who says more", () => {
  const fault = { code: "origin-invalid", path: "allowOrigins[0]", value: "https://a.com/" } as const;
  expect(briefly(fault)).toEqual({
    message: '"https://a.com/" is refused',
    fix: "`npx corskit lint` says why",
  });
  expect(pathBriefly("/a b").message).toBe('"/a b" is refused');
});

test("a value that cannot be shown, or is long, does no harm", () => {
  expect(show("x".repeat(1000))).toHaveLength(201);
  expect(show("x".repeat(198))).toBe(JSON.stringify("x".repeat(198)));
  expect(show(1n)).toBe("bigint");
});

test("of a long list that has many faults each is told, with the beginning of the others", () => {
  const names = Array.from({ length: 300 }, (_, i) => `a name ${i}`);
  try {
    resolveConfig(option("allowHeaders", names) as PolicyConfig);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof CorsConfigError)) throw error;
    expect(error.issues).toHaveLength(names.length);
    const shown = JSON.stringify(names.slice(1, 100)).slice(0, 200);
    expect(error.issues[0]?.fix).toBe(`allowHeaders: ${shown}…`);
  }
});
