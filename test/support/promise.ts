import fc from "fast-check";
import type * as browser from "../../src/browser/index.ts";
import type * as corskit from "../../src/index.ts";
import { METHODS, PAGES, PATTERNS, REQUEST_HEADERS } from "./policies.ts";
import { pageFetch, type PageRequest, type PageResponse } from "./small-browser.ts";

/**
 * The promise: a page reads the response if and only if the policy says so, whatever the handler did.
 * What the policy says is told by tables that were written by hand, not by the code under test; what a page
 * reads by the model of the browser, and by a small one that shares nothing with it. No framework is needed, so
 * that it can be tried on any runtime.
 */

/** What keeps the promise: of the sources, or of the package. */
export type Library = Pick<typeof corskit, "cors" | "corsByPath"> & Pick<typeof browser, "openPage">;

type Handler = () => Response | Promise<Response>;

/** Whatever a handler can do. Each answers 200 to 599 in the end; null stands for any body. */
const HANDLERS: Readonly<Record<string, readonly [status: number, handler: Handler]>> = {
  "200": [200, () => new Response("ok", { headers: { "X-Read": "1", "X-Hidden": "2", "Cache-Control": "no-store" } })],
  "204": [204, () => new Response(null, { status: 204, headers: { "X-Read": "1" } })],
  "304": [304, () => new Response(null, { status: 304, headers: { ETag: '"1"', "X-Read": "1" } })],
  "302": [302, () => new Response(null, { status: 302, headers: { Location: "/", "X-Read": "1" } })],
  "401": [401, () => new Response("who?", { status: 401, headers: { "WWW-Authenticate": "Bearer" } })],
  "404 later": [404, async () => new Response("no", { status: 404, headers: { Vary: "Accept", "X-Read": "1" } })],
  "429": [429, () => new Response("slow down", { status: 429, headers: { "Retry-After": "1" } })],
  "503": [503, () => new Response("no", { status: 503 })],
  "opens itself": [
    200,
    () =>
      new Response("mine", {
        headers: [
          ["Access-Control-Allow-Origin", "*"],
          ["Access-Control-Allow-Origin", "null"],
          ["Access-Control-Allow-Credentials", "true"],
          ["Access-Control-Expose-Headers", "*"],
          ["X-Hidden", "1"],
          ["Vary", "*"],
        ],
      }),
  ],
  immutable: [302, () => Response.redirect("https://api.example.com/", 302)],
  "throws an Error": [
    500,
    () => {
      throw new Error("secret");
    },
  ],
  "throws a string": [
    500,
    () => {
      throw "secret";
    },
  ],
  "throws nothing": [
    500,
    () => {
      throw undefined;
    },
  ],
  "throws a Response": [
    418,
    () => {
      throw new Response("teapot", { status: 418 });
    },
  ],
  rejects: [500, () => Promise.reject(new Error("secret"))],
  "returns nothing": [500, () => undefined as unknown as Response],
  "returns an object": [500, async () => ({ status: 200 }) as unknown as Response],
  "returns Response.error()": [500, () => Response.error()],
  streams: [200, () => new Response(new Blob(["a", "b"]).stream())],
  "runs out of time": [504, () => new Promise(() => {})],
};

/** A policy, a page, its request and what the handler does. */
export interface Case {
  readonly origins: "*" | readonly string[];
  readonly resolved: readonly string[] | undefined;
  readonly methods: readonly string[] | undefined;
  readonly headers: readonly string[] | undefined;
  readonly exposed: readonly string[];
  readonly policyCredentials: boolean;
  readonly enforce: boolean;
  readonly byPath: boolean;
  readonly page: string;
  readonly method: string;
  readonly sent: readonly (readonly [name: string, value: string, safelisted: boolean])[];
  readonly mode: PageRequest["credentials"];
  readonly handler: string;
}

