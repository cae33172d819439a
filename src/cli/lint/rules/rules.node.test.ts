import { describe, expect, test } from "vitest";
import { cpuTime } from "../../../../test/support/cpu-time.ts";
import { cors, type CorsConfig } from "../../../index.ts";
import { lintPolicy } from "./lint-policy.ts";

const APP = "https://app.example.com";

function lint(config: CorsConfig): readonly string[] {
  return lintPolicy(cors(config).config).map(({ code, severity }) => `${severity} ${code}`);
}

/** Configs, and all that is to be said of them. */
const FINDINGS: readonly (readonly [name: string, config: CorsConfig, findings: readonly string[]])[] = [
  ["a suffix of the private section", { allowOrigins: ["https://*.github.io"] }, ["warning public-suffix"]],
  ["a suffix that the core does not know, with credentials", { allowOrigins: ["https://*.ltd.uk", "https://*.readthedocs.io"], allowCredentials: true }, ["error public-suffix", "error public-suffix"]],
  ["a suffix of a wildcard rule", { allowOrigins: ["https://*.eu-west-1.compute.amazonaws.com", "https://*.ck"] }, ["warning public-suffix", "warning public-suffix"]],
  ["a bare TLD without credentials", { allowOrigins: ["https://*.com"] }, ["warning public-suffix"]],
  ["a suffix on a port", { allowOrigins: ["https://*.vercel.app:*"] }, ["warning public-suffix"]],
  ["a domain that ends alike", { allowOrigins: ["https://*example.com"] }, ["warning partial-domain"]],
  ["the same with credentials", { allowOrigins: ["https://*-example.co.uk"], allowCredentials: true, dangerouslyAllowPartialLabels: true }, ["error partial-domain"]],
  ["a Cyrillic host that reads as an ASCII one", { allowOrigins: ["https://xn--80ak6aa92e.com"] }, ["warning homograph-origin"]],
  ["the same beside its ASCII twin, with credentials", { allowOrigins: ["https://apple.com", "https://xn--80ak6aa92e.com"], allowCredentials: true }, ["error homograph-origin", "error look-alike-origins"]],
  ["an accent beside its bare twin", { allowOrigins: ["https://resume.example", "https://xn--rsum-bpad.example"] }, ["warning look-alike-origins"]],
  ["two letters exchanged in the domain", { allowOrigins: [APP, "https://app.exmaple.com"] }, ["warning look-alike-origins"]],
  ["a letter missing in the domain, with credentials", { allowOrigins: ["https://*.contoso.com", "https://login.contso.com"], allowCredentials: true }, ["error look-alike-origins"]],
  ["a letter wrong in a subdomain", { allowOrigins: ["https://admin.example.com", "https://adnin.example.com"] }, ["info look-alike-origins"]],
  ["a suffix that fingers exchange", { allowOrigins: [APP, "https://app.example.co"] }, ["info look-alike-origins"]],
  ["http beside https", { allowOrigins: [APP, "http://app.example.com"] }, ["warning http-beside-https"]],
  ["http beside a pattern of https", { allowOrigins: ["https://*.example.com", "http://api.example.com:8080"] }, ["warning http-beside-https"]],
  ["a pattern of http beside one of https", { allowOrigins: ["https://*.example.com", "http://*.example.com"], allowCredentials: true, dangerouslyAllowInsecureOrigins: true }, ["warning http-beside-https"]],
  ["localhost in production, with credentials", { allowOrigins: [APP, "http://localhost:*", "http://127.0.0.1:3000"], allowCredentials: true }, ["warning loopback-in-production"]],
  ["an origin that a pattern covers", { allowOrigins: ["https://*.example.com", APP] }, ["info origin-covered"]],
  ["an origin that a port's pattern covers", { allowOrigins: ["http://localhost:*", "http://localhost:3000"] }, ["info origin-covered"]],
  ["a pattern that a wider one covers", { allowOrigins: ["https://*.api.example.com", "https://*.example.com"] }, ["info pattern-covered"]],
  ["a pattern that one of any port covers", { allowOrigins: ["https://*.example.com", "https://*.example.com:*"] }, ["info pattern-covered"]],
  ["a partial label beneath a pattern", { allowOrigins: ["https://*--app.example.com", "https://*.example.com"] }, ["info pattern-covered"]],
  ["a resolver's patterns", { allowOrigins: { patterns: ["https://*.example.com", APP], resolve: () => false } }, ["info origin-covered"]],
  ["GET alone", { allowOrigins: [APP], allowMethods: ["GET"] }, ["info method-safelisted"]],
  ["OPTIONS", { allowOrigins: [APP], allowMethods: ["GET", "PUT", "OPTIONS"] }, ["info method-options"]],
  ["any method, and another", { allowOrigins: [APP], allowMethods: ["*", "PUT"] }, ["info method-covered"]],
  ["a slip in a method", { allowOrigins: [APP], allowMethods: ["DELTE", "PUT"] }, ["warning method-unknown"]],
  ["a safelisted header", { allowOrigins: [APP], allowHeaders: ["Accept", "Content-Type"] }, ["info header-safelisted"]],
  ["a header of responses", { allowOrigins: [APP], allowHeaders: ["Access-Control-Allow-Origin", "Content-Type"] }, ["info header-of-responses"]],
  ["a header that Chromium drops", { allowOrigins: [APP], allowHeaders: ["User-Agent"] }, ["info header-not-everywhere"]],
  ["a slip in a header", { allowOrigins: [APP], allowHeaders: ["Autorization"] }, ["warning header-unknown"]],
  ["any header, without Authorization", { allowOrigins: [APP], allowHeaders: ["*"] }, ["info wildcard-without-authorization"]],
  ["any header, and another", { allowOrigins: [APP], allowHeaders: ["*", "Authorization", "X-A"] }, ["info header-covered"]],
  ["an exposed header that needs no permission", { allowOrigins: [APP], exposeHeaders: ["content-length", "X-A"] }, ["info exposed-safelisted"]],
  ["any exposed header, and another", { allowOrigins: [APP], exposeHeaders: ["*", "X-A"] }, ["info header-covered"]],
  ["a max-age of 0", { allowOrigins: [APP], maxAge: 0 }, ["warning max-age-zero"]],
  ["a max-age that only Firefox keeps", { allowOrigins: [APP], maxAge: 86400 }, ["info max-age-capped"]],
  ["permissions that nothing needs", { allowOrigins: [APP], allowCredentials: true, dangerouslyAllowNullOrigin: true, dangerouslyAllowInsecureOrigins: true, dangerouslyAllowPublicSuffixes: true, dangerouslyAllowPartialLabels: true }, Array(4).fill("warning dangerous-unused")],
]; // prettier-ignore

