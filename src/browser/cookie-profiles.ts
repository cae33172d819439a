import type { Engine } from "./engine-profile.ts";

export type SameSite = "strict" | "lax" | "none";

/** What an engine does with cookies by default, apart from what a visitor or a site arranges. */
export interface CookieProfile {
  /** What a cookie without SameSite is taken for. */
  readonly defaultSameSite: SameSite;
  /** SameSite=None without Secure is rejected. */
  readonly noneNeedsSecure: boolean;
  /** http: and https: of one domain are two sites. */
  readonly schemefulSites: boolean;
  /** Whether a redirect through another site is one for SameSite: where cookies are sent and kept, sent alone, or not. */
  readonly sameSiteMindsRedirects: "always" | "sending" | "never";
  /** Cookies of a site other than the page's: its own everywhere, one set for each page's site, or none. */
  readonly thirdParty: "allowed" | "partitioned" | "blocked";
  /** Those of the page's own site are a third party's after a redirect through another site. */
  readonly redirectsMakeThirdParty: boolean;
  /** `Partitioned` is understood (https://github.com/privacycg/CHIPS). */
  readonly partitioned: boolean;
  /** Secure cookies may be set and sent on http://localhost. */
  readonly secureOnLoopback: boolean;
  /** `__Host-` and the like ask for what they promise. */
  readonly enforcesPrefixes: boolean;
  /** A name and value of more than 4096 bytes, and an attribute of more than 1024, are ignored. */
  readonly limitsLength: boolean;
  /** What `Set-Cookie: a` is: a value without a name, a name without a value, or nothing. */
  readonly bareIs: "value" | "name" | "nothing";
  /** `Set-Cookie: =a` is kept. */
  readonly keepsNameless: boolean;
  /** A cookie takes the place of the one that it replaces: always, or where its value is the same. */
  readonly keepsPlace: "always" | "same value";
  /** Of paths of one length, those of longer domains come first, and `Domain` before none. */
  readonly ordersByDomain: boolean;
}

/** https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis, without third-party blocking. */
const STANDARD: CookieProfile = {
  defaultSameSite: "lax",
  noneNeedsSecure: true,
  schemefulSites: true,
  sameSiteMindsRedirects: "always",
  thirdParty: "allowed",
  redirectsMakeThirdParty: false,
  partitioned: true,
  secureOnLoopback: true,
  enforcesPrefixes: true,
  limitsLength: true,
  bareIs: "value",
  keepsNameless: true,
  keepsPlace: "always",
  ordersByDomain: false,
};

export const COOKIE_PROFILES: Readonly<Record<Engine, CookieProfile>> = {
  standard: STANDARD,
  chromium: { ...STANDARD, sameSiteMindsRedirects: "never", keepsPlace: "same value" },
  // Total Cookie Protection; SameSite has no default yet.
  firefox: {
    ...STANDARD,
    defaultSameSite: "none",
    schemefulSites: false,
    sameSiteMindsRedirects: "sending",
    thirdParty: "partitioned",
    bareIs: "name",
    keepsNameless: false,
  },
  // WebKitGTK with Intelligent Tracking Prevention, which Safari has on by default; without it, it was seen to have no
  // default for SameSite, nor to mind redirects. What it makes of Set-Cookie is libsoup's doing and not Safari's:
  // Partitioned, prefixes, lengths, names and order.
  webkit: {
    ...STANDARD,
    defaultSameSite: "none",
    noneNeedsSecure: false,
    schemefulSites: false,
    sameSiteMindsRedirects: "never",
    thirdParty: "blocked",
    redirectsMakeThirdParty: true,
    partitioned: false,
    secureOnLoopback: false,
    enforcesPrefixes: false,
    limitsLength: false,
    bareIs: "nothing",
    ordersByDomain: true,
  },
};
