import { canonicalHost, NEVER_SENT, patternParts } from "./origin.ts";
import { show } from "./show.ts";

/** Why a value is no pattern. The first that matches is told. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/\s/, "it has white space in it"],
  [/^[^/*]*\*[^/]*:\/\//, "a `*` cannot stand for a scheme"],
  [/^(?![a-z][a-z0-9+.-]*:\/\/)/i, "it has no scheme"],
  [NEVER_SENT, "no page has an origin of that scheme"],
  [/:\/\/[^/?#]*@/, "it has user information in it"],
  [/:\/\/[^/?#]*\/$/, "it ends with a slash"],
  [/:\/\/[^?#]*\//, "it has a path"],
  [/\?/, "it has a query"],
  [/#/, "it has a fragment"],
  [/[A-Z]/, "browsers send origins in lower case"],
  [/[^\0-\x7f]/, "browsers send an international host as Punycode"],
  [/^[^:]*:\/\/\*([^:]*\.\d+(:|$)|.*\[)/, "an IP address has no subdomains"],
  [
    /^[^:]*:\/\/(.+\*.|[^:]+\*)|:\d+\*/,
    "a `*` stands for subdomains, for the start of the first label, or for any port",
  ],
  [/:\d+:\*/, "it says one port and any port"],
  [/:\/\/\*[^.]*\.?(:|$)/, "a `*` cannot be the whole host"],
  [/^http:.*:80$|^https:.*:443$/, "browsers leave out the default port"],
  [/:(?![1-9]\d{0,3}$)[^/:\]]+$/, "the port is not a number from 1 to 65535"],
];

/** What is wrong with an origin pattern and what to write instead, or undefined if it is one. */
export function patternFault(value: string): { message: string; fix: string } | undefined {
  if (patternParts(value) !== undefined) return undefined;
  const why = FAULTS.find(([test]) => test.test(value))?.[1] ?? "browsers write its host or port in another way";
  const repaired = repair(value.trim());
  return {
    message: `${show(value)} is not an origin pattern: ${why}`,
    // Whole, so that it can be pasted.
    fix: JSON.stringify(
      repaired !== undefined && patternParts(repaired) !== undefined ? repaired : "https://app.example.com",
    ),
  };
}

/** The origin that was probably meant, its wildcards kept, or undefined. */
function repair(value: string): string | undefined {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(value)
    ? ""
    : /^(localhost|127\.|\[)/.test(value)
      ? "http://"
      : "https://";
  const guess = (scheme + value).replace(/:\/\/[^/?#]*@/, "://").replace(/^ws(s?):/i, "http$1:");
  const origin = canonical(guess.replace("://*", "://a").split(":*")[0] ?? "");
  if (origin === undefined) return undefined;
  return (
    (guess.includes("://*") ? origin.replace("://a", "://*") : origin) +
    (guess.includes(":*") && !/:\d+$/.test(origin) ? ":*" : "")
  );
}

/**
 * The origin as the URL standard serialises it, or undefined. Other schemes than http(s) borrow its parser, since to
 * the standard their origin is opaque, while the engines that know them send `Origin: capacitor://localhost`.
 */
function canonical(text: string): string | undefined {
  const [, scheme = "", authority = ""] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(text) ?? [];
  const name = scheme.toLowerCase();
  const borrowed = /^https?$/.test(name) ? name : authority.endsWith(":443") ? "http" : "https";
  const host = canonicalHost(`${borrowed}://${authority}`);
  return host === undefined ? undefined : `${name}://${host}`;
}
