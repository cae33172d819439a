import corsOfExpress from "cors";
import corsOfFastify from "@fastify/cors";
import express from "express";
import fc from "fast-check";
import Fastify from "fastify";
import { Hono } from "hono";
import { cors as corsOfHono } from "hono/cors";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, expect, inject, test } from "vitest";
import { openPage } from "../../../browser/index.ts";
import { cors } from "../../../index.ts";
import type { Tool } from "../options.ts";
import { equivalentOf, PLACEHOLDER } from "./equivalent.ts";
import { lintOne, readForeign } from "./lint-foreign.ts";

/**
 * The readers against the libraries themselves: random options are written down as source, read, and the page's
 * fetches compared, those to the library and those to the policy that was printed.
 */

type Options = Readonly<Record<string, unknown>>;
type Answer = (request: Request) => Promise<Response>;

/** A value as a source has it: JSON knows neither expressions nor undefined. */
function source(value: unknown): string {
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${value.map(source).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([name, one]) => `${name}: ${source(one)}`)
      .join(", ")} }`;
  }
  return String(JSON.stringify(value));
}

/** Node's own server, since Express needs one; each case mounts its options at a path. */
const mounts = new Map<string, express.RequestHandler>();
const listening = express()
  .use((request, response, next) => {
    const mount = mounts.get(String(request.headers["x-case"]));
    if (mount) mount(request, response, next);
    else next();
  })
  .use((_, response) => void response.set("X-A", "1").set("X-B", "2").send("ok"))
  .listen(0, "127.0.0.1");
await once(listening, "listening");
const { port } = listening.address() as AddressInfo;
afterAll(() => void listening.close());

/** Node's fetch is no page: it sends any header, Origin too. */
async function overHttp(name: string, request: Request): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.set("X-Case", name);
  return fetch(`http://127.0.0.1:${port}/`, { method: request.method, headers, redirect: "manual" });
}

const LIBRARIES: Readonly<
  Record<
    "express" | "hono" | "fastify",
    { program: (options: string) => string; open: (options: Options, name: string) => Answer }
  >
> = {
  express: {
    program: (options) => `import cors from "cors";\napp.use(cors(${options}));`,
    open: (options, name) => {
      mounts.set(name, corsOfExpress(options));
      return (request) => overHttp(name, request);
    },
  },
  hono: {
    program: (options) => `import { cors } from "hono/cors";\napp.use("*", cors(${options}));`,
    open: (options) => {
      const app = new Hono().use(corsOfHono(options as Parameters<typeof corsOfHono>[0]));
      app.all("*", (c) => c.text("ok", 200, { "X-A": "1", "X-B": "2" }));
      return async (request) => app.fetch(request);
    },
  },
  fastify: {
    program: (options) => `const cors = require("@fastify/cors");\nfastify.register(cors, ${options});`,
    open: (options) => {
      const app = Fastify();
      app.register(corsOfFastify, options);
      app.route({
        method: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
        url: "/*",
        handler: (_, reply) => reply.headers({ "X-A": "1", "X-B": "2" }).send("ok"),
      });
      return async (request) => {
        const { statusCode, headers } = await app.inject({
          method: request.method as "GET",
          url: "/",
          headers: Object.fromEntries(request.headers),
          payload: await request.text(),
        });
        const lines = Object.entries(headers).flatMap(([name, value]) =>
          (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
        );
        return new Response(null, { status: statusCode, headers: lines });
      };
    },
  },
};

const EXACT = ["https://app.example.com", "https://b.example.org", "http://localhost:3000", "http://plain.example.com"];
const ODD = [
  "https://app.example.com/",
  "https://*.example.com",
  "app.example.com",
  "null",
  "*",
  "https://App.example.com",
  "",
];
const REGEXPS = [
  /^https:\/\/.*\.example\.com$/,
  /^https:\/\/(.*\.)?example\.org$/,
  /\.example\.com$/,
  /example\.com$/,
  /^https:\/\/app.example.com$/,
  /^https:\/\/app\.example\.com/,
  /^https:\/\/[a-z]+\.example\.com$/,
  /^http:\/\/localhost(:\d+)?$/,
  /^http:\/\/localhost:\d+$/,
  /^https:\/\/\d{3}\.example$/,
];
const PAGES = [
  ...EXACT,
  "https://x.y.example.com",
  "https://example.org",
  "https://a.example.org",
  "http://localhost",
  "http://localhost:9",
  "https://evilexample.com",
  "https://app.example.com.evil.example",
  "https://appxexample.com",
  "https://evil.example",
  "https://123.example",
  "null",
];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...EXACT) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD) },
);
const names = (...all: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.subarray([...all]),
    fc.subarray([...all], { minLength: 1 }).map((list) => list.join(",")),
  );
const listOnly = (...all: readonly string[]): fc.Arbitrary<unknown> => fc.subarray([...all]);

