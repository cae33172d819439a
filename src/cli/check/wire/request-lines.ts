import type { HeaderLine, NetworkRequest } from "../../../browser/index.ts";
import { getHeader } from "../../../browser/header-list.ts";
import { isTrustworthy } from "../../../browser/site.ts";
import { bodyOf } from "./answer.ts";

/** By what a server may tell the tool from a browser. */
const USER_AGENT = "Mozilla/5.0 (compatible; corskit)";

/**
 * A request with the lines that a browser's network stack adds to those of the page: a server may decide by them.
 *
 * @param page the origin of the page; null for a request that no page makes
 * @param siteOf the registrable domain of a host
 */
export function withBrowserLines(
  request: NetworkRequest,
  page: string | null,
  siteOf: (host: string) => string,
): NetworkRequest {
  const url = new URL(request.url);
  const encodings = url.protocol === "https:" ? "gzip, deflate, br" : "gzip, deflate";
  const added: readonly HeaderLine[] = [
    ["User-Agent", USER_AGENT],
    ["Accept", "*/*"],
    ["Accept-Encoding", encodings],
    ["Accept-Language", "en"],
    ...(page === null ? [] : pageLines(page, url, siteOf)),
  ];
  const own = added.filter(([name]) => getHeader(request.headers, name) === null);
  const first: readonly HeaderLine[] = [["Host", url.host], ["Connection", "keep-alive"], ...length(request)];
  return { ...request, headers: [...first, ...request.headers, ...own] };
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-8.6: a method that may have content says so when it has none. */
function length(request: NetworkRequest): readonly HeaderLine[] {
  const { length: bytes } = bodyOf(request) ?? { length: 0 };
  return bytes > 0 || /^(POST|PUT|PATCH)$/.test(request.method) ? [["Content-Length", String(bytes)]] : [];
}

/** https://w3c.github.io/webappsec-fetch-metadata/ and the default referrer policy. */
function pageLines(page: string, url: URL, siteOf: (host: string) => string): readonly HeaderLine[] {
  const origin = URL.canParse(page) ? new URL(page) : null;
  const downgrades = origin?.protocol === "https:" && url.protocol !== "https:";
  const referer: readonly HeaderLine[] = origin === null || downgrades ? [] : [["Referer", `${page}/`]];
  if (!isTrustworthy(url)) return referer;
  return [
    ["Sec-Fetch-Dest", "empty"],
    ["Sec-Fetch-Mode", "cors"],
    ["Sec-Fetch-Site", siteRelation(origin, url, siteOf)],
    ...referer,
  ];
}

function siteRelation(origin: URL | null, url: URL, siteOf: (host: string) => string): string {
  if (origin === null) return "cross-site";
  if (origin.origin === url.origin) return "same-origin";
  const same = origin.protocol === url.protocol && siteOf(origin.hostname) === siteOf(url.hostname);
  return same ? "same-site" : "cross-site";
}
