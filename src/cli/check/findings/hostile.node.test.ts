import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { cpuTime } from "../../../../test/support/cpu-time.ts";
import { evidenceOf, type Asked, type RawAnswer } from "../../../../test/support/evidence.ts";
import { PAGE } from "../../../../test/support/server-by-hand.ts";
import { CODES } from "./codes.ts";
import { findingsOf } from "./index.ts";

const NAMES = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Max-Age",
  "Access-Control-Expose-Headers",
  "Vary",
  "Location",
  "Set-Cookie",
  "Server",
  "X-Powered-By",
  "Cache-Control",
  "Allow",
  "Age",
];
const VALUES = [
  PAGE,
  "*",
  "null",
  "true",
  "",
  " ",
  ",",
  "Origin",
  `${PAGE}, ${PAGE}`,
  "GET, PUT",
  "__proto__",
  "constructor",
  "/",
  "//",
  "http://[",
  "javascript:1",
  "https://a:b@c/",
  "nginx",
  "\u001b[31m",
  "${evil}",
  "$&",
  "%0d%0a",
  "-1",
  "9".repeat(400),
];

const value = fc.oneof(fc.constantFrom(...VALUES), fc.string({ unit: "binary", maxLength: 40 }));
const latin1 = value.map((text) => text.replaceAll(/[^\0-\xff]|[\r\n\0]/g, "?"));
const answer: fc.Arbitrary<RawAnswer> = fc.record({
  status: fc.constantFrom(200, 204, 301, 302, 308, 401, 403, 404, 405, 500, 599, 100, 999),
  headers: fc.array(fc.tuple(fc.constantFrom(...NAMES), latin1), { maxLength: 12 }),
  body: fc.string({ maxLength: 80 }),
});
const asked: fc.Arbitrary<Asked> = fc.record({
  method: fc.constantFrom("GET", "PUT", "patch", "PURGE"),
  headers: fc.constantFrom([], [["Authorization", "x"] as const], [["X-A", "'"] as const]),
  credentials: fc.constantFrom("include", "same-origin", "omit"),
  origins: fc.constantFrom([PAGE], [PAGE, "https://b.example"], ["null"], ["http://localhost:3000"], ["capacitor://x"]),
});

test("whatever a server sends, findings are told and nothing is thrown", async () => {
  const property = fc.asyncProperty(
    fc.array(answer, { minLength: 1, maxLength: 4 }),
    asked,
    async (answers, request) => {
      let turn = 0;
      const findings = findingsOf(
        await evidenceOf(() => answers[turn++ % answers.length] ?? { status: 200, headers: [] }, request),
      );
      for (const { code, message, cause, fix, evidence = [], snippet = "" } of findings) {
        expect(CODES).toHaveProperty(code);
        for (const text of [message, cause, fix]) expect(text.length).toBeLessThan(2000);
        for (const line of evidence) expect(line.length).toBeLessThan(400);
        expect(snippet).not.toContain("evil}");
      }
      expect(new Set(findings.map(({ code }) => code)).size).toBe(findings.length);
    },
  );
  await fc.assert(property, { numRuns: inject("runs") / 1000, seed: inject("seed") });
});

test("long headers take time in proportion", async () => {
  for (const piece of ["a", ",", " ", "login", "a.", "<hr><center>"]) {
    const long = piece.repeat(50_000 / piece.length);
    for (const status of [200, 302]) {
      const headers = NAMES.map((name, i) => [name, i === 0 && status === 200 ? PAGE : long] as const);
      const evidence = await evidenceOf(() => ({ status, headers, body: long }), { passive: true });
      expect(
        cpuTime(() => findingsOf(evidence)),
        piece,
      ).toBeLessThan(5000);
    }
  }
});
