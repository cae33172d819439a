import { CATALOGUE } from "./catalogue.ts";
import type { Exchange } from "./exchange.ts";
import type { Fault } from "./failure.ts";
import { getHeader, isToken, type HeaderList } from "./header-list.ts";
import type { FetchRequest } from "./request.ts";
import { fillTemplate, MESSAGES, variantsOf, type MessageTemplates, type Placeholders } from "./messages.ts";

/** Why the page may not have the response, for a person. */
export interface Failure extends Fault {
  /** The text that each engine's console shows, to the letter; several lines where it shows several. */
  readonly messages: MessageTemplates;
  readonly cause: string;
  readonly fix: string;
}

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
  /** The last exchange before it failed, where there was any. */
  readonly exchange: Pick<Exchange, "request" | "response"> | undefined;
}

/** Explains a fault. The texts are made when they are read. */
export function explain(fault: Fault, circumstances: Circumstances): Failure {
  const values = placeholdersOf(fault, circumstances);
  const { code, step, detail } = fault;
  return {
    code,
    step,
    detail,
    get messages() {
      const { chromium, firefox, webkit } = MESSAGES[code];
      const { exchange, url, firstUrl } = circumstances;
      const { status = 0, headers = [] } = exchange?.response ?? {};
      const variants = variantsOf({
        ...circumstances,
        status,
        headers,
        detail: detail ?? "",
        isFirst: url === firstUrl,
      });
      const fill = (template: string): string => fillTemplate(fillTemplate(template, variants), values());
      return {
        chromium: fill(chromium).replace(CONTROL, escape),
        firefox: fill(firefox).replace(NOT_ASCII, "\ufffd"),
        webkit: fill(webkit).replace(NOT_ASCII, "\u00ef\u00bf\u00bd"),
      };
    },
    get cause() {
      return fillTemplate(CATALOGUE[code].cause, { ...values(), DETAIL: detail ?? "absent" });
    },
    get fix() {
      return fillTemplate(CATALOGUE[code].fix, { ...values(), DETAIL: detail ?? "absent" });
    },
  };
}

// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\xa0]/g;

/** Such a byte alone is no UTF-8, for which Firefox takes it; WebKitGTK then shows the bytes of U+FFFD. */
const NOT_ASCII = /[\x80-\xff]/g;

/** Chromium's console shows control characters by their number. */
function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function locationOf(url: string, headers: HeaderList): string {
  const location = getHeader(headers, "location") ?? "";
  return URL.canParse(location, url) ? new URL(location, url).href.replace(/\/\/[^/]*@/, "//") : location;
}

/** What a page may set of the names that WebKit knows and prints in its own spelling. */
const WEBKIT_NAMES = new Map(
  [
    "Accept Accept-Language Accept-Ranges Age Allow Authorization Cache-Control Content-Disposition Content-Encoding",
    "Content-Language Content-Location Content-Range Content-Type DNT  ETag Expires If-Match",
    "If-Modified-Since If-None-Match If-Range If-Unmodified-Since Last-Event-ID Last-Modified Link Location Pragma",
    "Priority Range Refresh Server Timing-Allow-Origin User-Agent Vary X-Content-Type-Options X-Frame-Options",
  ]
    .flatMap((line) => line.split(" "))
    .map((name) => [name.toLowerCase(), name]),
);

function placeholdersOf({ detail }: Fault, circumstances: Circumstances): () => Placeholders {
  const { origin, url, firstUrl, headers, initiator, exchange } = circumstances;
  const { request, response } = exchange ?? {};
  const isFetch = initiator === "fetch";
  const text = detail ?? "";
  return () => ({
    KIND: isFetch ? "fetch" : "XMLHttpRequest",
    LOADER: isFetch ? "Fetch API" : "XMLHttpRequest",
    URL: url,
    PAGE_URL: `${origin}/`,
    REDIRECTED: url !== firstUrl ? `(redirected from '${firstUrl}') ` : "",
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
    HAVE_SERVER: isFetch ? " Have the server send the header with a valid value." : "",
    ATTRIBUTE: isFetch
      ? ""
      : " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
  });
}
