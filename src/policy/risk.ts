import { fillIn, originParts } from "./origin.ts";
import { show, type CorsConfigCode } from "./issue.ts";
import type { PolicyConfig } from "./config.ts";

/** Hosts that only this machine answers for (https://www.rfc-editor.org/rfc/rfc6761#section-6.3). */
export const LOOPBACK: RegExp = /^([^/]+\.)?localhost\.?$|^127(\.\d+){3}$|^\[::1\]$/;

/**
 * The usual hosts where anybody can have a name. Not the whole public suffix list: 200 KB of data
 * have no place in front of every request, so that list is `corskit lint`'s.
 */
const OPEN_HOSTS: ReadonlySet<string> = new Set(
  (
    "github.io gitlab.io pages.dev workers.dev r2.dev trycloudflare.com vercel.app netlify.app herokuapp.com web.app " +
    "firebaseapp.com appspot.com a.run.app cloudfront.net amplifyapp.com s3.amazonaws.com on.aws azurewebsites.net " +
    "azurestaticapps.net azureedge.net onrender.com up.railway.app fly.dev deno.dev surge.sh glitch.me replit.app " +
    "replit.dev repl.co ngrok.io ngrok.app ngrok-free.app csb.app stackblitz.io webcontainer.io blogspot.com " +
    "wordpress.com myshopify.com"
  ).split(" "),
);

/** A top-level domain, or a registry's second level such as co.uk and com.au. */
const REGISTRY = /^[^.]+$|^(ac|co|com|edu|gov|net|org)\.[a-z]{2}$/;

interface Risk {
  readonly code: CorsConfigCode;
  readonly message: string;
  readonly fix: string;
}

/**
 * What makes a valid pattern dangerous once cookies go along: the page at such an origin acts as
 * the visitor, and somebody else than the API's owner can be that page.
 */
export function credentialRisks(pattern: string, config: PolicyConfig): Risk[] {
  const { scheme, host } = originParts(fillIn(pattern)) ?? { scheme: "", host: "" };
  const local = LOOPBACK.test(host);
  const [, tail] = pattern.split("://*");
  const suffix = host.slice(host.indexOf(".") + 1).replace(/\.$/, "");
  const ownName = show(pattern.replace("*", "your-app"));
  const risks: Risk[] = [];
  if (scheme !== "https://" && !local && !config.dangerouslyAllowInsecureOrigins) {
    risks.push({
      code: "origin-insecure",
      message: `${pattern} with credentials: without TLS, whoever controls the network speaks for this origin`,
      fix:
        scheme === "http://"
          ? show(pattern.replace(/^http/, "https").replace(/:443$/, ""))
          : "dangerouslyAllowInsecureOrigins: true",
    });
  }
  if (tail !== undefined && !tail.startsWith(".") && !config.dangerouslyAllowPartialLabels) {
    risks.push({
      code: "origin-partial-label",
      message: `${pattern} with credentials: strangers may be able to register a name that ends so`,
      fix: ownName,
    });
  }
  if (
    tail?.startsWith(".") &&
    (OPEN_HOSTS.has(suffix) || REGISTRY.test(suffix)) &&
    !local &&
    !config.dangerouslyAllowPublicSuffixes
  ) {
    risks.push({
      code: "origin-public-suffix",
      message: `${pattern} with credentials: anybody can register a name under ${suffix}`,
      fix: ownName,
    });
  }
  return risks;
}