export const cases: fc.Arbitrary<Case> = fc.record({
  origins: fc.oneof(
    { weight: 1, arbitrary: fc.constant("*" as const) },
    { weight: 5, arbitrary: fc.subarray(Object.keys(PATTERNS), { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constant(["null"]) },
  ),
  resolved: fc.option(fc.subarray([...PAGES]), { nil: undefined, freq: 5 }),
  methods: fc.option(fc.subarray([...METHODS, "*"], { maxLength: 3 }), { nil: undefined }),
  headers: fc.option(fc.subarray(["Content-Type", "authorization", "x-a", "X-B", "*"]), { nil: undefined }),
  exposed: fc.subarray(["X-Read", "retry-after", "ETag", "*"]),
  policyCredentials: fc.boolean(),
  enforce: fc.boolean(),
  byPath: fc.boolean(),
  page: fc.constantFrom(...PAGES),
  method: fc.constantFrom(...METHODS),
  sent: fc.uniqueArray(fc.constantFrom(...REQUEST_HEADERS), { selector: ([name]) => name, maxLength: 3 }),
  mode: fc.constantFrom("omit", "same-origin", "include"),
  handler: fc.constantFrom(...Object.keys(HANDLERS)),
});

/** The case's policy, made valid where drawing made it not so. */
function configOf(drawn: Case): corskit.CorsConfig & { allowCredentials: boolean } {
  const { origins, resolved, methods, headers, exposed, enforce } = drawn;
  const cannot = origins === "*" || origins.includes("null") || exposed.includes("*");
  return {
    allowOrigins:
      resolved === undefined || origins === "*"
        ? origins
        : { patterns: origins, resolve: async (origin: string) => resolved.includes(origin) },
    allowMethods: methods,
    allowHeaders: headers,
    exposeHeaders: exposed,
    allowCredentials: drawn.policyCredentials && !cannot,
    enforce,
    dangerouslyAllowNullOrigin: true,
    dangerouslyAllowInsecureOrigins: true,
    dangerouslyAllowPartialLabels: true,
  };
}

/** What the policy's author meant. */
function intent(drawn: Case, allowCredentials: boolean): { readable: boolean; exposes: (name: string) => boolean } {
  const { origins, resolved, page, mode, exposed } = drawn;
  const methods = drawn.methods ?? ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"];
  const headers = (drawn.headers ?? ["authorization", "content-type"]).map((name) => name.toLowerCase());
  const originAllowed =
    origins === "*" ||
    origins.some((pattern) => (pattern === "null" ? page === "null" : PATTERNS[pattern]?.includes(page))) ||
    // Nobody in a database is called null: a resolver is not asked for it.
    (resolved?.includes(page) === true && page !== "null");
  const methodAllowed =
    ["GET", "HEAD", "POST", "*"].some((one) => one === drawn.method || (one === "*" && methods.includes("*"))) ||
    methods.includes(drawn.method);
  const headersAllowed = drawn.sent.every(([name, , safelisted]) => {
    const lower = name.toLowerCase();
    // Without credentials `*` leaves Authorization out, with them it takes everything in.
    return (
      safelisted ||
      headers.includes(lower) ||
      (headers.includes("*") && (lower !== "authorization" || allowCredentials))
    );
  });
  return {
    readable: originAllowed && methodAllowed && headersAllowed && (mode !== "include" || allowCredentials),
    exposes: (name) => exposed.includes("*") || exposed.some((one) => one.toLowerCase() === name),
  };
}

const ALWAYS_READABLE = new Set(["cache-control", "content-type", "content-length"]);

/** What the model of the browser says that the page reads. */
async function modelFetch(
  openPage: Library["openPage"],
  { origin, url, ...init }: PageRequest,
  server: (request: Request) => Response | Promise<Response>,
): Promise<PageResponse | null> {
  // The small browser follows no redirects. Of one that may be followed, the page sees nothing but that it may.
  const { verdict, response } = await openPage({ origin, server }).fetch(url, { ...init, redirect: "manual" });
  if (verdict === "opaque") return { status: 302, headers: [], body: "" };
  if (response === null) return null;
  return { status: response.status, headers: [...response.headers.keys()], body: await response.text() };
}

function same(what: string, actual: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: ${is}, not ${should}`);
}

function seen(response: PageResponse | null): unknown {
  return response === null ? null : [response.status, response.headers, response.body];
}

/**
 * @returns whether the page read the response
 * @throws Error where the promise is broken
 */
export async function keepsPromise({ cors, corsByPath, openPage }: Library, drawn: Case): Promise<boolean> {
  const config = configOf(drawn);
  const policy = drawn.byPath
    ? corsByPath({ "/a/*": config, "/*": { allowOrigins: ["https://other.example"] } })
    : cors(config);
  const [status, handler] = HANDLERS[drawn.handler] ?? [0, () => new Response()];
  const server = policy.wrap(handler, { timeout: drawn.handler === "runs out of time" ? 1 : undefined });
  const headers = Object.fromEntries(drawn.sent.map(([name, value]) => [name, value]));
  const request: PageRequest = {
    origin: drawn.page,
    url: "https://api.example.net/a/b",
    method: drawn.method,
    headers,
    credentials: drawn.mode,
  };
  const response = await modelFetch(openPage, request, server);
  const opinion = await pageFetch(request, server);
  const isRedirect = opinion?.status === 302;
  same("the two browsers", seen(response), isRedirect ? [302, [], ""] : seen(opinion));
  const { readable, exposes } = intent(drawn, config.allowCredentials);
  same("the page", response === null ? "blocked" : "readable", readable ? "readable" : "blocked");
  if (response === null) return false;
  same("the status", response.status, status);
  if (response.body.includes("secret")) throw new Error("the error is told to the page");
  for (const name of response.headers) {
    if (!exposes(name) && !ALWAYS_READABLE.has(name)) throw new Error(`${name} is exposed`);
  }
  return true;
}
