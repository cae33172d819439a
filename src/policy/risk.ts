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
  " github.io gitlab.io pages.dev workers.dev r2.dev trycloudflare.com vercel.app netlify.app herokuapp.com web.app " +
  "firebaseapp.com appspot.com a.run.app cloudfront.net amplifyapp.com s3.amazonaws.com on.aws azurewebsites.net " +
  "azurestaticapps.net azureedge.net onrender.com up.railway.app fly.dev deno.dev surge.sh glitch.me replit.app " +
  "replit.dev repl.co ngrok.io ngrok.app ngrok-free.app csb.app stackblitz.io webcontainer.io blogspot.com " +
  "wordpress.com myshopify.com ";

/** A top-level domain, or a registry's second level such as co.uk and com.au. */
const REGISTRY = /^[^.]+$|^(ac|co|com|edu|gov|net|org)\.[a-z]{2}$/;

/** What the `*` of a subdomain pattern stands in front of. */
export function suffixOf(host: string): string {
  return host.slice(host.indexOf(".") + 1).replace(/\.$/, "");
}

/**
 * What makes a valid pattern dangerous once cookies go along: the page at such an origin acts as
 * the visitor, and somebody else than the API's owner can be that page.
 */
export function credentialRisks(
  pattern: string,
  { scheme, host }: OriginParts,
  config: PolicyConfig,
): readonly CorsConfigCode[] {
  const risks: CorsConfigCode[] = [];
  const { dangerouslyAllowInsecureOrigins, dangerouslyAllowPublicSuffixes, dangerouslyAllowPartialLabels } = config;
  if (scheme !== "https://" && !dangerouslyAllowInsecureOrigins && !LOOPBACK.test(host)) risks.push("origin-insecure");
  if (pattern.includes("://*.")) {
    const suffix = suffixOf(host);
    const isOpen = OPEN_HOSTS.includes(` ${suffix} `) || REGISTRY.test(suffix);
    if (isOpen && !dangerouslyAllowPublicSuffixes && !LOOPBACK.test(host)) risks.push("origin-public-suffix");
  } else if (pattern.includes("://*") && !dangerouslyAllowPartialLabels) risks.push("origin-partial-label");
  return risks;
}
