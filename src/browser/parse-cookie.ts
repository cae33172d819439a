import { parseCookieDate } from "./cookie-date.ts";
import type { CookieProfile, SameSite } from "./cookie-profiles.ts";

/** A cookie that a jar keeps. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly sameSite: SameSite;
  /** The site of the pages that it belongs to alone; null where it is its own site's. */
  readonly partition: string | null;
  /** In milliseconds of the page's clock; infinite for a session cookie. */
  readonly expires: number;
}

/** A parsed Set-Cookie line. */
export interface ParsedCookie {
  readonly cookie: Cookie;
  readonly saysSameSite: boolean;
  readonly partitioned: boolean;
}

/** Control characters but HTAB. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/;
/** In bytes, which the characters of a header are. */
const LONGEST_PAIR = 4096;
const LONGEST_ATTRIBUTE = 1024;

/**
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6
 *
 * @param now in milliseconds
 * @returns why it is ignored, where it is
 */
export function parseSetCookie(line: string, url: URL, now: number, profile: CookieProfile): ParsedCookie | string {
  if (CONTROL.test(line)) return "it has a control character";
  const [pair = "", ...attributes] = line.split(";");
  const { name, value } = splitPair(pair, profile);
  if (name === "" && value === "") return "it has neither name nor value";
  if (name === "" && !profile.keepsNameless) return "it has no name";
  const limits = profile.limitsLength;
  if (limits && name.length + value.length > LONGEST_PAIR) return `it has more than ${LONGEST_PAIR} bytes`;

  const given = new Map(
    attributes.map((one) => split(one)).filter(([, text]) => !limits || text.length <= LONGEST_ATTRIBUTE),
  );
  const domain = given.get("domain")?.replace(/^\./, "").toLowerCase() ?? "";
  const isAddress = /^\[|^\d+(\.\d+){3}$/.test(url.hostname);
  if (domain !== "" && url.hostname !== domain && (isAddress || !url.hostname.endsWith(`.${domain}`))) {
    return `Domain=${domain} is not the host's own`;
  }
  const path = given.get("path") ?? "";
  const secure = given.has("secure");
  const broken = profile.enforcesPrefixes ? brokenPrefix(name, value, given) : null;
  if (broken !== null) return broken;
  const sameSite = /^(strict|lax|none)$/i.exec(given.get("samesite") ?? "")?.[0]?.toLowerCase() as SameSite | undefined;
  const cookie: Cookie = {
    name,
    value,
    domain: domain === "" ? url.hostname : domain,
    hostOnly: domain === "",
    path: path.startsWith("/") ? path : url.pathname.replace(/\/[^/]*$/, "") || "/",
    secure,
    sameSite: sameSite ?? profile.defaultSameSite,
    partition: null,
    expires: expiryOf(given, now),
  };
  return { cookie, saysSameSite: sameSite !== undefined, partitioned: given.has("partitioned") };
}

type Attributes = ReadonlyMap<string, string>;

function splitPair(pair: string, { bareIs }: CookieProfile): Pick<Cookie, "name" | "value"> {
  const equals = pair.indexOf("=");
  if (equals >= 0) return { name: pair.slice(0, equals).trim(), value: pair.slice(equals + 1).trim() };
  const text = pair.trim();
  return { name: bareIs === "name" ? text : "", value: bareIs === "value" ? text : "" };
}

function split(attribute: string): readonly [name: string, value: string] {
  const equals = attribute.indexOf("=");
  const name = equals < 0 ? attribute : attribute.slice(0, equals);
  return [name.trim().toLowerCase(), equals < 0 ? "" : attribute.slice(equals + 1).trim()];
}

/** The last two: https://datatracker.ietf.org/doc/draft-ietf-httpbis-layered-cookies/ */
const PREFIXES: Readonly<Record<string, string>> = {
  "__secure-": "__Secure- needs Secure",
  "__host-": "__Host- needs Secure and Path=/, and no Domain",
  "__http-": "__Http- needs Secure and HttpOnly",
  "__host-http-": "__Host-Http- needs Secure, HttpOnly and Path=/, and no Domain",
};

/** @returns what a name promises and the attributes do not keep, or null */
function brokenPrefix(name: string, value: string, given: Attributes): string | null {
  const prefix = /^__(?:secure|host-http|host|http)-/i.exec(name === "" ? value : name)?.[0].toLowerCase();
  if (prefix === undefined) return null;
  // A server would take it for the name.
  if (name === "") return `it has no name, and its value begins with ${prefix}`;
  const isHost = given.get("path") === "/" && (given.get("domain") ?? "") === "";
  const isKept =
    given.has("secure") &&
    (isHost || !prefix.startsWith("__host-")) &&
    (given.has("httponly") || !prefix.endsWith("http-"));
  return isKept ? null : (PREFIXES[prefix] ?? null);
}

function expiryOf(given: Attributes, now: number): number {
  const maxAge = given.get("max-age");
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return now + Number(maxAge) * 1000;
  return parseCookieDate(given.get("expires") ?? "") ?? Number.POSITIVE_INFINITY;
}
