import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { cors } from "../../src/index.ts";
import { apiManagement } from "../../src/emit/api-management.ts";
import { compileMatcher } from "../../src/policy/match.ts";
import { cloudflareRule } from "../../src/emit/cloudflare-rule.ts";
import { netlify } from "../../src/emit/netlify.ts";
import { originIsOneOf } from "../../src/emit/rules-language.ts";
import { vercel } from "../../src/emit/vercel.ts";
import { PAGES, PATTERNS } from "../support/policies.ts";
import { openGateway } from "./azure-gateway.ts";
import { openZone } from "./cloudflare-zone.ts";
import type { ListedConfig } from "./differential.ts";
import { openSite } from "./netlify-site.ts";
import { plainUpstream, tryPolicies, type Tally } from "./try-policies.ts";
import { parseFilter } from "./rules-language.ts";
import { openProject } from "./vercel-project.ts";

// Each takes less than a second; on a busy machine a few.

const seed = inject("seed");

function expectTally({ faults, emitted, read, demanded }: Tally, leastRead: number, leastDemanded: number): void {
  expect(faults.slice(0, 3)).toEqual([]);
  expect(emitted).toBe(300);
  expect(read, "visits that read").toBeGreaterThan(leastRead);
  expect(demanded, "visits that have to be exact").toBeGreaterThan(leastDemanded);
}

/** The handler that the owner's sentence asks for: it answers preflight requests, and says nothing. */
function silentHandler(config: ListedConfig): (request: Request) => Response | Promise<Response> {
  return cors({ ...config, owner: "gateway" }).wrap(plainUpstream);
}

/** Says of CORS what it should not, on preflights too, as an upstream with a wildcard of its own. */
function careless(request: Request): Response {
  const response = plainUpstream(request);
  const headers = [
    ["Access-Control-Allow-Origin", "*"],
    ["Access-Control-Allow-Methods", "*"],
    ["Access-Control-Allow-Headers", "*, Authorization"],
    ["Access-Control-Expose-Headers", "*"],
  ] as const;
  for (const [name, value] of headers) response.headers.set(name, value);
  return response;
}

test("a Cloudflare rule gives the policy's verdicts, before a silent handler", async () => {
  const emit = (config: ListedConfig) => cloudflareRule(config, { format: "api" });
  const tally = await tryPolicies({
    emit,
    open: ({ output }, config) => openZone(output, silentHandler(config)),
    upstream: plainUpstream,
    host: "api.example.com",
    harmless: ["preflight"],
    seed,
  });
  expectTally(tally, 100, 600);
});

test("a Cloudflare rule gives no more, before a careless upstream", async () => {
  const emit = (config: ListedConfig) => cloudflareRule(config, { format: "api", host: "api.example.com" });
  const tally = await tryPolicies({
    emit,
    open: ({ output }) => openZone(output, careless),
    upstream: plainUpstream,
    host: "api.example.com",
    harmless: [],
    seed,
  });
  expectTally(tally, 100, -1);
});

test.each([
  { echoes: false, comparesMethods: false },
  { echoes: true, comparesMethods: false },
  { echoes: true, comparesMethods: true },
])(
  "an API Management policy gives the policy's verdicts, where it does $echoes and $comparesMethods",
  async (reading) => {
    const tally = await tryPolicies({
      emit: apiManagement,
      open: ({ output }) => openGateway(output, plainUpstream, reading),
      upstream: plainUpstream,
      host: "api.example.com",
      // What is written down for any method with credentials is "*": a gateway that lists it means less by it.
      harmless: reading.echoes && !reading.comparesMethods ? ["errors", "vary", "enforce"] : [],
      seed,
    });
    expectTally(tally, 100, reading.echoes && !reading.comparesMethods ? 300 : -1);
  },
);

test("a vercel.json gives the policy's verdicts, before a silent function", async () => {
  const tally = await tryPolicies({
    emit: vercel,
    open: ({ output }, config) => openProject(output, silentHandler(config)),
    upstream: plainUpstream,
    host: "api.example.com",
    harmless: ["preflight", "errors", "vary"],
    seed,
  });
  expectTally(tally, 100, 300);
});

test("a vercel.json gives no more, before files", async () => {
  const tally = await tryPolicies({
    emit: vercel,
    open: ({ output }) => openProject(output, files(405)),
    upstream: files(405),
    host: "static.example",
    harmless: [],
    seed,
  });
  expectTally(tally, 100, -1);
});

test.each([
  { options: 405, errors: true },
  { options: 200, errors: true },
  { options: 200, errors: false },
] as const)(
  "a _headers file gives no more on Netlify: OPTIONS is $options, errors have headers: $errors",
  async (reading) => {
    const upstream = files(reading.options);
    const isGood = reading.options === 200 && reading.errors;
    const tally = await tryPolicies({
      emit: netlify,
      open: ({ output }) => openSite(output, upstream, reading),
      upstream,
      host: "static.example",
      harmless: isGood ? ["preflight", "errors"] : [],
      seed,
    });
    expectTally(tally, 30, isGood ? 400 : -1);
  },
);

