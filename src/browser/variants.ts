import { getHeader, type HeaderList } from "./header-list.ts";
import { FIREFOX, FIREFOX_FAILED, FIREFOX_LAST, header, NOT_ALLOWED_TEXT, REJECTED, WEBKIT_LAST } from "./messages.ts";
import type { Placeholders } from "./placeholders.ts";
import { isRedirectStatus } from "./redirect.ts";
import type { FetchRequest } from "./request.ts";

/** What the variants of a text depend on. */
export interface Failed {
  readonly status: number;
  readonly headers: HeaderList;
  /** The value in question. */
  readonly detail: string;
  readonly redirect: FetchRequest["redirect"];
  readonly mode: FetchRequest["mode"];
  /** No redirect came before. */
  readonly isFirst: boolean;
}

/**
 * The parts of the texts that are there or not. Firefox counts lines by their exact spelling and WebKit looks for
 * a comma, where Chromium looks into the value; both say more of an answer that leads elsewhere.
 */
export function variantsOf({ status, headers, detail, redirect, mode, isFirst }: Failed): Placeholders {
  const isRedirect = isRedirectStatus(status) && getHeader(headers, "location") !== null;
  const leadsOn = isRedirect && redirect === "follow";
  const lines = headers.filter(([name]) => name === "Access-Control-Allow-Origin");
  return {
    FAILED: mode === "cors" ? FIREFOX_FAILED : REJECTED,
    AGAIN: leadsOn ? FIREFOX_LAST : "",
    EXTERNAL: leadsOn ? `${FIREFOX}(Reason: CORS request external redirect not allowed).\n` : "",
    REDIRECTION: isRedirect
      ? "Cross-origin redirection to {LOCATION} denied by Cross-Origin Resource Sharing policy: "
      : "",
    UNSAFE: isFirst
      ? "Fetch API cannot load {URL}."
      : `Unsafe attempt to load URL {URL} from origin {ORIGIN}. Domains, protocols and ports must match.${WEBKIT_LAST}`,
    MULTIPLE:
      lines.length > 1
        ? `Multiple ${header("Allow-Origin")} not allowed`
        : `${header("Allow-Origin")} does not match ‘{DETAIL}’`,
    UNSUPPORTED:
      detail === "file" && !leadsOn
        ? "Not allowed to load local resource: {URL}"
        : 'Fetch API cannot load {URL}. URL scheme "{DETAIL}" is not supported.',
    NOT_HTTP:
      detail === "file" && !leadsOn
        ? "Security Error: Content at {PAGE_URL} may not load or link to {URL}."
        : `${FIREFOX}(Reason: CORS request not http).`,
    ONLY_HTTP: leadsOn
      ? "Cross-origin redirection to {LOCATION} denied by Cross-Origin Resource Sharing policy: not allowed to follow a cross-origin CORS redirection with non CORS scheme"
      : "Cross origin requests are only supported for HTTP.",
    MORE_THAN_ONE: detail.includes(",")
      ? "Access-Control-Allow-Origin cannot contain more than one origin."
      : NOT_ALLOWED_TEXT,
  };
}
