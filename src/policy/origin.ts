import { show } from "./issue.ts";

/** Longer than any origin can be: 64 for the scheme, 253 for the host, the port, and room. */
export const MAX_ORIGIN_LENGTH = 512;

/**
 * What an origin looks like when a browser serialises it: scheme, host, port. Compared with this
 * before any pattern with `*` is tried, so that a wildcard stands for host labels and nothing else.
 * https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
 */
const SERIALIZED = /^([a-z][a-z0-9+.-]*:\/\/)(\[[0-9a-f:]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?)(:[1-9][0-9]{0,4})?$/;

/** An origin taken apart: `https://`, `app.example.com`, `:8443` or `""`. */
export interface OriginParts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
}

/**
 * Takes a serialised origin apart. Undefined for what no browser would send: `null`, upper case,
 * a path, user info, a default or an impossible port.
 */
export function originParts(origin: string): OriginParts | undefined {
  if (origin.length > MAX_ORIGIN_LENGTH) return undefined;
  const match = SERIALIZED.exec(origin);
  if (match === null) return undefined;
  const [, scheme = "", host = "", port = ""] = match;
  if (Number(port.slice(1)) > 65535 || hasDefaultPort(scheme, port)) return undefined;
  return { scheme, host, port };
}

function hasDefaultPort(scheme: string, port: string): boolean {
  return (scheme === "https://" && port === ":443") || (scheme === "http://" && port === ":80");
}

/** Hosts that the URL standard takes for more than a name: IPv6, the many forms of IPv4, and Punycode. */
const PARSED_HOST = /^\[|(^|\.)(\d+|0x[\da-f]*)\.?$|xn--/;

/** Host and port as the URL standard serialises them, or undefined. */
function canonicalHost(url: string): string | undefined {
  try {
    return new URL(url).host;
  } catch {
    return undefined;
  }
}

/** Schemes that no page sends as its origin: to a server they are `null`, or they are not pages at all. */
const NEVER_SENT = /^(file|data|blob|about|javascript|wss?):/i;

/** What follows the `*` of a host pattern: subdomains (`.a`), or the rest of a first label (`--b.a`). */
const AFTER_STAR = /:\/\/\*[a-z0-9_-]*\.[a-z0-9_-]/;

/** The pattern with its wildcards filled in: then it is an origin, or it never was a pattern. */
export function fillIn(pattern: string): string {
  return pattern.replace("://*", "://a").replace(/:\*$/, "");
}

/** The parts of a pattern with its wildcards filled in; undefined for what is none. */
export function patternParts(pattern: string): OriginParts | undefined {
  const parts = originParts(fillIn(pattern));
  if (parts === undefined || NEVER_SENT.test(pattern)) return undefined;
  if (pattern.includes("://*") && !AFTER_STAR.test(pattern)) return undefined;
  // One port or any.
  if (pattern.endsWith(":*") && parts.port !== "") return undefined;
  const { host } = parts;
  // To parse a hundred thousand URLs would take longer than all the rest.
  return PARSED_HOST.test(host) && canonicalHost(`http://${host}`) !== host ? undefined : parts;
}

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
    /^[^:]*:\/\/(.+\*.|[^:]+\*$)|:\d+\*$/,
    "a `*` stands for subdomains, for the start of the first label, or for any port",
  ],
  [/:\d+:\*$/, "it says one port and any port"],
  [/:\/\/\*/, "a `*` cannot be the whole host"],
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
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(text);
  if (match === null) return undefined;
  const [, scheme = "", authority = ""] = match;
  const name = scheme.toLowerCase();
  const borrowed = /^https?$/.test(name) ? name : authority.endsWith(":443") ? "http" : "https";
  const host = canonicalHost(`${borrowed}://${authority}`);
  return host === undefined ? undefined : `${name}://${host}`;
}
