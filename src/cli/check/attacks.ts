import { parse } from "tldts";
import { addressSpaceOf } from "../../browser/site.ts";

/** An origin that no list should hold, and the mistake that lets it in. */
export interface Attack {
  readonly trick: string;
  readonly origin: string;
}

/** Where anybody gets a name for nothing. */
const HOSTINGS = ["github.io", "vercel.app", "netlify.app", "pages.dev"];

/**
 * What scanners and attackers try against a list that holds an origin
 * (https://portswigger.net/web-security/ssrf/url-validation-bypass-cheat-sheet).
 *
 * @param given an origin that is to be let in
 */
export function attacksOn(given: string): readonly Attack[] {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return STRANGERS;
  const { protocol, hostname, port } = url;
  const at = (trick: string, host: string): Attack => ({ trick, origin: `${protocol}//${host}` });
  const strangers = [at("stranger", "evil.example"), { trick: "null", origin: "null" }];
  if (addressSpaceOf(url) === "loopback") return strangers;
  const local = { trick: "localhost", origin: "http://localhost:3000" };
  const http = protocol === "https:" ? [{ trick: "http", origin: `http://${url.host}` }] : [];
  const ports = at("port", `${hostname}:${port === "8443" ? "9443" : "8443"}`);
  const hostings = HOSTINGS.map((name) => at("hosting", `evil.${name}`));
  return [
    ...strangers,
    ...http,
    local,
    ports,
    ...hostings,
    ...lookAlikes(hostname).map(([trick, host]) => at(trick, host)),
  ];
}

const STRANGERS: readonly Attack[] = [
  { trick: "stranger", origin: "https://evil.example" },
  { trick: "null", origin: "null" },
];

/** Hosts of strangers that a careless comparison takes for the given one. An IP address has none. */
function lookAlikes(host: string): readonly (readonly [trick: string, host: string])[] {
  const { domain: site, publicSuffix, isIp, isPrivate } = parse(host, { allowPrivateDomains: true });
  if (isIp === true || site === null) return [];
  return [
    ["prefix", `${host}.evil.example`],
    ["suffix", `evil${site}`],
    ["substring", `evil-${host}.evil.example`],
    // The dot before the registrable domain: what stands in its place makes another domain of it.
    ...(host === site ? [] : [["unescaped-dot", host.replace(`.${site}`, `x${site}`)] as const]),
    // What some browsers let a host name hold, and some regular expressions take for its end.
    ["special-characters", `${host}_.evil.example`],
    ["special-characters", `${host}{.evil.example`],
    ["subdomain", `evil.${site}`],
    ...(isPrivate === true && publicSuffix !== null ? [["hosting", `evil.${publicSuffix}`] as const] : []),
  ];
}
