import { extractTokens, type HeaderList } from "./header-list.ts";
import { isForbiddenResponseHeader } from "./forbidden-headers.ts";
import type { CredentialsMode, Tainting } from "./request.ts";

/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
const SAFELISTED = /^(cache-control|content-language|content-length|content-type|expires|last-modified|pragma)$/i;

/** Whether pages read it without permission. */
export function isSafelistedResponseHeader(name: string): boolean {
  return SAFELISTED.test(name);
}

/**
 * The header lines that JavaScript sees (https://fetch.spec.whatwg.org/#main-fetch, step 14, and the
 * filtered responses that it makes).
 */
export function readableHeaders(headers: HeaderList, tainting: Tainting, credentials: CredentialsMode): HeaderList {
  if (tainting === "opaque") return [];
  const visible = headers.filter(([name]) => !isForbiddenResponseHeader(name));
  if (tainting === "basic") return visible;
  const listed = extractTokens(headers, "access-control-expose-headers");
  const exposed = new Set(Array.isArray(listed) ? listed.map((name: string) => name.toLowerCase()) : []);
  const all = credentials !== "include" && exposed.has("*");
  return visible.filter(([name]) => all || isSafelistedResponseHeader(name) || exposed.has(name.toLowerCase()));
}
