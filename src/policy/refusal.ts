import type { RequestFacts } from "./decision.ts";
import type { HeaderRecord } from "./headers.ts";

/**
 * The headers of a 403. Its text holds bytes of the request, so it must never be taken for markup; and
 * some CDNs keep a 403 for a while whatever it varies on, so it says that it is for nobody else.
 */
export function refusalHeaders(headers: HeaderRecord): HeaderRecord {
  return {
    ...headers,
    Vary: "Origin",
    "Content-Type": "text/plain; charset=utf-8",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
  };
}

/** What the developer who looks at a refused request reads: at most some 200 printable ASCII characters. */
export function refusalText(origin: string): string {
  const shown = origin.slice(0, 100).replace(/[^\x20-\x7e]/g, "?");
  return `CORS: the origin ${shown}${origin.length > 100 ? "..." : ""} is not allowed here. See allowOrigins.\n`;
}

/**
 * Whether a page opens a WebSocket to the host that served it. Behind a proxy that ends TLS, the page's scheme is https
 * and the URL's http. The other way round it is another origin: whoever controls the network can be a page without TLS.
 */
export function isSameHost({ origin, url }: RequestFacts): boolean {
  const host = /^http(s?:\/\/[^/?#]+)/.exec(url)?.[1];
  return origin === `http${host}` || origin === `https${host}`;
}
