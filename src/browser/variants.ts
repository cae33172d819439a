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
  readonly tainting: FetchRequest["tainting"];
  readonly isPreflight: boolean;
  /** No redirect came before. */
  readonly isFirst: boolean;
  readonly initiator: FetchRequest["initiator"];
}

/** The parts of the texts that come in two forms. */
export type VariantName =
  | "FAILED"
  | "UNREACHED"
  | "TWICE"
  | "AGAIN"
  | "EXTERNAL"
  | "REDIRECTION"
  | "UNSAFE"
  | "MULTIPLE"
  | "UNSUPPORTED"
  | "NOT_HTTP"
  | "ONLY_HTTP"
  | "MORE_THAN_ONE"
  | "REDIRECTED"
  | "HAVE_SERVER"
  | "ATTRIBUTE";

export const VARIANTS: Readonly<Record<VariantName, readonly [string, string]>> = {
  FAILED: [FIREFOX_FAILED, REJECTED],
  UNREACHED: [FIREFOX_FAILED, REJECTED],
  TWICE: [FIREFOX_LAST, ""],
  AGAIN: [FIREFOX_LAST, ""],
  EXTERNAL: [`${FIREFOX}(Reason: CORS request external redirect not allowed).\n`, ""],
  REDIRECTION: ["Cross-origin redirection to {LOCATION} denied by Cross-Origin Resource Sharing policy: ", ""],
  UNSAFE: [
    "Fetch API cannot load {URL}.",
    `Unsafe attempt to load URL {URL} from origin {ORIGIN}. Domains, protocols and ports must match.${WEBKIT_LAST}`,
  ],
  MULTIPLE: [`Multiple ${header("Allow-Origin")} not allowed`, `${header("Allow-Origin")} does not match ‘{DETAIL}’`],
  UNSUPPORTED: [
    "Not allowed to load local resource: {URL}",
    'Fetch API cannot load {URL}. URL scheme "{DETAIL}" is not supported.',
  ],
  NOT_HTTP: [
    "Security Error: Content at {PAGE_URL} may not load or link to {URL}.",
    `${FIREFOX}(Reason: CORS request not http).`,
  ],
  ONLY_HTTP: [
    "Cross-origin redirection to {LOCATION} denied by Cross-Origin Resource Sharing policy: not allowed to follow a cross-origin CORS redirection with non CORS scheme",
    "Cross origin requests are only supported for HTTP.",
  ],
  MORE_THAN_ONE: ["Access-Control-Allow-Origin cannot contain more than one origin.", NOT_ALLOWED_TEXT],
  REDIRECTED: ["(redirected from '{FIRST_URL}') ", ""],
  HAVE_SERVER: [" Have the server send the header with a valid value.", ""],
  ATTRIBUTE: [
    " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
    "",
  ],
};

/**
 * The forms that a failure has. Firefox counts lines by their exact spelling and WebKit looks for a comma, where
 * Chromium looks into the value; both say more of an answer that leads elsewhere.
 */
export function variantsOf(failed: Failed): Placeholders {
  const { status, headers, detail, redirect, mode, tainting, isPreflight, isFirst, initiator } = failed;
  const isRedirect = isRedirectStatus(status) && getHeader(headers, "location") !== null;
  const leadsOn = isRedirect && redirect === "follow";
  const lines = headers.filter(([name]) => name === "Access-Control-Allow-Origin");
  const isFile = detail === "file" && !leadsOn;
  const takesFirst: Readonly<Record<VariantName, boolean>> = {
    FAILED: mode === "cors",
    UNREACHED: tainting === "cors",
    TWICE: isPreflight,
    AGAIN: leadsOn,
    EXTERNAL: leadsOn,
    REDIRECTION: isRedirect,
    UNSAFE: isFirst,
    MULTIPLE: lines.length > 1,
    UNSUPPORTED: isFile,
    NOT_HTTP: isFile,
    ONLY_HTTP: leadsOn,
    MORE_THAN_ONE: detail.includes(","),
    REDIRECTED: !isFirst,
    HAVE_SERVER: initiator === "fetch",
    ATTRIBUTE: initiator === "xhr",
  };
  return Object.fromEntries(
    Object.entries(VARIANTS).map(([name, [first, second]]) => [name, takesFirst[name as VariantName] ? first : second]),
  );
}
