import type { Answer, Header, Hop, Host, Scenario, Step } from "./scenario.ts";

/**
 * Without Path: so they belong to the scenario alone, whose name is in the URL. Few, since Chromium and Firefox keep
 * 180 for a site.
 */
const KEPT: readonly Header[] = [
  "plain=1",
  "lax=1; SameSite=Lax",
  "strict=1; SameSite=Strict",
  "none=1; SameSite=None",
  "open=1; SameSite=None; Secure",
  "part=1; SameSite=None; Secure; Partitioned",
  "partlax=1; SameSite=Lax; Secure; Partitioned",
].map((line) => ["Set-Cookie", line]);

/** At the limits of RFC 6265bis and over them. */
const LONG: readonly Header[] = [
  `pair=${"x".repeat(4092)}`,
  `pairs=${"x".repeat(4092)}`,
  // One that is ignored leaves the default, at which the cookie comes back.
  `path=1; Path=/${"x".repeat(1023)}`,
  `paths=1; Path=/${"x".repeat(1024)}`,
].map((line) => ["Set-Cookie", line]);

const BASE = {
  via: "fetch",
  uploadListener: false,
  method: "GET",
  headers: [],
  credentials: "include",
  mode: "cors",
  redirect: "follow",
  body: "none",
} as const satisfies Partial<Step>;

/** Lets the page pass, whatever its origin has become. */
function allows(origin: string): readonly Header[] {
  return [
    ["Access-Control-Allow-Origin", origin],
    ["Access-Control-Allow-Credentials", "true"],
    ["Access-Control-Allow-Methods", "PUT"],
  ];
}

/** A chain of redirects. @param setBy the hop that sets the cookies */
function chain(hosts: readonly [Host, ...Host[]], setBy = hosts.length - 1, cookies = KEPT): Step["hops"] {
  const hop = (host: Host, at: number): Hop => {
    const isTainted = hosts.some((one, index) => index < at && one !== "app" && hosts[index + 1] !== one);
    const headers = allows(isTainted ? "null" : "http://app.localhost:{port}");
    const isLast = at === hosts.length - 1;
    const actual = { status: isLast ? 200 : 302, headers: at === setBy ? [...headers, ...cookies] : headers };
    return { host, preflight: { status: 204, headers }, actual, ...(isLast ? {} : { to: "next" }) };
  };
  const [first, ...rest] = hosts;
  return [hop(first, 0), ...rest.map((host, index) => hop(host, index + 1))];
}

const NOTHING_ALLOWED: Answer = { status: 200, headers: KEPT };

/** Who sets cookies, and which host is asked whether they came to stay. */
const SETTERS: readonly (readonly [asked: Host, step: Partial<Step> & Pick<Step, "hops">])[] = [
  ["app", { hops: chain(["app"]) }],
  ["sub", { hops: chain(["sub"]) }],
  ["api", { hops: chain(["api"]) }],
  ["app", { hops: chain(["api", "app"]) }],
  ["sub", { hops: chain(["api", "sub"]) }],
  ["sub", { hops: chain(["app", "sub"]) }],
  ["app", { hops: chain(["app", "api", "app"]) }],
  ["api", { hops: chain(["app", "api"]) }],
  ["api", { hops: chain(["other", "api"]) }],
  ["api", { hops: chain(["api", "app", "api"]) }],
  ["api", { hops: chain(["api", "other"], 0) }],
  ["sub", { hops: chain(["sub", "api"], 0) }],
  ["app", { hops: chain(["app"]), credentials: "omit" }],
  ["app", { hops: chain(["app"]), credentials: "same-origin" }],
  ["sub", { hops: chain(["sub"]), credentials: "same-origin" }],
  ["api", { hops: chain(["api"]), credentials: "same-origin" }],
  ["sub", { hops: chain(["sub"]), mode: "no-cors" }],
  ["api", { hops: chain(["api"]), mode: "no-cors" }],
  ["sub", { hops: chain(["app", "sub"]), mode: "no-cors", credentials: "same-origin" }],
  ["api", { hops: chain(["app", "api"]), mode: "no-cors", credentials: "same-origin" }],
  ["sub", { hops: chain(["sub", "app"], 0), redirect: "manual" }],
  ["sub", { hops: chain(["sub", "app"], 0), redirect: "error" }],
  ["api", { hops: chain(["api"]), via: "xhr" }],
  ["app", { hops: chain(["app"], 0, LONG) }],
  // What the page may not read is kept all the same.
  ["sub", { hops: [{ host: "sub", preflight: NOTHING_ALLOWED, actual: NOTHING_ALLOWED }] }],
  ["api", { hops: [{ host: "api", preflight: NOTHING_ALLOWED, actual: NOTHING_ALLOWED }] }],
  // Nothing is kept of a preflight's answer.
  ["sub", { hops: [{ host: "sub", preflight: NOTHING_ALLOWED, actual: NOTHING_ALLOWED }], method: "PUT" }],
];

/** Steps of which the second shows what the first has left in the jar; the same each time. */
export const COOKIE_SCENARIOS: readonly Scenario[] = SETTERS.map(([asked, step], index) => ({
  id: `cookies.${index}`,
  steps: [
    { ...BASE, ...step, path: "set" },
    { ...BASE, hops: chain([asked], -1), path: "ask" },
  ],
}));
