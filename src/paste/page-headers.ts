import type { HeaderLine } from "../browser/index.ts";
import { isForbiddenRequestHeader } from "../browser/forbidden-headers.ts";
import { isToken, normalizeValue } from "../browser/header-list.ts";
import { quoteShort } from "./limits.ts";
import { parseUrl } from "./parse-url.ts";
import type { PastedRequest } from "./pasted.ts";

/** What header lines off the wire tell of the page that sent them. */
export interface PageHeaders {
  /** Those that the page's author set. */
  readonly headers: readonly HeaderLine[];
  readonly origin: string | null;
  readonly hasCookies: boolean;
  readonly mode: PastedRequest["mode"];
  readonly notes: readonly string[];
}

/** A page may set these, but in what a browser's developer tools copy they are the browser's. */
const BROWSERS_OWN =
  /^(accept-language|authority|priority|save-data|upgrade-insecure-requests|user-agent|x-client-data|if-none-match|if-modified-since)$/i;
/** And these, with the values that a reload or a disabled cache gives them. */
const OF_RELOADS = /^(cache-control|pragma)$/i;

/** Tells the author's headers from the browser's. What is left out is named in a note. */
export function readPageHeaders(lines: readonly HeaderLine[]): PageHeaders {
  const isCopied = lines.some(
    ([name, value]) => /^sec-/i.test(name) || (/^user-agent$/i.test(name) && value.startsWith("Mozilla/")),
  );
  const headers: HeaderLine[] = [];
  const own: string[] = [];
  const notes: string[] = [];
  let origin: string | null = null;
  let referrer: string | null = null;
  let mode: PastedRequest["mode"] = "cors";
  let hasCookies = false;
  for (const [name, raw] of lines) {
    const value = normalizeValue(raw);
    const lower = name.toLowerCase();
    if (lower.startsWith(":")) own.push(name);
    else if (!isToken(name)) notes.push(`Left out, since it is no name of a header: ${quoteShort(name)}.`);
    else if (/[\0\r\n]/.test(value)) notes.push(`Left out, since its value has a line break or a NUL: ${name}.`);
    else if (lower === "origin") origin = value;
    else if (lower === "referer") referrer = value;
    else if (lower === "cookie" || lower === "cookie2") hasCookies = true;
    else if (lower === "sec-fetch-mode") {
      if (value === "no-cors" || value === "same-origin") mode = value;
      if (value === "navigate")
        notes.push("A navigation was pasted, which needs no CORS; it is read as a page's fetch.");
      own.push(name);
    } else if (isForbiddenRequestHeader(name, value) || (isCopied && isBrowsersOwn(lower, value))) own.push(name);
    else headers.push([name, value]);
  }
  if (own.length > 0) notes.push(`Left out, since a browser sets them itself: ${[...new Set(own)].join(", ")}.`);
  if (hasCookies) {
    notes.push(
      "The cookies are left out: a page cannot set them. With credentials: include the browser sends those that it has.",
    );
  }
  const known = originOf(origin) ?? originOf(referrer);
  if (origin !== null && originOf(origin) === null)
    notes.push(`Left out, since it is no origin: ${quoteShort(origin)}.`);
  return { headers, origin: known, hasCookies, mode, notes };
}

function isBrowsersOwn(name: string, value: string): boolean {
  if (name === "accept") return value === "*/*";
  return BROWSERS_OWN.test(name) || (OF_RELOADS.test(name) && /^(no-cache|max-age=0)$/i.test(value));
}

/** The origin of a URL as a browser serialises it; `null` is one, too. Null where there is none. */
export function originOf(url: string | null): string | null {
  if (url === null || url === "") return null;
  if (url === "null") return "null";
  const parsed = parseUrl(url);
  if (parsed === null) return null;
  const { origin, protocol, host } = parsed;
  // Those of extensions and apps are opaque to the URL standard, and go into Origin as scheme and host.
  return origin === "null" && host !== "" ? `${protocol}//${host}` : origin;
}
