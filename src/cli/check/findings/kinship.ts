import { parse } from "tldts";
import { siteOf } from "../../site-of.ts";
import type { Code } from "./codes.ts";

/** How an origin that got in relates to the one that is meant to. */
export type Kinship = Exclude<Extract<Code, `origin-${string}`>, "origin-not-allowed">;

const LOOPBACK = /^(.+\.)?localhost\.?$|^127(\.\d+){3}$|^\[::1\]$/;

/** Scheme, host and port. Not by URL, which refuses some of the names that attacks are made of. */
function partsOf(origin: string): { scheme: string; host: string; port: string } | undefined {
  const [, scheme, host, port] = /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]/]*\]|[^/:?#]+)(?::(\d+))?$/i.exec(origin) ?? [];
  return scheme === undefined || host === undefined ? undefined : { scheme, host, port: port ?? "" };
}

/**
 * What a comparison has to be like to take one origin for another: of both strings alone, whoever made them up.
 *
 * @param stranger the origin that got in, which is none of those that are meant to
 */
export function kinshipOf(stranger: string, meant: string): Kinship {
  if (stranger === "null") return "origin-null";
  const [a, b] = [partsOf(stranger), partsOf(meant)];
  if (b === undefined) return "origin-reflected";
  if (a === undefined) return stranger.includes(b.host) ? "origin-look-alike" : "origin-reflected";
  if (a.host === b.host) {
    if (a.scheme !== b.scheme) return a.scheme === "http" ? "origin-insecure" : "origin-look-alike";
    return a.port === b.port ? "origin-look-alike" : "origin-any-port";
  }
  if (LOOPBACK.test(a.host)) return "origin-localhost";
  const site = siteOf(b.host);
  if (hasOddCharacter(a.host)) return "origin-special-characters";
  if (siteOf(a.host) === site) return "origin-any-subdomain";
  if (isDotFor(a.host, b.host) || isDotFor(a.host, site)) return "origin-unescaped-dot";
  if (a.host.endsWith(b.host) || a.host.endsWith(site)) return "origin-suffix";
  if (a.host.startsWith(b.host)) return "origin-prefix";
  if (a.host.includes(b.host) || a.host.includes(site)) return "origin-substring";
  return isHosted(a.host) ? "origin-public-suffix" : "origin-reflected";
}

/** Whether only dots of `meant` are something else in the end of `host`. */
function isDotFor(host: string, meant: string): boolean {
  const end = host.slice(-meant.length);
  return end.length === meant.length && end !== meant && [...meant].every((char, i) => char === end[i] || char === ".");
}

/** Browsers let host names have some that no name in the DNS has. */
function hasOddCharacter(host: string): boolean {
  return !host.startsWith("[") && /[^a-z0-9.-]/i.test(host);
}

/** Under a suffix where anybody can have a name for nothing, such as github.io. */
function isHosted(host: string): boolean {
  return parse(host, { allowPrivateDomains: true }).isPrivate === true;
}
