import { cors, type CorsConfig, type DenialReason, type RequestFacts } from "../../src/index.ts";
import { block, literal, page, plain, table } from "./markdown.ts";

const APP = "https://app.example.com";
const ADMIN = "https://admin.example.com";
const STRANGER = "https://evil.example";
const PLAIN: RequestFacts = {
  method: "GET",
  url: "https://api.example.com/rides",
  origin: null,
  requestMethod: null,
  requestHeaders: null,
};

/** A policy in front of one request. */
interface Case {
  readonly title: string;
  readonly config: CorsConfig;
  readonly facts: Partial<RequestFacts>;
  /** Set where origins are denied. */
  readonly reason?: DenialReason;
}

const CONSTANT: CorsConfig = { allowOrigins: [APP], allowCredentials: true, exposeHeaders: ["X-Request-Id"] };
const DYNAMIC: CorsConfig = { ...CONSTANT, allowOrigins: [APP, ADMIN] };
const PREFLIGHT: Partial<RequestFacts> = { method: "OPTIONS", requestMethod: "PUT", requestHeaders: "content-type" };

const ALLOWED: readonly Case[] = [
  { title: "A preflight request of an allowed page", config: DYNAMIC, facts: { origin: APP, ...PREFLIGHT } },
  { title: "An actual request of an allowed page", config: DYNAMIC, facts: { origin: APP } },
  { title: "The same, where one origin alone is allowed", config: CONSTANT, facts: { origin: APP } },
  { title: "Any page, where all are allowed", config: { allowOrigins: "*" }, facts: { origin: STRANGER } },
  { title: "No Origin: not from a page, or from one of the same origin", config: DYNAMIC, facts: {} },
  { title: "The same, where one origin alone is allowed", config: CONSTANT, facts: {} },
  { title: "A WebSocket of an allowed page", config: DYNAMIC, facts: { origin: APP, upgrade: "websocket" } },
  { title: "Where a gateway owns the headers", config: { ...DYNAMIC, owner: "gateway" }, facts: { origin: APP } },
];

const DENIED: readonly Case[] = [
  { title: "An actual request", config: DYNAMIC, facts: { origin: STRANGER } },
  { title: "The same, where one origin alone is allowed", config: CONSTANT, facts: { origin: STRANGER } },
  { title: "The same, with enforce", config: { ...DYNAMIC, enforce: true }, facts: { origin: STRANGER } },
  { title: "A preflight request", config: DYNAMIC, facts: { origin: STRANGER, ...PREFLIGHT } },
  { title: "The same, where one origin alone is allowed", config: CONSTANT, facts: { origin: STRANGER, ...PREFLIGHT } },
  { title: "A WebSocket", config: CONSTANT, facts: { origin: STRANGER, upgrade: "websocket" } },
];

const isKnown = { resolve: (origin: string): boolean => origin === APP };
const failing = {
  resolve: (): boolean => {
    throw new Error("the database is away");
  },
};
const REASONS: Readonly<Record<DenialReason, readonly [what: string, config: CorsConfig, origin: string]>> = {
  "origin-null": ["a sandboxed frame, a file, some redirects", DYNAMIC, "null"],
  "origin-malformed": ["what no browser sends: no page asks", { allowOrigins: isKnown }, "app.example.com"],
  "origin-not-listed": ["no pattern covers it, or none of `corsByPath` covers the path", DYNAMIC, STRANGER],
  "resolver-denied": ["`resolve` said something else than `true`", { allowOrigins: isKnown }, STRANGER],
  "resolver-failed": ["`resolve` threw, or took too long", { allowOrigins: failing }, STRANGER],
};

/** What a policy decides of each kind of request, and every reason for which it denies; all of it asked of policies. */
export async function decisionsPage(): Promise<string> {
  const allowed = await Promise.all(ALLOWED.map(section));
  const denied = await Promise.all(DENIED.map(section));
  return page(
    "What a policy decides",
    "`policy.decide(facts)` takes strings and returns a `Decision`, which everything else applies: see " +
      "[`Decision`](api-corskit.md#decision). Where `status` is null the handler runs, and its response gets the " +
      "headers. [Design](../design.md#the-decision) says why.",
    "## Allowed",
    ...allowed,
    "## Denied",
    "A page that is denied reads nothing. Its request reaches the handler all the same, as the web's rules have it, " +
      "unless the policy says `enforce`.",
    ...denied,
    "## Reasons",
    table(["`reason`", "Where"], await reasons()),
  );
}

async function section({ title, config, facts }: Case): Promise<string> {
  const decision = await cors(config).decide({ ...PLAIN, ...facts });
  const asked = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
  const result = decision.status === null ? "the handler runs" : `${decision.status}, and the handler does not run`;
  const lines = Object.entries(decision.headers).map(([name, value]) => `${name}: ${value}`);
  if (decision.body !== null) lines.push("", decision.body);
  return [
    `**${title}** (${asked.length === 0 ? "no Origin" : plain(asked.join(", "))}): ${decision.kind}, ${result}.`,
    block("js", literal(config)),
    lines.length === 0 ? "No headers." : block("http", lines.join("\n")),
  ].join("\n\n");
}

/** @throws {Error} where a policy gives another reason */
async function reasons(): Promise<string[][]> {
  return Promise.all(
    Object.entries(REASONS).map(async ([reason, [what, config, origin]]) => {
      const decision = await quietly(() => cors(config).decide({ ...PLAIN, origin }));
      if (decision.reason !== reason) throw new Error(`${origin} is denied as ${decision.reason}, not as ${reason}`);
      return [`\`${reason}\``, what];
    }),
  );
}

/** A resolver that fails is reported there. */
async function quietly<T>(ask: () => T | Promise<T>): Promise<T> {
  const { error } = console;
  console.error = () => {};
  try {
    return await ask();
  } finally {
    console.error = error;
  }
}
