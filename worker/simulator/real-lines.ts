import { getHeader } from "../../src/browser/header-list.ts";
import { isRedirectStatus } from "../../src/browser/redirect.ts";
import type { HeaderLine, NetworkResponse } from "../../src/browser/index.ts";
import { demoCookie } from "./demo-cookie.ts";
import type { OriginMap } from "./origin-map.ts";
import { isSafeType, refusalOf } from "./refused-headers.ts";

/** What every real answer carries: nothing that it says is ever run or kept. */
export const OWN: readonly HeaderLine[] = [
  ["Cache-Control", "no-store"],
  ["X-Content-Type-Options", "nosniff"],
  ["Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'"],
];

/** Where things lead for real. */
export interface Real {
  readonly origins: OriginMap;
  /** The scenario's URL that answers. */
  readonly url: string;
  /** The real URL in the place of the scenario's. */
  location(url: string): string;
}

/**
 * The header lines that the real server sends in the place of a scenario's. A Worker sends several lines of one
 * name as one, so they are joined here too.
 */
export function realLines({ status, headers }: NetworkResponse, real: Real): readonly HeaderLine[] {
  const lines = headers.filter(([name, value]) => reasonToDrop(name, value) === undefined);
  const sent = lines.map(([name, value]): HeaderLine => {
    const lower = name.toLowerCase();
    if (lower === "set-cookie") return [name, demoCookie(value, real.url)];
    // Of a response that redirects nowhere it is a value like others, but a browser might follow it one day.
    if (lower === "location") return [name, isRedirectStatus(status) ? realLocation(value, real) : "/nowhere"];
    return [name, real.origins.realValue(value)];
  });
  const type = sent.some(([name]) => name.toLowerCase() === "content-type");
  // Platforms differ in whether they send a header without a value.
  const filled = joined(sent).filter(([, value]) => value !== "");
  return [...filled, ...(type ? [] : ([["Content-Type", "text/plain"]] as const)), ...OWN];
}

/** Why a line is not sent; undefined where it is. */
export function reasonToDrop(name: string, value: string): string | undefined {
  if (/[^\t\x20-\x7e]/.test(value)) return "Its value has bytes that a Worker does not send as they are.";
  if (name.toLowerCase() === "content-type" && !isSafeType(value)) return "The body stays plain text.";
  return refusalOf(name);
}

/** Names whose lines have no value. */
export function emptyNames(headers: readonly HeaderLine[]): readonly string[] {
  return [...new Set(headers.map(([name]) => name))].filter((name) => getHeader(headers, name) === "");
}

/** Names that occur more than once, without Set-Cookie, which is never joined. */
export function repeatedNames(headers: readonly HeaderLine[]): readonly string[] {
  const names = headers.map(([name]) => name.toLowerCase()).filter((name) => name !== "set-cookie");
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}

function realLocation(value: string, { url, location }: Real): string {
  const trimmed = value.trim();
  if (!URL.canParse(trimmed, url)) return "http://[";
  const target = new URL(trimmed, url);
  const real = location(target.href);
  // What no browser follows leads to no real place either.
  if (!/^https?:$/.test(target.protocol)) return `ftp://${new URL(real).host}/`;
  if (target.username === "" && target.password === "") return real;
  // In upper case, which is the same host: `wrangler dev` writes URLs of its own host anew, without a user name.
  return real.replace(/:\/\/([^/]*)/, (_, host: string) => `://user:pass@${host.toUpperCase()}`);
}

function joined(lines: readonly HeaderLine[]): readonly HeaderLine[] {
  const merged: HeaderLine[] = [];
  for (const [name, value] of lines) {
    const lower = name.toLowerCase();
    const at = lower === "set-cookie" ? -1 : merged.findIndex(([other]) => other.toLowerCase() === lower);
    const before = merged[at];
    if (before === undefined) merged.push([name, value.trim()]);
    else merged[at] = [before[0], `${before[1]}, ${value.trim()}`];
  }
  return merged;
}