function randomOptions(tool: Tool): fc.Arbitrary<Options> {
  const isHono = tool === "hono";
  const list = isHono ? listOnly : names;
  const origin = isHono
    ? fc.oneof(text, fc.array(text, { maxLength: 3 }))
    : fc.oneof(
        text,
        fc.constantFrom(true, false),
        fc.constantFrom(...REGEXPS),
        fc.array(fc.oneof(text, fc.constantFrom(...REGEXPS)), { maxLength: 3 }),
      );
  const methods = list("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "*", "put");
  const headers = list("Content-Type", "X-Trace", "Authorization", "Origin", "*");
  const requirement = {
    origin: tool === "fastify" ? origin.filter((one) => one !== "") : origin,
    [isHono ? "allowMethods" : "methods"]: methods,
    [isHono ? "allowHeaders" : "allowedHeaders"]: headers,
    [isHono ? "exposeHeaders" : "exposedHeaders"]: list("X-A", "*"),
    credentials: fc.boolean(),
    maxAge: fc.constantFrom(0, 5, 600),
  };
  return fc.record(requirement, { requiredKeys: [] });
}

/** What a page does, and what it sees of it. */
const FETCHES = [
  { method: "GET" },
  { method: "GET", credentials: "include" },
  { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" },
  { method: "PUT", credentials: "include" },
  { method: "PATCH", headers: { "X-Trace": "1" } },
  { method: "DELETE", headers: { Authorization: "x" } },
] as const;

async function sees(origin: string, init: (typeof FETCHES)[number], server: Answer): Promise<string> {
  const page = openPage({ origin, engine: "standard", server });
  const { verdict, response } = await page.fetch("https://api.example.net/", init);
  if (verdict !== "readable") return "nothing";
  return ["x-a", "x-b"].filter((name) => response?.headers.has(name)).join(" ") || "the body";
}

/** The more of them, the more a page sees. */
const includes = (more: string, less: string): boolean =>
  less === "nothing" ||
  (more !== "nothing" && less.split(" ").every((one) => one === "the" || one === "body" || more.includes(one)));

test.each(["express", "hono", "fastify"] as const)(
  "%s: what is printed is what the library does, or what differs is said",
  async (tool) => {
    const { program, open } = LIBRARIES[tool];
    let [exact, count] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        randomOptions(tool),
        fc.subarray(PAGES, { minLength: 6, maxLength: 6 }),
        async (drawn, pages) => {
          const [policy] = readForeign(program(source(drawn)), tool, "app.js");
          if (policy === undefined) throw new Error("no call was found");
          const { equivalent } = equivalentOf(policy);
          const library = open(drawn, `${tool} ${count++}`);
          const plain = (): Response => new Response("ok", { headers: { "X-A": "1", "X-B": "2" } });
          const own = equivalent.config === null ? async () => new Response("ok") : cors(equivalent.config).wrap(plain);
          const effects = new Set(equivalent.differences.map(({ effect }) => effect));
          if (equivalent.exact) exact++;
          // The placeholder is to be replaced, and nobody's policy.
          const isPlaceholder = equivalent.source?.includes("// name yours") ?? false;
          for (const origin of pages.filter((one) => !isPlaceholder || one !== PLACEHOLDER)) {
            for (const init of FETCHES) {
              const [was, is] = [await sees(origin, init, library), await sees(origin, init, own as Answer)];
              const told = equivalent.unread.length > 0 || effects.has("other");
              const wider = told || effects.has("wider");
              const safer = told || effects.has("safer");
              if (was === is || (wider && includes(is, was)) || (safer && includes(was, is)) || (wider && safer))
                continue;
              throw new Error(
                `${origin} ${JSON.stringify(init)}: ${was} of ${source(drawn)}, ${is} of ${equivalent.source}`,
              );
            }
          }
        },
      ),
      { numRuns: 20, seed: inject("seed") },
    );
    mounts.clear();
    expect(exact).toBeGreaterThan(4);
  },
);

const EVIL = "https://evil.example";
const APP = "https://app.example.com";
const SECRET = { method: "GET", credentials: "include" } as const;

/** Dangers as the libraries themselves have them: who sees what of which fetches, one after the other. */
const DANGERS: readonly (readonly [
  code: string,
  tool: keyof typeof LIBRARIES,
  options: Options,
  page: string,
  init: (typeof FETCHES)[number],
  sees: readonly string[],
])[] = [
  ["reflects-any-origin", "express", { origin: true, credentials: true }, EVIL, SECRET, ["the body"]],
  ["reflects-any-origin", "fastify", { origin: [true], credentials: true, methods: [] }, EVIL, SECRET, ["the body"]],
  ["any-origin-with-credentials", "express", { credentials: true }, APP, SECRET, ["nothing"]],
  ["any-origin-with-credentials", "hono", { origin: "*", credentials: true }, APP, SECRET, ["nothing"]],
  ["any-origin-by-default", "hono", {}, EVIL, { method: "GET" }, ["the body"]],
  ["any-origin-by-default", "fastify", {}, EVIL, { method: "GET" }, ["the body"]],
  ["origin-never-matches", "express", { origin: `${APP}/` }, APP, { method: "GET" }, ["nothing"]],
  ["origin-never-matches", "hono", { origin: ["*"] }, APP, { method: "GET" }, ["nothing"]],
  ["allows-null", "fastify", { origin: ["null"], credentials: true, methods: [] }, "null", SECRET, ["the body"]],
  ["regexp-unanchored", "express", { origin: /example\.com$/, credentials: true }, "https://evilexample.com", SECRET, ["the body"]],
  ["regexp-unescaped-dot", "fastify", { origin: /^https:\/\/app.example\.com$/, credentials: true, methods: [] }, "https://appxexample.com", SECRET, ["the body"]],
  ["regexp-global", "express", { origin: /^https:\/\/app\.example\.com$/g }, APP, { method: "GET" }, ["the body", "nothing", "the body"]],
  ["default-methods", "fastify", { origin: APP }, APP, { method: "PUT", credentials: "include" }, ["nothing"]],
]; // prettier-ignore

test.each(DANGERS)("%s of %s is real: %j", async (code, tool, drawn, page, init, expected) => {
  const { program, open } = LIBRARIES[tool];
  const [policy] = readForeign(program(source(drawn)), tool, "app.js");
  expect(policy && lintOne(policy).findings.map((finding) => finding.code)).toContain(code);
  const library = open(drawn, "danger");
  const seen: string[] = [];
  for (const _ of expected) seen.push(await sees(page, init, library));
  expect(seen).toEqual(expected);
  mounts.clear();
});