/** What serves files: GET and HEAD alone. */
function files(options: 200 | 405): (request: Request) => Response {
  return (request) =>
    /^(GET|HEAD)$/.test(request.method)
      ? plainUpstream(request)
      : new Response(null, { status: request.method === "OPTIONS" ? options : 405 });
}

test.each(Object.keys(PATTERNS))("a filter of the Rules language for %s lets in whom the policy does", (pattern) => {
  const filter = parseFilter(originIsOneOf([pattern]));
  const allowed = PAGES.filter((page) => filter({ "http.request.headers": { origin: [page] } }));
  expect(allowed).toEqual(PAGES.filter(compileMatcher([pattern])));
  expect(allowed).toEqual(expect.arrayContaining([...(PATTERNS[pattern] ?? [])]));
});

test("a filter of the Rules language lets in whom the policy does, among all that browsers can send", () => {
  const label = fc.oneof(fc.stringMatching(/^[a-z0-9_-]{0,3}$/), fc.stringMatching(/^[a-z0-9_.!$&'()+,;=~{}-]{0,6}$/));
  const tail = fc.constantFrom(
    ".example.com",
    "--app.netlify.app",
    "example.com",
    "localhost",
    ".example.com.evil.com",
  );
  const port = fc.constantFrom("", ":8443", ":1", ":80", ":443");
  const scheme = fc.constantFrom("https://", "http://");
  const written = fc.tuple(scheme, label, tail, port).map((parts) => parts.join(""));
  const sent = written.filter((origin) => URL.canParse(origin) && new URL(origin).origin === origin);
  const patterns = [
    "https://*.example.com",
    "https://*.example.com:8443",
    "http://*.example.com:*",
    "https://*--app.netlify.app",
    "http://*--app.netlify.app:*",
    "http://localhost:*",
    "https://example.com",
  ];
  let allowed = 0;
  const property = fc.property(sent, fc.subarray(patterns, { minLength: 1 }), (origin, listed) => {
    const filter = parseFilter(originIsOneOf(listed));
    const matches = compileMatcher(listed)(origin);
    allowed += Number(matches);
    expect(filter({ "http.request.headers": { origin: [origin] } })).toBe(matches);
    expect(filter({ "http.request.headers": {} })).toBe(false);
  });
  fc.assert(property, { numRuns: 1500, seed });
  expect(allowed).toBeGreaterThan(50);
});

test.each([
  [[], ["Origin"]],
  [["Accept-Encoding"], ["Accept-Encoding", "Origin"]],
  [["X-Origin, Origin-Agent"], ["X-Origin, Origin-Agent", "Origin"]],
  [["Origin"], ["Origin"]],
  [["origin, Accept"], ["origin, Accept"]],
  [["Accept, ORIGIN"], ["Accept, ORIGIN"]],
  [
    ["Accept", "Origin"],
    ["Accept", "Origin"],
  ],
])(
  "a Cloudflare rule makes of Vary %j %j, for allowed, denied and absent origins, and nothing else of a denied one",
  async (before, after) => {
    const { output } = cloudflareRule({ allowOrigins: ["https://*.example.com"] }, { format: "api" });
    const zone = openZone(output, (request) => {
      const response = careless(request);
      for (const line of before) response.headers.append("Vary", line);
      return response;
    });
    for (const origin of ["https://app.example.com", "https://evil.example", undefined]) {
      const headers = origin === undefined ? [] : ([["Origin", origin]] as const);
      const response = await zone({
        method: "GET",
        url: "https://a.example/200",
        headers,
        body: null,
        credentials: true,
      });
      const named = (pattern: RegExp): readonly string[] =>
        response.headers.filter(([name]) => pattern.test(name)).map(([, value]) => value);
      expect(named(/^vary$/i).join(", ")).toBe(after.join(", "));
      expect(named(/^access-control-/i)).toEqual(origin === "https://app.example.com" ? [origin] : []);
    }
  },
);

test("a Cloudflare rule for one host leaves the others of the zone alone", async () => {
  const options = { format: "api", host: "api.example.com" } as const;
  const zone = openZone(cloudflareRule({ allowOrigins: ["https://*.example.com"] }, options).output, plainUpstream);
  const headers = [["Origin", "https://app.example.com"]] as const;
  const ask = (host: string) =>
    zone({ method: "GET", url: `https://${host}/200`, headers, body: null, credentials: true });
  const [api, other] = await Promise.all([ask("api.example.com"), ask("www.example.com")]);
  expect(api.headers.map(([name]) => name)).toContain("Access-Control-Allow-Origin");
  expect(other.headers.map(([name]) => name)).not.toContain("Access-Control-Allow-Origin");
  expect(other.headers.map(([name]) => name)).not.toContain("Vary");
});
