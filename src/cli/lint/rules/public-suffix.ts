import { getDomain, parse } from "tldts";
import { fillIn, originParts } from "../../../policy/origin.ts";
import { patternsOf, seen, type Rule } from "./rule.ts";

/**
 * Patterns whose `*` stands for names that strangers can register, by the whole public suffix list
 * (https://publicsuffix.org), its private section included. With credentials the core refuses the best known; here
 * the others are found, and those of policies without credentials.
 */
export const publicSuffix: Rule = (config) =>
  patternsOf(config).flatMap((listed) => {
    const { pattern } = listed;
    if (!pattern.includes("://*.")) return [];
    const { host } = originParts(fillIn(pattern)) ?? { host: "" };
    if (!isOpen(host) || (config.allowCredentials && config.dangerouslyAllowPublicSuffixes)) return [];
    const suffix = host.slice(host.indexOf(".") + 1);
    return [
      {
        code: "public-suffix",
        severity: config.allowCredentials ? "error" : "warning",
        message: `${pattern} lets in everybody who registers a name under ${suffix}`,
        cause: `${suffix} is a public suffix: each name under it belongs to somebody else${
          config.allowCredentials ? ", who acts as your visitor, since credentials are allowed" : ""
        }`,
        fix: `name your own host under ${suffix}; if any origin may read, say so with "*"`,
        snippet: `${JSON.stringify(pattern.replace("*", "your-app"))},`,
        evidence: [seen(listed)],
      },
    ];
  });

/** Patterns such as `https://*example.com`, whose star is part of a domain that somebody registers. */
export const partialDomain: Rule = (config) =>
  patternsOf(config).flatMap((listed) => {
    const { pattern } = listed;
    if (!/:\/\/\*[^.]/.test(pattern)) return [];
    const { host } = originParts(fillIn(pattern)) ?? { host: "" };
    if (!parse(host).isIcann || getDomain(host) !== host) return [];
    return [
      {
        code: "partial-domain",
        severity: config.allowCredentials ? "error" : "warning",
        message: `${pattern} lets in ${pattern.replace("*", "evil")}, a domain of its own`,
        cause: "no dot stands between the * and the name, so that a name which only ends alike is covered",
        fix: "want a dot there",
        snippet: `${JSON.stringify(pattern.replace("*", "*."))},`,
        evidence: [seen(listed)],
      },
    ];
  });

/** Whether a host is a name that its owner registered directly, or a suffix itself. */
function isOpen(host: string): boolean {
  const options = { allowPrivateDomains: true };
  const { isIcann, isPrivate } = parse(host, options);
  if (!isIcann && !isPrivate) return false;
  const domain = getDomain(host, options);
  return domain === null || domain === host;
}
