import fc from "fast-check";
import type { HeaderLine } from "../../src/browser/index.ts";
import type { Answer, Hop, PageSide, Scenario, ServerSide } from "./scenario.ts";

// Any scenario that a link may hold, for property tests.

const origins = fc.constantFrom(
  "https://app.example.com",
  "http://app.localhost:8787",
  "null",
  "capacitor://localhost",
  "https://evil.example",
);

const urls = fc.constantFrom(
  "https://api.example.com/rides",
  "https://app.example.com/own",
  "http://192.168.0.1/",
  "ftp://files.example/",
  "https://user:pass@api.example.com/",
);

const pageLine: fc.Arbitrary<HeaderLine> = fc.tuple(
  fc.oneof(fc.constantFrom("X-Trace", "Authorization", "Content-Type", "accept"), fc.string({ maxLength: 20 })),
  fc.string({ unit: "binary", maxLength: 30 }),
);

const serverLine: fc.Arbitrary<HeaderLine> = fc.tuple(
  fc.constantFrom(
    "Access-Control-Allow-Origin",
    "access-control-allow-headers",
    "Location",
    "Set-Cookie",
    "Vary",
    "X-Y",
  ),
  fc.oneof(
    origins,
    fc.constantFrom("*", "", "https://cdn.example/x", "a=b; Secure", "GET, PUT"),
    fc
      .string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 20 })
      .map((value) => value.replaceAll(/[\r\n]/g, "")),
  ),
);

const answer: fc.Arbitrary<Answer> = fc.record({
  status: fc.oneof(fc.constantFrom(200, 204, 302, 307, 404, 500), fc.integer({ min: 100, max: 999 })),
  headers: fc.array(serverLine, { maxLength: 4 }),
});

const hop: fc.Arbitrary<Hop> = fc.record({ preflight: answer, actual: answer });

const cache = fc.record({
  kind: fc.constantFrom("none", "keeps Vary", "ignores Vary"),
  firstOrigin: fc.oneof(origins, fc.constant("")),
});

const server: fc.Arbitrary<ServerSide> = fc.oneof(
  fc.record({
    kind: fc.constant("raw"),
    hops: fc.tuple(hop, fc.array(hop, { maxLength: 3 })).map(([first, rest]): [Hop, ...Hop[]] => [first, ...rest]),
    cache,
  }),
  fc.record({
    kind: fc.constant("policy"),
    config: fc.oneof(
      fc.constantFrom('{ "allowOrigins": ["https://app.example.com"] }', '{ "allowOrigins": "*" }', "{}", "{"),
      fc.string({ maxLength: 60 }),
    ),
    outcome: fc.constantFrom("200", "204", "404", "429", "500", "throw", "redirect", "stream"),
    cache,
  }),
);

const page: fc.Arbitrary<PageSide> = fc.record({
  origin: origins,
  url: urls,
  initiator: fc.constantFrom("fetch", "xhr"),
  method: fc.oneof(fc.constantFrom("GET", "POST", "PUT", "patch", "TRACE", ""), fc.string({ maxLength: 10 })),
  headers: fc.array(pageLine, { maxLength: 4 }),
  body: fc.record({
    kind: fc.constantFrom("none", "text", "json", "urlencoded", "multipart"),
    text: fc.string({ unit: "binary", maxLength: 40 }),
  }),
  credentials: fc.constantFrom("omit", "same-origin", "include"),
  mode: fc.constantFrom("cors", "no-cors", "same-origin"),
  redirect: fc.constantFrom("follow", "error", "manual"),
  uploadListener: fc.boolean(),
  cookie: fc.constantFrom("", "sid=1; SameSite=None; Secure", "sid=1", "=;", "__Host-a=1; Path=/"),
  again: fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 3 }),
  localNetworkAccess: fc.constantFrom("granted", "denied"),
});

export const scenarios: fc.Arbitrary<Scenario> = fc.record({ page, server });
