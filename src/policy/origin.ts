/** Longer than any origin can be: 64 for the scheme, 253 for the host, the port, and room. */
export const MAX_ORIGIN_LENGTH = 512;

/**
 * What an origin looks like when a browser serialises it: scheme, host, port. So does a pattern, whose host may begin with
 * `*` before subdomains (`.a`) or before the rest of the first label (`--b.a`), and whose port may be `*`.
 * https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
 */
const SERIALIZED =
  /^([a-z][a-z\d+.-]*:\/\/)(\[[\da-f:]+\]|(?:\*[a-z\d_-]*\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?)(:\*|:[1-9]\d{0,4})?$/;

/**
 * The usual origin: https, a name, no port. It needs no closer look, and no risk comes with it. At the start of a
 * process it is the only expression that has to be compiled, and of a hundred thousand origins it saves half the time.
 */
const PLAIN = /^https:\/\/(?:(?!xn--)[a-z\d_-]+\.)+[a-z]+$/;

export function isPlainOrigin(value: unknown): boolean {
  return typeof value === "string" && value.length <= MAX_ORIGIN_LENGTH && PLAIN.test(value);
}

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
  return origin.length > MAX_ORIGIN_LENGTH || origin.includes("*") ? undefined : takeApart(origin);
}

function takeApart(text: string): OriginParts | undefined {
  const match = SERIALIZED.exec(text);
  if (match === null) return undefined;
  const [, scheme = "", host = "", port = ""] = match;
  if (port && (["https://:443", "http://:80"].includes(scheme + port) || Number(port.slice(1)) > 65535))
    return undefined;
  return { scheme, host, port };
}

/** Hosts that the URL standard takes for more than a name: IPv6, the many forms of IPv4, and Punycode. */
const PARSED_HOST = /^\[|(^|\.)(\d+|0x[\da-f]*)\.?$|xn--/;

/** Host and port as the URL standard serialises them, or undefined. */
export function canonicalHost(url: string): string | undefined {
  try {
    return new URL(url).host;
  } catch {
    return undefined;
  }
}

/** Schemes that no page sends as its origin: to a server they are `null`, or they are not pages at all. */
export const NEVER_SENT: RegExp = /^(file|data|blob|about|javascript|wss?):/i;

/** The pattern with its wildcards filled in: then it is an origin, or it never was a pattern. */
export function fillIn(pattern: string): string {
  return pattern.replace("://*", "://a").replace(/:\*$/, "");
}

/** The parts of a pattern, its wildcards in them; undefined for what is none. */
export function patternParts(pattern: string): OriginParts | undefined {
  const parts = pattern.length > MAX_ORIGIN_LENGTH || NEVER_SENT.test(pattern) ? undefined : takeApart(pattern);
  const host = parts?.host.replace("*", "a") ?? "";
  // To parse a hundred thousand URLs would take longer than all the rest.
  return PARSED_HOST.test(host) && canonicalHost(`http://${host}`) !== host ? undefined : parts;
}
