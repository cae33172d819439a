import { nameOf } from "./address.ts";
import type { Header, Host } from "./scenario.ts";

/** What decides by whom a cookie is kept and sent. `{host}` stands for the host that sets it. */
const BY_SITE: Readonly<Record<string, string>> = {
  plain: "Path=/",
  lax: "Path=/; SameSite=Lax",
  strict: "Path=/; SameSite=Strict",
  none: "Path=/; SameSite=None",
  odd: "Path=/; SameSite=Whatever; Secure",
  empty: "Path=/; SameSite; Secure",
  stricter: "Path=/; SameSite=None; SameSite=Strict; Secure",
  looser: "Path=/; SameSite=Strict; SameSite=None; Secure",
  unread: "Path=/; SameSite=None; SameSite=Whatever; Secure",
  secure: "Path=/; Secure",
  open: "Path=/; SameSite=None; Secure",
  part: "Path=/; SameSite=None; Secure; Partitioned",
  partlax: "Path=/; SameSite=Lax; Secure; Partitioned",
  partopen: "Path=/; SameSite=None; Partitioned",
  partplain: "Path=/; Partitioned",
  domain: "Path=/; SameSite=None; Secure; Domain={host}",
  parent: "Path=/; SameSite=None; Secure; Domain=app.localhost",
  suffix: "Path=/; SameSite=None; Secure; Domain=localhost",
};

/** What is the same for every site. `{by}` is part of the name, so that nobody else's cookie is replaced. */
const SYNTAX: readonly string[] = [
  "bare-{by}; Path=/",
  "=nameless-{by}; Path=/x",
  "; Path=/",
  "= ; Path=/",
  " spaced-{by} = a b ;Path=/",
  'quoted-{by}="a;b"; Path=/',
  "equals-{by}=a=b; Path=/",
  "control-{by}=a\x01b; Path=/",
  "twice-{by}=1; Path=/",
  "loud-{by}=1; PATH=/; SECURE; SAMESITE=NONE",
  "twice-{by}=2; Path=/",
  "again-{by}=1; Path=/",
  "between-{by}=1; Path=/",
  "again-{by}=1; Path=/",
  "untrue-{by}=1; Path=/; Secure=false",
  "under-{by}=1; Path=/x",
  "under-slash-{by}=1; Path=/x/",
  "beginning-{by}=1; Path=/x/a/",
  "elsewhere-{by}=1; Path=/elsewhere",
  "other-case-{by}=1; Path=/X",
  "pathless-{by}=1",
  "path-empty-{by}=1; Path=",
  "path-relative-{by}=1; Path=x",
  "path-twice-{by}=1; Path=/elsewhere; Path=/",
  "path-empty-later-{by}=1; Path=/elsewhere; Path=",
  "domain-empty-{by}=1; Path=/; Domain=",
  "domain-dot-{by}=1; Path=/; Domain=.{host}",
  "domain-dots-{by}=1; Path=/; Domain=..{host}",
  "domain-end-{by}=1; Path=/; Domain={host}.",
  "domain-loud-{by}=1; Path=/; Domain=APP.localhost",
  "domain-port-{by}=1; Path=/; Domain={host}:80",
  "domain-below-{by}=1; Path=/; Domain=sub.{host}",
  "domain-foreign-{by}=1; Path=/; Domain=example.com",
  "domain-twice-{by}=1; Path=/; Domain=example.com; Domain={host}",
  "domain-foreign-later-{by}=1; Path=/; Domain={host}; Domain=example.com",
  "domain-empty-later-{by}=1; Path=/; Domain=example.com; Domain=",
  "age-0-{by}=1; Path=/; Max-Age=0",
  "age-day-{by}=1; Path=/; Max-Age=86400",
  "age-negative-{by}=1; Path=/; Max-Age=-1",
  "age-word-{by}=1; Path=/; Max-Age=x",
  "age-unit-{by}=1; Path=/; Max-Age=0s",
  "age-part-{by}=1; Path=/; Max-Age=0.5",
  'age-quoted-{by}=1; Path=/; Max-Age="0"',
  "age-huge-{by}=1; Path=/; Max-Age=99999999999999999999",
  "expired-{by}=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
  "expired-dashes-{by}=1; Path=/; Expires=Thu, 01-Jan-1970 00:00:00 GMT",
  "expired-70-{by}=1; Path=/; Expires=Thu, 01-Jan-70 00:00:00 GMT",
  "expires-69-{by}=1; Path=/; Expires=Tue, 01-Jan-69 00:00:00 GMT",
  "expired-zone-{by}=1; Path=/; Expires=Wed, 01 Jan 2020 00:00:00 +0100",
  "expired-iso-{by}=1; Path=/; Expires=2020-01-01T00:00:00Z",
  "expired-number-{by}=1; Path=/; Expires=0",
  "expires-late-{by}=1; Path=/; Expires=Fri, 31 Dec 9999 23:59:59 GMT",
  "expires-word-{by}=1; Path=/; Expires=never",
  "age-first-{by}=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=86400",
];

/** Names that ask for something. */
const PREFIXED: readonly string[] = [
  "__Host-{by}=1; Path=/; SameSite=None; Secure",
  "__Host-{by}-loose=1; Path=/; SameSite=None",
  "__host-{by}-path=1; Path=/x; SameSite=None; Secure",
  "__Host-{by}-pathless=1; SameSite=None; Secure",
  "__Host-{by}-domain=1; Path=/; SameSite=None; Secure; Domain={host}",
  "__Host-{by}-nodomain=1; Path=/; SameSite=None; Secure; Domain=",
  "__Secure-{by}=1; Path=/; SameSite=None; Secure",
  "__secure-{by}-loose=1; Path=/",
  "=__Secure-{by}; Path=/x/; Secure",
  "__Http-{by}=1; Path=/; Secure",
  "__Http-{by}-only=1; Path=/; Secure; HttpOnly",
  "__Host-Http-{by}=1; Path=/; Secure",
];

const SITE_COOKIES: readonly string[] = Object.keys(BY_SITE).map((name) => `{by}-${name}=1; ${BY_SITE[name]}`);

/** On the way to the page, in this order: each host sets cookies as the site that is visited. */
export const VISITED: readonly Host[] = ["api", "other", "sub", "app"];
/** Then these do so as the page's guests. */
export const GUESTS: readonly Host[] = ["api", "other", "sub"];

/** What a host sets as the visited site. */
export function firstCookies(host: Host): readonly Header[] {
  return setCookies(host === "app" ? [...SITE_COOKIES, ...SYNTAX, ...PREFIXED] : SITE_COOKIES, "first", host);
}

/** What it answers to a page whose guest it is. */
export function guestLines(host: Host, origin: string): readonly Header[] {
  return [
    ["Access-Control-Allow-Origin", origin],
    ["Access-Control-Allow-Credentials", "true"],
    ...setCookies(SITE_COOKIES, "guest", host),
  ];
}

function setCookies(lines: readonly string[], by: string, host: Host): readonly Header[] {
  return lines.map((line) => ["Set-Cookie", line.replace("{by}", `${by}-${host}`).replace("{host}", nameOf(host))]);
}

/** The pairs in a Cookie header, in their order. */
export function cookiePairs(header: string | null): readonly string[] {
  return header === null ? [] : header.split("; ");
}
