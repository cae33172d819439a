import type { Exchange } from "./exchange.ts";
import type { Fault } from "./failure.ts";
import { getHeader, isToken, type HeaderList } from "./header-list.ts";
import { locationUrl } from "./redirect.ts";
import type { FetchRequest } from "./request.ts";

/** What stands in the place of a placeholder. */
export type Placeholders = Readonly<Record<string, string>>;

/** What a failure's texts need to know of the request beside its fault. */
export interface Circumstances {
  readonly origin: string;
  /** The URL that failed. */
  readonly url: string;
  /** The URL that was asked for: another one after a redirect. */
  readonly firstUrl: string;
  readonly headers: HeaderList;
  readonly initiator: "fetch" | "xhr";
  readonly redirect: FetchRequest["redirect"];
  readonly mode: FetchRequest["mode"];
  /** What it had become when it failed. */
  readonly tainting: FetchRequest["tainting"];
  /** The last exchange before it failed, where there was one. */
  readonly exchange: Pick<Exchange, "kind" | "request" | "response"> | undefined;
}

/** Fills a template in. */
export function fillTemplate(template: string, values: Placeholders): string {
  return template.replace(/\{([A-Z_]+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

function locationOf(url: string, headers: HeaderList): string {
  const location = getHeader(headers, "location") ?? "";
  return locationUrl(location, url)?.href.replace(/\/\/[^/]*@/, "//") ?? location;
}

/** What a page may set of the names that WebKit knows and prints in its own spelling. */
const WEBKIT_NAMES = new Map(
  [
    "Accept Accept-Language Accept-Ranges Age Allow Authorization Cache-Control Content-Disposition Content-Encoding",
    "Content-Language Content-Location Content-Range Content-Type DNT ETag Expires If-Match",
    "If-Modified-Since If-None-Match If-Range If-Unmodified-Since Last-Event-ID Last-Modified Link Location Pragma",
    "Priority Range Refresh Server Timing-Allow-Origin User-Agent Vary X-Content-Type-Options X-Frame-Options",
  ]
    .flatMap((line) => line.split(" "))
    .map((name) => [name.toLowerCase(), name]),
);

/** What a fault's texts say of the request. Made when it is called. */
export function placeholdersOf({ detail }: Fault, circumstances: Circumstances): () => Placeholders {
  const { origin, url, firstUrl, headers, initiator, exchange } = circumstances;
  const { request, response } = exchange ?? {};
  const isFetch = initiator === "fetch";
  const text = detail ?? "";
  return () => ({
    KIND: isFetch ? "fetch" : "XMLHttpRequest",
    LOADER: isFetch ? "Fetch API" : "XMLHttpRequest",
    URL: url,
    PAGE_URL: `${origin}/`,
    FIRST_URL: firstUrl,
    ORIGIN: origin,
    SENT_ORIGIN: getHeader(request?.headers ?? [], "origin") ?? origin,
    STATUS: response ? String(response.status) : "(null)",
    LOCATION: locationOf(url, response?.headers ?? []),
    DETAIL: text,
    TOKEN:
      text
        .split(",")
        .map((member) => member.trim())
        .find((member) => member !== "" && !isToken(member)) ?? text,
    WRITTEN: WEBKIT_NAMES.get(text) ?? headers.find(([name]) => name.toLowerCase() === text)?.[0] ?? text,
  });
}
