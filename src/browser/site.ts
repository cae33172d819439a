/** How near to the reader's own machine a host is (https://wicg.github.io/local-network-access/#ip-address-space). */
export type AddressSpace = "loopback" | "local" | "public";

const LOOPBACK = /^(.+\.)?localhost\.?$|^127(\.\d+){3}$|^\[::1\]$/;
const LOCAL =
  /^10(\.\d+){3}$|^192\.168(\.\d+){2}$|^172\.(1[6-9]|2\d|3[01])(\.\d+){2}$|^169\.254(\.\d+){2}$|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])(\.\d+){2}$|^\[f[cd][0-9a-f]{2}:|^\[fe[89ab][0-9a-f]:|\.local\.?$/;

/** By the host alone: a name that resolves to a private address counts as public. */
export function addressSpaceOf({ hostname }: URL): AddressSpace {
  if (LOOPBACK.test(hostname)) return "loopback";
  return LOCAL.test(hostname) ? "local" : "public";
}

/** https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy */
export function isTrustworthy(url: URL): boolean {
  return url.protocol === "https:" || url.protocol === "wss:" || addressSpaceOf(url) === "loopback";
}

/** The usual second levels of registries, and the usual platforms that are public suffixes. */
const SUFFIX =
  /(^|\.)((ac|co|com|edu|gov|net|org)\.[a-z]{2}|(github|gitlab)\.io|(pages|workers|r2|fly|deno)\.dev|(vercel|netlify|web)\.app|(herokuapp|firebaseapp|appspot)\.com|cloudfront\.net)$/;

/**
 * https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site: the host's registrable domain. By a
 * short list in place of the public suffix list; pass another function where that matters.
 */
export function registrableDomain(host: string): string {
  if (/^\[|^\d+(\.\d+){3}$/.test(host)) return host;
  const labels = host.replace(/\.$/, "").split(".");
  const suffixLabels = SUFFIX.exec(host)?.[2]?.split(".").length ?? 1;
  return labels.slice(-(suffixLabels + 1)).join(".");
}
