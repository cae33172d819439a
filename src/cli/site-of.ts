import { getDomain } from "tldts";

/**
 * The registrable domain of a host by the whole public suffix list (https://publicsuffix.org), suffixes of hosting
 * platforms such as `github.io` among them. A host that has none, such as an IP address, is its own site.
 */
export function siteOf(host: string): string {
  return getDomain(host, { allowPrivateDomains: true }) ?? host;
}
