import { describe, expect, test } from "vitest";
import { cors } from "../src/index.ts";

/** What CORS scanners and bug hunters send, given the host that a policy trusts. */
const attacksOn = (host: string): readonly string[] => [
  // Prefix, suffix, substring, unescaped dot.
  `https://${host}.evil.com`,
  `https://${host}evil.com`,
  `https://evil${host}`,
  `https://evil.com/${host}`,
  `https://evil.com?.${host}`,
  `https://evil.com#.${host}`,
  `https://evil.com/.${host}`,
  `https://evil.com\\.${host}`,
  `https://evil.com%2f.${host}`,
  `https://evil.com%00.${host}`,
  `https://${host.replace(/\./g, "x")}`,
  `https://${host.replace(".", "x")}`,
  // User information.
  `https://${host}@evil.com`,
  `https://evil.com@${host}`,
  `https://${host}:443@evil.com`,
  // Ports.
  `https://${host}:443`,
  `https://${host}:8443`,
  `https://${host}:0`,
  `https://${host}:65536`,
  `https://${host}:`,
  `https://${host}:8443.evil.com`,
  // Scheme.
  `http://${host}`,
  `ftp://${host}`,
  `wss://${host}`,
  `https:${host}`,
  `https:/${host}`,
  `https:///${host}`,
  `//${host}`,
  host,
  `javascript://${host}`,
  `data:text/html,https://${host}`,
  // Spelling.
  `https://${host}.`,
  `https://${host}/`,
  `https://${host.toUpperCase()}`,
  `HTTPS://${host}`,
  ` https://${host}`,
  `https://${host} `,
  `https://${host}\t`,
  `https://${host}\0`,
  `https://${host},https://evil.com`,
  `https://evil.com,https://${host}`,
  `https://${host} https://evil.com`,
  `https://.${host}`,
  `https://..${host}`,
  `https://-.-.${host}.evil.com`,
  // Characters that some browsers take in a host name, and a careless regular expression for its end.
  // In front of the trusted host only those that no name in the DNS can have: `a-.` and `a_.` are subdomains.
  ..."_-!$&'()*+,;=`{}|~^%\"<> \\#?@".split("").map((char) => `https://${host}${char}.evil.com`),
  ..."!$&'()*+,;=`{}|~^%\"<> \\#?@".split("").map((char) => `https://evil.com${char}.${host}`),
  // International.
  `https://${host.replace("e", "\u0435")}`,
  `https://${host.replace("e", "\u212f")}`,
  `https://${host}\u3002evil.com`,
  `https://xn--${host}`.replace(".", "-"),
  // Not origins at all.
  "null",
  "NULL",
  "null.evil.com",
  "",
  "*",
  "undefined",
  "true",
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  "https://constructor",
  "https://__proto__",
  "https://localhost",
  "http://localhost",
  "http://127.0.0.1",
  "file://",
  "https://*",
  `https://*.${host}`,
  "https://evil.com",
  "https://evil.com\r\nAccess-Control-Allow-Origin: https://evil.com",
  "a".repeat(1_000_000),
  `https://${"a".repeat(1_000_000)}.${host}`,
  `https://${"a.".repeat(500_000)}${host}`,
  `https://${"a.".repeat(250)}${host}`,
  `https://${host}${"a".repeat(1_000_000)}`,
];

/** Patterns by kind, the host that they trust, and which of the attacks is none to this kind. */
const POLICIES: readonly (readonly [pattern: string, host: string, meant: readonly string[]])[] = [
  ["https://app.example.com", "app.example.com", []],
  ["https://*.example.com", "example.com", []],
  ["https://*.example.com", "a.example.com", ["https://evila.example.com", "https://-a.example.com"]],
  [
    "https://*--app.netlify.app",
    "x--app.netlify.app",
    ["https://evilx--app.netlify.app", "https://xn--x--app.netlify.app"],
  ],
  ["https://app.example.com:*", "app.example.com", ["https://app.example.com:8443"]],
  ["https://*.example.com:*", "example.com", []],
  ["https://[2001:db8::1]", "[2001:db8::1]", []],
];

describe.each(POLICIES)("%s (%s)", (pattern, host, meant) => {
  const policies = [
    cors({ allowOrigins: [pattern, "https://unrelated.example"] }),
    cors({ allowOrigins: [pattern, "https://unrelated.example"], enforce: true }),
    cors({ allowOrigins: [pattern] }),
  ];
  // Some attacks change nothing where the host has none of the letters that they change.
  const none = [...meant, ...(pattern.includes("*") ? [] : [pattern])];
  const attacks = attacksOn(host).filter((origin) => !none.includes(origin));
  test.each(attacks.map((origin) => [JSON.stringify(origin).slice(0, 80), origin]))("%s", (_, origin) => {
    for (const policy of policies) {
      for (const method of ["GET", "OPTIONS"]) {
        const decision = policy.decide({
          method,
          url: "https://api.example.com/",
          origin,
          requestMethod: method === "OPTIONS" ? "PUT" : null,
          requestHeaders: null,
        });
        expect(decision.allowed).toBe(false);
        const allowed = decision.headers["Access-Control-Allow-Origin"];
        expect(allowed === undefined || (allowed === pattern && allowed !== origin)).toBe(true);
      }
    }
  });
});

test("the origins that the attacks are modelled on do get in", () => {
  const allowed: readonly (readonly [string, string])[] = [
    ["https://app.example.com", "https://app.example.com"],
    ["https://*.example.com", "https://a.example.com"],
    ["https://*--app.netlify.app", "https://x--app.netlify.app"],
    ["https://app.example.com:*", "https://app.example.com:8443"],
  ];
  for (const [pattern, origin] of allowed) {
    const response = cors({ allowOrigins: [pattern] }).apply(
      new Request("https://api.example.com/", { headers: { Origin: origin } }),
      new Response(),
    );
    expect(response.headers.get("access-control-allow-origin")).toBe(origin);
  }
});