describe("what is said", () => {
  test.each(FINDINGS)("%s", (_, config, findings) => expect(lint(config)).toEqual(findings));
});

/** Right configs, as people have them. */
const RIGHT: readonly (readonly [name: string, config: CorsConfig])[] = [
  ["one app", { allowOrigins: [APP] }],
  ["one app with cookies", { allowOrigins: [APP], allowCredentials: true, maxAge: 7200 }],
  ["a domain and its subdomains", { allowOrigins: ["https://example.com", "https://*.example.com"], allowCredentials: true }],
  ["a public API", { allowOrigins: "*", allowMethods: ["GET", "HEAD", "POST"], exposeHeaders: ["X-RateLimit-Remaining"] }],
  ["a public API with tokens", { allowOrigins: "*", allowHeaders: ["*", "Authorization"], exposeHeaders: ["*"] }],
  ["development", { allowOrigins: ["http://localhost:*", "http://127.0.0.1:*", "http://[::1]:*"], allowCredentials: true }],
  ["development on both schemes", { allowOrigins: ["http://localhost:*", "https://localhost:*"], allowCredentials: true }],
  ["production with localhost, without cookies", { allowOrigins: [APP, "http://localhost:*"], exposeHeaders: ["X-Request-Id"] }],
  ["staging with localhost", { allowOrigins: ["https://app.staging.example.com", "http://localhost:3000"], allowCredentials: true }],
  ["previews", { allowOrigins: ["https://my-app.netlify.app", "https://*--my-app.netlify.app"] }],
  ["previews with cookies, on purpose", { allowOrigins: ["https://*--my-app.pages.dev"], allowCredentials: true, dangerouslyAllowPartialLabels: true }],
  ["countries and languages", { allowOrigins: ["https://shop.example.de", "https://shop.example.fr", "https://en.example.de", "https://eu.example.de", "https://us.example.de"] }],
  ["numbered hosts", { allowOrigins: ["https://node-1.example.com", "https://node-2.example.com", "https://server10.example.com", "https://server11.example.com"], allowCredentials: true }],
  ["an international host", { allowOrigins: ["https://xn--mnchen-3ya.de", "https://xn--e1afmkfd.xn--p1ai"], allowCredentials: true }],
  ["a native app", { allowOrigins: [APP, "capacitor://localhost", "ionic://localhost"], allowHeaders: ["Content-Type", "X-Api-Key"] }],
  ["tenants in a database", { allowOrigins: { patterns: [APP], resolve: () => false }, allowMethods: ["GET", "PUT", "DELETE"], allowHeaders: ["Authorization", "Content-Type", "X-Requested-With", "X-CSRF-Token"] }],
  ["WebDAV and QUERY", { allowOrigins: [APP], allowMethods: ["PROPFIND", "MKCOL", "QUERY", "REPORT"] }],
  ["an intranet", { allowOrigins: ["http://wiki.intranet.lan", "http://10.0.0.5:8080", "https://*.corp.example"] }],
  ["sandboxed frames", { allowOrigins: ["null", APP], dangerouslyAllowNullOrigin: true }],
]; // prettier-ignore

