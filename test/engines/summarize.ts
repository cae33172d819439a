import { cookiePairs } from "./cookie-lines.ts";
import type { Header, Received } from "./scenario.ts";
import { valueOf, type WireRequest } from "./wire.ts";

/** What is kept of a request. @param author the headers that the page's author set */
export function summarize(
  { method, headers }: Omit<WireRequest, "body">,
  step: number,
  hop: number,
  author: readonly Header[],
): Received {
  return {
    step,
    hop,
    method,
    origin: valueOf(headers, "origin"),
    requestMethod: valueOf(headers, "access-control-request-method"),
    requestHeaders: valueOf(headers, "access-control-request-headers"),
    names: arrived(headers, author),
    cookies: cookiePairs(valueOf(headers, "cookie")),
  };
}

/** By value too, since the browser sends some of the same names for itself. */
function arrived(headers: readonly Header[], author: readonly Header[]): readonly string[] {
  const names = author
    // In which encoding other characters go over the wire is no matter of CORS.
    .filter(([, value]) => /^[ -~\t]*$/.test(value))
    .filter(([name, value]) => isMember(value.trim(), valueOf(headers, name.toLowerCase())))
    .map(([name]) => name.toLowerCase());
  return [...new Set(names)].toSorted();
}

/** Lines of one name may have been joined on the way, and Chromium writes the unit of a Range anew. */
function isMember(value: string, joined: string | null): boolean {
  return joined !== null && `, ${joined}, `.toLowerCase().includes(`, ${value}, `.toLowerCase());
}
