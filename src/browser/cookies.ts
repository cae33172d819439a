import { COOKIE_PROFILES, type CookieProfile, type SameSite } from "./cookie-profiles.ts";
import { valuesOf } from "./header-list.ts";
import { parseSetCookie, type Cookie } from "./parse-cookie.ts";
import type { Engine } from "./engine-profile.ts";
import type { FetchRequest, NetworkResponse } from "./request.ts";
import { isTrustworthy, registrableDomain } from "./site.ts";

/** What became of a cookie, and why not if it did not. */
export interface CookieDecision {
  readonly name: string;
  readonly url: string;
  readonly action: "sent" | "withheld" | "stored" | "rejected";
  readonly reason: string | null;
}

/** How a request stands to the page that makes it. */
interface Context {
  readonly url: URL;
  /** For SameSite, of the cookies that go along. */
  readonly sendsAcross: boolean;
  /** For SameSite, of the cookies that come back. */
  readonly keepsAcross: boolean;
  readonly isThirdParty: boolean;
  /** Of all three, what makes it so. */
  readonly why: string;
  /** The page's site, by which cookies are partitioned. */
  readonly topSite: string;
}

/**
 * The browser's cookies, as far as a page's fetches touch them, with the reason for each that is not sent
 * or not kept: CORS being right does not bring a cookie along.
 */
export class CookieJar {
  readonly #profile: CookieProfile;
  readonly #now: () => number;
  readonly #siteOf: (host: string) => string;
  #cookies: readonly Cookie[] = [];

  /** @param siteOf the registrable domain of a host, by the public suffix list where that matters */
  constructor(engine: Engine, now: () => number, siteOf: (host: string) => string = registrableDomain) {
    this.#profile = COOKIE_PROFILES[engine];
    this.#now = now;
    this.#siteOf = siteOf;
  }

  get cookies(): readonly Cookie[] {
    return this.#cookies.filter(({ expires }) => expires > this.#now());
  }

  /**
   * Sets a cookie as a page or a response of that URL's own site would: on an earlier visit, say.
   *
   * @returns what became of it
   */
  set(url: string | URL, setCookie: string): CookieDecision {
    const target = new URL(url);
    const atHome = { sendsAcross: false, keepsAcross: false, isThirdParty: false, why: "" };
    return this.#store({ url: target, ...atHome, topSite: this.#partitionKey(target) }, setCookie);
  }

