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
  /** Cookies of a site other than the page's: its own everywhere, one set for each page's site, or none. */
  readonly thirdParty: "allowed" | "partitioned" | "blocked";
  /** `Partitioned` is understood (https://github.com/privacycg/CHIPS). */
  readonly partitioned: boolean;
  /** Secure cookies may be set and sent on http://localhost. */
  readonly secureOnLoopback: boolean;
}

/** https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis, without third-party blocking. */
const STANDARD: CookieProfile = {
  defaultSameSite: "lax",
  noneNeedsSecure: true,
  schemefulSites: true,
  thirdParty: "allowed",
  partitioned: true,
  secureOnLoopback: true,
};

export const COOKIE_PROFILES: Readonly<Record<Engine, CookieProfile>> = {
  standard: STANDARD,
  chromium: STANDARD,
  // Total Cookie Protection; SameSite has no default yet.
  firefox: {
    ...STANDARD,
    defaultSameSite: "none",
    noneNeedsSecure: false,
    schemefulSites: false,
    thirdParty: "partitioned",
  },
  // Intelligent Tracking Prevention.
  webkit: {
    ...STANDARD,
    defaultSameSite: "none",
    noneNeedsSecure: false,
    schemefulSites: false,
    thirdParty: "blocked",
    secureOnLoopback: false,
  },
};
