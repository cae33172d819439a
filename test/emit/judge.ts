import fc from "fast-check";
import type { HeaderLine, Transport } from "../../src/browser/index.ts";
import type { Emission } from "../../src/emit/index.ts";
import { cors } from "../../src/index.ts";
import { OWNED } from "../../src/fetch/owned.ts";
import type { Decision, RequestFacts } from "../../src/policy/decision.ts";
import { METHODS, PAGES, PATTERNS } from "../support/policies.ts";
import { compare, configs, fault, visits, type ListedConfig, type Visit } from "./differential.ts";
import type { RawResponse, Send } from "./over-socket.ts";
import { handler, PATHS, statusOf, TELLS } from "./upstream.ts";

/** A policy that a server has under its own host. */
export interface Hosted {
  readonly config: ListedConfig;
  readonly host: string;
  /** How many visits, and how many requests, it is tried on. */
  readonly cases: number;
}

/** Random policies with everything that servers do, each under a host of its own. */
export function hostedPolicies(seed: number, count: number): readonly Hosted[] {
  const rest = fc.record({ enforce: fc.boolean(), guardWebSockets: fc.boolean() });
  const sampled = fc.sample(fc.tuple(configs, rest), { seed, numRuns: count });
  const random = sampled.map(([config, options]) => ({ config: { ...config, ...options }, cases: 7 }));
  const odd = ODD.map((config) => ({ config, cases: 40 }));
  return [...random, ...odd].map((policy, i) => ({ ...policy, host: `p${i}.test` }));
}

/** Every sign that a name may have, `$` aside, and every form of pattern at once. */
const NAMES = ["!#%&'*+.^_`|~-", "#comment", "'", "*a*", "%s", "~^x"];
const EVERY = {
  allowOrigins: Object.keys(PATTERNS),
  exposeHeaders: NAMES,
  dangerouslyAllowInsecureOrigins: true,
  dangerouslyAllowPartialLabels: true,
};
const ODD: readonly ListedConfig[] = [
  { ...EVERY, allowHeaders: NAMES },
  { ...EVERY, allowHeaders: [...NAMES, "*"], allowMethods: ["*"], allowCredentials: true },
  { allowOrigins: "*", allowHeaders: ["*"], allowMethods: ["*"] },
];

/** Has pages visit a policy. @returns what is wrong, as lines */
export async function faultsOfVisits(
  { config, host, cases }: Hosted,
  emission: Emission,
  target: Transport,
  seed: number,
): Promise<readonly string[]> {
  const names = TELLS.map(([name]) => name);
  const sampled = fc.sample(fc.tuple(visits, fc.constantFrom(...PATHS)), { seed, numRuns: cases });
  const lines = await Promise.all(
    sampled.map(async ([visit, path]: [Visit, string]) => {
      const deployed = { config, emission, target, url: `http://${host}${path}`, upstream: handler };
      const wrong = fault(emission, await compare(deployed, visit, names));
      return wrong && `${wrong}\n  ${path} ${JSON.stringify(visit)}\n  ${JSON.stringify(config)}`;
    }),
  );
  return lines.filter((line) => line !== undefined);
}

const LONG = `https://${"a.".repeat(300)}example.com`;

/** Requests of browsers and of others; `{host}` stands for the host that they go to. */
const requests = fc.record({
  path: fc.constantFrom(...PATHS),
  method: fc.oneof(fc.constant("OPTIONS"), fc.constantFrom(...METHODS)),
  origin: fc.oneof(
    fc.constant(null),
    fc.constantFrom(...PAGES),
    fc.constantFrom(...PAGES),
    fc.constantFrom("https://{host}", "http://{host}", "capacitor://{host}", "https://{host}:444", LONG),
    fc.constantFrom("HTTPS://APP.EXAMPLE.COM", "https://App.example.com", "NULL", "https://app.example.com:443"),
    fc.constantFrom("http://localhost:0", "http://localhost:65536", "http://localhost:080", "http://localhost:80"),
    fc.constantFrom("https://appXexample.com", "https://.example.com", "https://a..example.com", "0", "a b"),
    fc.constantFrom("https://a.example.com/", "xhttps://app.example.com", "https://a.example.com https://b.example"),
  ),
  requestMethod: fc.constantFrom(null, "PUT", "GET", "PURGE", "chicken", "not a method"),
  requestHeaders: fc.constantFrom(
    null,
    "x-a",
    "authorization,x-a",
    "x-a, ,x-b,",
    "not a name",
    'x-"',
    Array.from({ length: 64 }, (_, i) => `x-${i}`).join(","),
    Array.from({ length: 65 }, (_, i) => `x-${i}`).join(","),
    "x".repeat(4096),
    "x".repeat(4097),
  ),
  upgrade: fc.constantFrom(null, null, "websocket", "WebSocket", "h2c"),
});