describe("right configs", () => {
  test.each(RIGHT)("%s", (_, config) => expect(lint(config)).toEqual([]));
  test("are enough", () => expect(RIGHT.length).toBeGreaterThanOrEqual(15));
});

test("each finding has a cause, a fix and evidence, and what is to be pasted is accepted", () => {
  for (const [, config] of FINDINGS) {
    for (const finding of lintPolicy(cors(config).config)) {
      expect([finding.message, finding.cause, finding.fix].every((text) => text.length > 4)).toBe(true);
      expect(finding.evidence?.length).toBeGreaterThan(0);
      const [, option, value] = /^(allow\w+|exposeHeaders|maxAge): (.*),$/.exec(finding.snippet ?? "") ?? [];
      if (option === undefined || value === undefined) continue;
      const mended = { ...config, [option]: JSON.parse(value) } as CorsConfig;
      expect(lint(mended), finding.snippet).not.toContain(`${finding.severity} ${finding.code}`);
    }
  }
});

test("a list of ten thousand origins takes no time to speak of", () => {
  const numbered = Array.from({ length: 5000 }, (_, i) => `https://tenant${i}.example.com`);
  const wild = Array.from({ length: 5000 }, (_, i) => `https://*.tenant${i.toString(36)}x.example.org`);
  const spent = cpuTime(() => expect(lint({ allowOrigins: [...numbered, ...wild] })).toEqual([]));
  expect(spent).toBeLessThan(5000);
});

test("twins and covered origins by the thousand are told without the whole list for each", () => {
  const twins = Array.from({ length: 10_000 }, (_, i) => `http${i % 2 ? "s" : ""}://tenant${i >> 1}.example.com`);
  const spent = cpuTime(() => {
    const findings = lintPolicy(cors({ allowOrigins: ["https://*.example.com", ...twins] }).config);
    expect(findings).toHaveLength(10_000);
    for (const { snippet } of findings) expect(snippet).toBeUndefined();
  });
  expect(spent).toBeLessThan(5000);
});
