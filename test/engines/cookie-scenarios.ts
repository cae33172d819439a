import { chain, STEP } from "./fixed.ts";
import type { Answer, Header, Host, Scenario, Step } from "./scenario.ts";

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

/** A chain of redirects whose last hop sets cookies, or another. */
function setBy(hosts: readonly [Host, ...Host[]], at = hosts.length - 1, lines = KEPT): Step["hops"] {
  return chain(hosts, at, lines);
}

const INCLUDE = { ...STEP, credentials: "include" } as const;

const NOTHING_ALLOWED: Answer = { status: 200, headers: KEPT };

/** Who sets cookies, and which host is asked whether they came to stay. */
const SETTERS: readonly (readonly [asked: Host, step: Partial<Step> & Pick<Step, "hops">])[] = [
  ["app", { hops: setBy(["app"]) }],
  ["sub", { hops: setBy(["sub"]) }],
  ["api", { hops: setBy(["api"]) }],
  ["app", { hops: setBy(["api", "app"]) }],
  ["sub", { hops: setBy(["api", "sub"]) }],
  ["sub", { hops: setBy(["app", "sub"]) }],
  ["app", { hops: setBy(["app", "api", "app"]) }],
  ["api", { hops: setBy(["app", "api"]) }],
  ["api", { hops: setBy(["other", "api"]) }],
  ["api", { hops: setBy(["api", "app", "api"]) }],
  ["api", { hops: setBy(["api", "other"], 0) }],
  ["sub", { hops: setBy(["sub", "api"], 0) }],
  ["app", { hops: setBy(["app"]), credentials: "omit" }],
  ["app", { hops: setBy(["app"]), credentials: "same-origin" }],
  ["sub", { hops: setBy(["sub"]), credentials: "same-origin" }],
  ["api", { hops: setBy(["api"]), credentials: "same-origin" }],
  ["sub", { hops: setBy(["sub"]), mode: "no-cors" }],
  ["api", { hops: setBy(["api"]), mode: "no-cors" }],
  ["sub", { hops: setBy(["app", "sub"]), mode: "no-cors", credentials: "same-origin" }],
  ["api", { hops: setBy(["app", "api"]), mode: "no-cors", credentials: "same-origin" }],
  ["sub", { hops: setBy(["sub", "app"], 0), redirect: "manual" }],
  ["sub", { hops: setBy(["sub", "app"], 0), redirect: "error" }],
  ["api", { hops: setBy(["api"]), via: "xhr" }],
  ["app", { hops: setBy(["app"], 0, LONG) }],
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
    { ...INCLUDE, ...step, path: "set" },
    { ...INCLUDE, hops: chain([asked]), path: "ask" },
  ],
}));