  /** The Cookie header for a request, or null. @param told gets what is decided on each cookie */
  header(url: URL, request: FetchRequest, told: CookieDecision[]): string | null {
    const context = this.#contextOf(url, request);
    const sent: Cookie[] = [];
    for (const cookie of this.cookies) {
      if (!covers(cookie, url)) continue;
      const reason = this.#reasonToWithhold(cookie, context);
      told.push({ name: cookie.name, url: url.href, action: reason === null ? "sent" : "withheld", reason });
      if (reason === null) sent.push(cookie);
    }
    const ordered = sent.toSorted((a, b) => precedence(a, b, this.#profile));
    return ordered.length === 0
      ? null
      : ordered.map(({ name, value }) => (name === "" ? value : `${name}=${value}`)).join("; ");
  }

  /** Keeps what a response sets. @param told gets what is decided on each cookie */
  keep(url: URL, request: FetchRequest, response: NetworkResponse, told: CookieDecision[]): void {
    const context = this.#contextOf(url, request);
    for (const line of valuesOf(response.headers, "set-cookie")) told.push(this.#store(context, line));
  }

  #store(context: Context, line: string): CookieDecision {
    const { url } = context;
    const parsed = parseSetCookie(line, url, this.#now(), this.#profile);
    const reason = typeof parsed === "string" ? parsed : this.#reasonToReject(parsed, context);
    const name = line.split(/[=;]/, 1)[0]?.trim() ?? "";
    if (typeof parsed === "string" || reason !== null) return { name, url: url.href, action: "rejected", reason };
    const cookie = { ...parsed.cookie, partition: this.#partitionOf(parsed.partitioned, context) };
    const same = (other: Cookie): boolean =>
      other.name === cookie.name &&
      other.domain === cookie.domain &&
      other.path === cookie.path &&
      other.partition === cookie.partition;
    const before = this.cookies;
    const known = before.findIndex(same);
    // With the place, it takes the age of the one before it.
    const keepsPlace = this.#profile.keepsPlace === "always" || before[known]?.value === cookie.value;
    this.#cookies =
      known >= 0 && keepsPlace ? before.with(known, cookie) : [...before.filter((_, index) => index !== known), cookie];
    return { name, url: url.href, action: "stored", reason: null };
  }

  #partitionOf(partitioned: boolean, { isThirdParty, topSite }: Context): string | null {
    const { thirdParty, partitioned: understood } = this.#profile;
    return (partitioned && understood) || (isThirdParty && thirdParty === "partitioned") ? topSite : null;
  }

  #reasonToReject(parsed: Exclude<ReturnType<typeof parseSetCookie>, string>, context: Context): string | null {
    const { cookie } = parsed;
    const { noneNeedsSecure, secureOnLoopback, thirdParty } = this.#profile;
    const { url, keepsAcross, isThirdParty, why } = context;
    const partitioned = parsed.partitioned && this.#profile.partitioned;
    const secure = url.protocol === "https:" || (secureOnLoopback && isTrustworthy(url));
    if (cookie.secure && !secure) return "Secure, and the response did not come over https";
    if (cookie.sameSite === "none" && parsed.saysSameSite && noneNeedsSecure && !cookie.secure) {
      return "SameSite=None needs Secure";
    }
    if (partitioned && !cookie.secure) return "Partitioned needs Secure";
    const suffix = !cookie.hostOnly && cookie.domain !== url.hostname && this.#isSuffix(cookie.domain);
    if (suffix) return `Domain=${cookie.domain} is a public suffix`;
    const covering = (other: Cookie): boolean => other.secure && other.name === cookie.name && covers(other, url);
    if (!cookie.secure && !secure && this.cookies.some(covering)) return "a Secure cookie of this name is there";
    if (keepsAcross && cookie.sameSite !== "none") return crossSiteReason(cookie.sameSite, parsed.saysSameSite, why);
    return isThirdParty && thirdParty === "blocked" && !partitioned
      ? `third-party cookies are blocked, and ${why}`
      : null;
  }

  #reasonToWithhold(cookie: Cookie, { url, sendsAcross, isThirdParty, topSite, why }: Context): string | null {
    const { secureOnLoopback, thirdParty } = this.#profile;
    const secure = url.protocol === "https:" || (secureOnLoopback && isTrustworthy(url));
    if (cookie.secure && !secure) return "Secure, and the request does not go over https";
    if (cookie.partition !== null && cookie.partition !== topSite) return "Partitioned, and set under another site";
    if (sendsAcross && cookie.sameSite !== "none") return crossSiteReason(cookie.sameSite, true, why);
    if (!isThirdParty || cookie.partition !== null) return null;
    if (thirdParty === "partitioned")
      return "cookies of another site are kept apart for each site, and this one was set on its own";
    return thirdParty === "blocked" ? `third-party cookies are blocked, and ${why}` : null;
  }

  #contextOf(url: URL, { origin, urls }: FetchRequest): Context {
    const page = URL.canParse(origin) ? new URL(origin) : null;
    const isElsewhere = (hop: URL): boolean => page === null || this.#site(hop) !== this.#site(page);
    const [isAcross, wasAcross] = [isElsewhere(url), urls.some(isElsewhere)];
    const { sameSiteMindsRedirects, redirectsMakeThirdParty } = this.#profile;
    return {
      url,
      topSite: page === null ? "null" : this.#partitionKey(page),
      sendsAcross: sameSiteMindsRedirects === "never" ? isAcross : wasAcross,
      keepsAcross: sameSiteMindsRedirects === "always" ? wasAcross : isAcross,
      isThirdParty: redirectsMakeThirdParty ? wasAcross : isAcross,
      why: isAcross ? "page and server are different sites" : "a redirect went through another site",
    };
  }

  /** Whether a name under it is a site of its own. */
  #isSuffix(domain: string): boolean {
    return this.#siteOf(`x.${domain}`) === `x.${domain}`;
  }

  #site(url: URL): string {
    return this.#profile.schemefulSites ? this.#partitionKey(url) : this.#siteOf(url.hostname);
  }

  /** It has a scheme, also where sites have none to SameSite. */
  #partitionKey({ protocol, hostname }: URL): string {
    return `${protocol}//${this.#siteOf(hostname)}`;
  }
}

/** https://www.rfc-editor.org/rfc/rfc6265#section-5.4, step 2: longer paths first; else the older, as they stand. */
function precedence(a: Cookie, b: Cookie, { ordersByDomain }: CookieProfile): number {
  const byPath = b.path.length - a.path.length;
  if (byPath !== 0 || !ordersByDomain) return byPath;
  return b.domain.length - a.domain.length || Number(a.hostOnly) - Number(b.hostOnly);
}

function crossSiteReason(sameSite: SameSite, says: boolean, why: string): string {
  const name = sameSite === "strict" ? "Strict" : "Lax";
  const how = says ? `SameSite=${name}` : `no SameSite, which counts as ${name}`;
  return `${how}, and ${why}; SameSite=None; Secure would go along`;
}

/** https://www.rfc-editor.org/rfc/rfc6265#section-5.1.3 and 5.1.4 */
function covers({ domain, hostOnly, path }: Cookie, { hostname, pathname }: URL): boolean {
  const host = hostname === domain || (!hostOnly && hostname.endsWith(`.${domain}`));
  return host && (pathname === path || pathname.startsWith(path.endsWith("/") ? path : `${path}/`));
}
