import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { evidenceOf, type Asked } from "../../../../test/support/evidence.ts";
import { cors, type Cors, type CorsConfig } from "../../../index.ts";
import { findingsOf } from "./index.ts";

/** Policies of the kit are right by its own promise: nothing is to be found in what they answer. */

/** Patterns, each with pages that it lets in. */
const PATTERNS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  "https://app.example.com": ["https://app.example.com"],
  "https://*.example.com": ["https://app.example.com", "https://a.b.example.com"],
  "http://localhost:*": ["http://localhost", "http://localhost:3000"],
  "https://*--app.netlify.app": ["https://pr-7--app.netlify.app"],
  "https://*.example.com:*": ["https://app.example.com:8443"],
  "http://old.example.org": ["http://old.example.org"],
  "https://tenant.example": ["https://tenant.example"],
};

const drawn = fc.record({
  patterns: fc.subarray(Object.keys(PATTERNS), { minLength: 1, maxLength: 4 }),
  open: fc.boolean(),
  methods: fc.subarray(["GET", "PUT", "PATCH", "DELETE", "PURGE", "*"]),
  headers: fc.subarray(["Content-Type", "authorization", "X-A", "*"]),
  exposed: fc.subarray(["X-Read", "ETag"]),
  credentials: fc.boolean(),
  enforce: fc.boolean(),
  maxAge: fc.nat(86_400),
  status: fc.constantFrom(200, 204, 404, 503),
  pick: fc.nat(),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/** One that lets strangers in, which a few draws may not have: who can name a site there is allowed. */
const OPEN: Drawn = {
  patterns: ["https://*--app.netlify.app"],
  open: false,
  methods: ["GET"],
  headers: [],
  exposed: [],
  credentials: true,
  enforce: false,
  maxAge: 600,
  status: 200,
  pick: 0,
};

function configOf({
  patterns,
  open,
  methods,
  headers,
  exposed,
  credentials,
  enforce,
  maxAge,
}: Drawn): CorsConfig<"*" | readonly string[]> {
  return {
    allowOrigins: open ? "*" : patterns,
    allowMethods: methods,
    allowHeaders: headers,
    exposeHeaders: exposed,
    allowCredentials: credentials && !open,
    enforce: enforce && !open,
    maxAge,
    dangerouslyAllowInsecureOrigins: true,
    dangerouslyAllowPartialLabels: true,
  };
}

/** A request that the policy means to grant, of a page that it lets in. */
function askedOf({ patterns, open, methods, headers, credentials, pick }: Drawn): Asked {
  const pages = patterns.flatMap((pattern) => PATTERNS[pattern] ?? []);
  const method = methods.find((one) => one !== "*") ?? "GET";
  return {
    origins: [pages[pick % pages.length] ?? ""],
    method,
    headers: headers.filter((name) => name !== "*").map((name) => [name, "application/json"] as const),
    credentials: credentials && !open ? "include" : "same-origin",
  };
}

function isAllowed(policy: Cors, origin: string): boolean {
  const facts = { method: "GET", url: "https://api.example.net/", requestMethod: null, requestHeaders: null };
  return policy.decide({ ...facts, origin }).allowed;
}

test("in what a policy answers nothing is found, but who it lets in besides", async () => {
  let besides = 0;
  const property = fc.asyncProperty(drawn, async (one) => {
    const policy = cors(configOf(one));
    const { status } = one;
    const server = policy.wrap(() => new Response(status === 204 ? null : "{}", { status }));
    for (const { code, severity, evidence = [], message } of findingsOf(await evidenceOf(server, askedOf(one)))) {
      if (severity === "info") continue;
      const [, origin = ""] = /^> Origin: (.*)$/.exec(evidence.find((line) => line.startsWith("> Origin")) ?? "") ?? [];
      expect(code, message).toMatch(/^origin-(?!not-allowed)/);
      expect(isAllowed(policy, origin), `${code}: ${origin}`).toBe(true);
      besides += 1;
    }
  });
  await fc.assert(property, { numRuns: inject("runs") / 1000, seed: inject("seed"), examples: [[OPEN]] });
  expect(besides, "policies that let strangers in are drawn, and told of").toBeGreaterThan(0);
});