/** Sends random requests, and holds every byte of the answers' headers against the policy's decision. */
export async function faultsOfRequests(
  { config, host, cases }: Hosted,
  send: Send,
  seed: number,
): Promise<readonly string[]> {
  const { decide } = cors(config);
  const lines = await Promise.all(
    fc.sample(requests, { seed, numRuns: cases }).map(async ({ path, origin, ...rest }) => {
      const facts: RequestFacts = {
        ...rest,
        url: `http://${host}${path}`,
        origin: origin?.replace("{host}", host) ?? null,
      };
      const response = await send({ method: facts.method, url: facts.url, headers: linesOf(facts) });
      const wrong = differences(decide(facts), path, response);
      const what = `${JSON.stringify(facts)}\n  ${JSON.stringify(config)}`;
      return wrong.length === 0 ? undefined : `${wrong.join("; ")}\n  ${what}\n  ${JSON.stringify(response)}`;
    }),
  );
  return lines.filter((line) => line !== undefined);
}

function linesOf({ origin, requestMethod, requestHeaders, upgrade }: RequestFacts): readonly HeaderLine[] {
  const lines: readonly (readonly [string, string | null | undefined])[] = [
    ["Origin", origin],
    ["Access-Control-Request-Method", requestMethod],
    ["Access-Control-Request-Headers", requestHeaders],
    ["Upgrade", upgrade],
    ["Connection", upgrade && "Upgrade"],
  ];
  return lines.flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
}

function differences(decision: Decision, path: string, response: RawResponse): readonly string[] {
  const upstream = statusOf(path);
  const wrong: string[] = [];
  const check = (what: string, seen: unknown, meant: unknown): void => {
    if (JSON.stringify(seen) !== JSON.stringify(meant)) {
      wrong.push(`${what} is ${JSON.stringify(seen)}, not ${JSON.stringify(meant)}`);
    }
  };
  const linesNamed = (name: string): readonly string[] =>
    response.headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  check("the status", response.status, decision.status ?? upstream.status);
  for (const name of OWNED) {
    const meant = decision.headers[name];
    const isEchoed = decision.headers["Vary"]?.includes("Request") && name.startsWith("Access-Control-Allow-");
    // What is asked for may stand beside the same of the list.
    const order = isEchoed ? (value: string) => [...new Set(membersOf(value))].join() : (value: string) => value;
    check(name, linesNamed(name).map(order), meant === undefined ? [] : [order(meant)]);
  }
  const behind = decision.status === null && !upstream.isOwn ? "accept-encoding" : "";
  check("Vary", membersOf(linesNamed("Vary").join(",")), membersOf(`${behind},${decision.headers["Vary"] ?? ""}`));
  if (decision.status === 403) {
    for (const name of ["X-Content-Type-Options", "Cache-Control"]) {
      check(name, linesNamed(name), [decision.headers[name]]);
    }
    // None for HEAD.
    check("that the body is harmless", /^(CORS: [^<\n]{0,250}\n?)?$/.test(response.body), true);
  }
  return wrong;
}

/** The lines of a response that concern CORS, by their names in lower case. */
export function corsOf({ headers }: RawResponse): Readonly<Record<string, readonly string[]>> {
  const lines = headers.filter(([name]) => /^(access-control-.*|vary)$/i.test(name));
  return Object.fromEntries(
    lines.map(([name]) => [
      name.toLowerCase(),
      lines.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value),
    ]),
  );
}

/** A list's members: their order and their case say nothing. */
function membersOf(list: string): readonly string[] {
  const members = list.split(",").map((name) => name.trim().toLowerCase());
  return members.filter((name) => name !== "").toSorted();
}
