import type { PolicyConfig } from "./config.ts";
import type { CorsConfigCode } from "./issue.ts";
import type { OriginParts } from "./origin.ts";

/** Hosts that only this machine answers for (https://www.rfc-editor.org/rfc/rfc6761#section-6.3). */
export const LOOPBACK: RegExp = /^([^/]+\.)?localhost\.?$|^127(\.\d+){3}$|^\[::1\]$/;

/**
 * The usual hosts where anybody can have a name. Not the whole public suffix list: 200 KB of data
 * have no place in front of every request, so that list is `corskit lint`'s.
 */
const OPEN_HOSTS =
  " github.io gitlab.io ngrok.io stackblitz.io webcontainer.io pages.dev workers.dev r2.dev fly.dev deno.dev " +
  "replit.dev vercel.app netlify.app web.app a.run.app up.railway.app replit.app ngrok.app ngrok-free.app csb.app " +
  "herokuapp.com firebaseapp.com amplifyapp.com trycloudflare.com appspot.com s3.amazonaws.com onrender.com " +
  "blogspot.com wordpress.com myshopify.com cloudfront.net azurewebsites.net azurestaticapps.net azureedge.net on.aws " +
  "surge.sh glitch.me repl.co ";

/** A top-level domain, or a registry's second level such as co.uk and com.au. */
const REGISTRY = /^([^.]+|(ac|co|com|edu|gov|net|org)\.[a-z]{2})$/;

/** What the `*` of a subdomain pattern stands in front of. */
export function suffixOf(host: string): string {
  return host.slice(host.indexOf(".") + 1).replace(/\.$/, "");
}

/**
 * What makes a valid pattern dangerous once cookies go along: the page at such an origin acts as
 * the visitor, and somebody else than the API's owner can be that page.
 */
export function findRisks(
  { scheme, host }: OriginParts,
  config: PolicyConfig,
  report: (code: CorsConfigCode) => void,
): void {
  const isLocal = LOOPBACK.test(host);
  const isWithTls = scheme === "https://" || isLocal || config.dangerouslyAllowInsecureOrigins;
  if (!isWithTls) report("origin-insecure");
  if (host.startsWith("*.")) {
    const suffix = suffixOf(host);
    const isOpen = OPEN_HOSTS.includes(` ${suffix} `) || REGISTRY.test(suffix);
    if (isOpen && !isLocal && !config.dangerouslyAllowPublicSuffixes) report("origin-public-suffix");
  } else if (host.startsWith("*") && !config.dangerouslyAllowPartialLabels) report("origin-partial-label");
}
