import type { SameSite } from "./cookie-profiles.ts";

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

/**
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6
 *
 * @param now in milliseconds
 * @returns why it is ignored, where it is
 */
export function parseSetCookie(line: string, url: URL, now: number, defaultSameSite: SameSite): ParsedCookie | string {
  const [pair = "", ...attributes] = line.split(";");
  const equals = pair.indexOf("=");
  const name = pair.slice(0, Math.max(equals, 0)).trim();
  const value = pair.slice(equals + 1).trim();
  if (name === "" && value === "") return "it has neither name nor value";

  const given = new Map(attributes.map((attribute) => split(attribute)));
  const domain = given.get("domain")?.replace(/^\./, "").toLowerCase() ?? "";
  const isAddress = /^\[|^\d+(\.\d+){3}$/.test(url.hostname);
  if (domain !== "" && url.hostname !== domain && (isAddress || !url.hostname.endsWith(`.${domain}`))) {
    return `Domain=${domain} is not the host's own`;
  }
  const path = given.get("path") ?? "";
  const secure = given.has("secure");
  if (/^__secure-/i.test(name) && !secure) return "__Secure- needs Secure";
  if (/^__host-/i.test(name) && (!secure || path !== "/" || domain !== "")) {
    return "__Host- needs Secure and Path=/, and no Domain";
  }
  const sameSite = /^(strict|lax|none)$/i.exec(given.get("samesite") ?? "")?.[0]?.toLowerCase() as SameSite | undefined;
  const cookie: Cookie = {
    name,
    value,
    domain: domain === "" ? url.hostname : domain,
    hostOnly: domain === "",
    path: path.startsWith("/") ? path : url.pathname.replace(/\/[^/]*$/, "") || "/",
    secure,
    sameSite: sameSite ?? defaultSameSite,
    partition: null,
    expires: expiryOf(given, now),
  };
  return { cookie, saysSameSite: sameSite !== undefined, partitioned: given.has("partitioned") };
}

function split(attribute: string): readonly [name: string, value: string] {
  const equals = attribute.indexOf("=");
  const name = equals < 0 ? attribute : attribute.slice(0, equals);
  return [name.trim().toLowerCase(), equals < 0 ? "" : attribute.slice(equals + 1).trim()];
}

function expiryOf(given: ReadonlyMap<string, string>, now: number): number {
  const maxAge = given.get("max-age");
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return now + Number(maxAge) * 1000;
  const date = Date.parse(given.get("expires") ?? "");
  return Number.isNaN(date) ? Number.POSITIVE_INFINITY : date;
}
