import type { RequestFacts } from "./decision.ts";
import type { HeaderRecord } from "./headers.ts";
import { originParts } from "./origin.ts";

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
 * Whether a page opens a WebSocket to the host that served it. The schemes differ (https and wss), and
 * behind a proxy that ends TLS so do http and https: the host and its port tell.
 */
export function isSameHost({ origin, url }: RequestFacts): boolean {
  const parts = originParts(origin ?? "");
  return parts !== undefined && parts.host + parts.port === /^[^/]*:\/\/([^/?#]*)/.exec(url)?.[1];
}
