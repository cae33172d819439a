import type { FailureCode } from "./failure.ts";

/** What is behind a failure, and what to do about it. `{…}` are filled in as in the messages. */
export interface Explanation {
  readonly cause: string;
  readonly fix: string;
}

const ERROR_PAGES =
  "An error page made by something else than the handler (a gateway, an authorizer, a crash, a timeout) often lacks it.";
const ONE_LAYER = "Let one layer alone set the header, and remove it from the others.";

/** Every failure there is. No fix advises to echo the origin of whoever asks. */
export const CATALOGUE: Readonly<Record<FailureCode, Explanation>> = {
  MissingAllowOriginHeader: {
    cause: `The response ({STATUS}) has no Access-Control-Allow-Origin header. ${ERROR_PAGES}`,
    fix: "Send Access-Control-Allow-Origin: {ORIGIN} on every response to an allowed origin, errors and redirects included.",
  },
  MultipleAllowOriginValues: {
    cause: "Access-Control-Allow-Origin holds several values ({DETAIL}): two layers set it, or it was given a list.",
    fix: `Send exactly one value: {ORIGIN}, where it is on your list of allowed origins. ${ONE_LAYER}`,
  },
  InvalidAllowOriginValue: {
    cause: "Access-Control-Allow-Origin is no origin: {DETAIL}.",
    fix: "Send scheme, host and port, as in {ORIGIN}, without a path; or * where anybody may read.",
  },
  AllowOriginMismatch: {
    cause:
      "Access-Control-Allow-Origin is {DETAIL}, and the page's origin is {ORIGIN}; they are compared byte by byte.",
    fix: "Add {ORIGIN} to the list of allowed origins, answer with the one that matches, and send Vary: Origin.",
  },
  WildcardOriginNotAllowed: {
    cause: "The request carries credentials, and Access-Control-Allow-Origin is *, which does not count then.",
    fix: "Answer allowed origins with their own name ({ORIGIN}) and Access-Control-Allow-Credentials: true, or do without credentials.",
  },
  InvalidAllowCredentials: {
    cause: "The request carries credentials, and Access-Control-Allow-Credentials is not exactly true ({DETAIL}).",
    fix: "Send Access-Control-Allow-Credentials: true, in lower case, or do without credentials.",
  },
  PreflightMissingAllowOriginHeader: {
    cause: `The answer to the preflight request ({STATUS}) has no Access-Control-Allow-Origin header: something that knows nothing of CORS answers OPTIONS.`,
    fix: "Answer OPTIONS before authentication and routing, with Access-Control-Allow-Origin: {ORIGIN} where it is allowed.",
  },
  PreflightMultipleAllowOriginValues: {
    cause: "On the preflight's answer, Access-Control-Allow-Origin holds several values: {DETAIL}.",
    fix: `Send exactly one value: {ORIGIN}, where it is on your list of allowed origins. ${ONE_LAYER}`,
  },
  PreflightInvalidAllowOriginValue: {
    cause: "On the preflight's answer, Access-Control-Allow-Origin is no origin: {DETAIL}.",
    fix: "Send scheme, host and port, as in {ORIGIN}, without a path; or * where anybody may read.",
  },
  PreflightAllowOriginMismatch: {
    cause: "On the preflight's answer, Access-Control-Allow-Origin is {DETAIL}, and the page's origin is {ORIGIN}.",
    fix: "Add {ORIGIN} to the list of allowed origins, answer with the one that matches, and send Vary: Origin.",
  },
  PreflightWildcardOriginNotAllowed: {
    cause: "The request is to carry credentials, and the preflight's Access-Control-Allow-Origin is *.",
    fix: "Answer allowed origins with their own name ({ORIGIN}) and Access-Control-Allow-Credentials: true, or do without credentials.",
  },
  PreflightInvalidAllowCredentials: {
    cause:
      "The request is to carry credentials, and the preflight's Access-Control-Allow-Credentials is not exactly true ({DETAIL}).",
    fix: "Send Access-Control-Allow-Credentials: true on the answer to OPTIONS too.",
  },
  PreflightInvalidStatus: {
    cause:
      "The preflight request was answered with {STATUS}; anything but 200 to 299 refuses. Routers answer 404 or 405, authorizers 401 or 403.",
    fix: "Answer OPTIONS with 204 before authentication and routing.",
  },
  PreflightDisallowedRedirect: {
    cause:
      "The preflight request was redirected ({STATUS}): to https, to a path with or without its slash, to a sign-in page.",
    fix: "Fetch the final URL, and do not redirect OPTIONS.",
  },
  InvalidAllowMethodsPreflightResponse: {
    cause: "Access-Control-Allow-Methods is no list of methods: {DETAIL}. One bad member spoils all of it.",
    fix: "Send names and commas alone: Access-Control-Allow-Methods: GET, PUT, DELETE.",
  },
  InvalidAllowHeadersPreflightResponse: {
    cause: "Access-Control-Allow-Headers is no list of names: {DETAIL}. One bad member spoils all of it.",
    fix: "Send names and commas alone: Access-Control-Allow-Headers: Authorization, Content-Type.",
  },
  MethodDisallowedByPreflightResponse: {
    cause:
      "Access-Control-Allow-Methods does not list {DETAIL}. Methods are case-sensitive (patch is not PATCH), and with credentials * is a name like others.",
    fix: "Add {DETAIL} to Access-Control-Allow-Methods, and write methods in upper case in the page too.",
  },
  HeaderDisallowedByPreflightResponse: {
    cause:
      "Access-Control-Allow-Headers does not list {DETAIL}. With credentials * is a name like others, and to the standard it never covers Authorization.",
    fix: "Add {DETAIL} to Access-Control-Allow-Headers, by name.",
  },
  RedirectContainsCredentials: {
    cause: "A redirect leads to a URL with a user name or password in it: {DETAIL}.",
    fix: "Redirect without them; send an Authorization header instead.",
  },
  DisallowedByMode: {
    cause: 'The page asked with mode: "same-origin", and the URL has another origin ({DETAIL}).',
    fix: 'Fetch with mode: "cors", which is the default.',
  },
  NoCorsRedirectModeNotFollow: {
    cause: 'mode: "no-cors" goes with redirect: "follow" alone.',
    fix: 'Leave out redirect, or fetch with mode: "cors".',
  },
  CorsDisabledScheme: {
    cause: "CORS is for http and https; this is {DETAIL}.",
    fix: "Serve both the page and the resource over http(s).",
  },
  InsecureLocalNetwork: {
    cause:
      "The page was not loaded over https, and asks for something on a more private network ({DETAIL}). Chrome blocks it before it is sent.",
    fix: "Serve the page over https; no header of the server's helps.",
  },
  LocalNetworkAccessPermissionDenied: {
    cause:
      "A public page asks for something on the {DETAIL} network, and the visitor has not permitted it. Chrome 142 and later block it before it is sent.",
    fix: "Let the visitor grant the permission, or serve page and resource from the same network; no header of the server's helps.",
  },
  MixedContent: {
    cause: "An https page asks for something over plain http. It is blocked before it is sent; this is not CORS.",
    fix: "Serve {URL} over https.",
  },
  RedirectDisallowed: {
    cause: 'The server redirects ({DETAIL}), and the page asked with redirect: "error".',
    fix: "Fetch the final URL, or follow redirects.",
  },
  InvalidRedirect: {
    cause:
      "The redirect cannot be followed ({DETAIL}): its Location is no URL, or the body is a stream that cannot be sent twice.",
    fix: "Redirect to an absolute http(s) URL; send streams to the final URL.",
  },
  TooManyRedirects: {
    cause: "More than 20 redirects.",
    fix: "Look for a loop: between http and https, or with and without a slash.",
  },
  NetworkFailure: {
    cause:
      "There was no response at all: name resolution, TLS, a refused or closed connection. This is not CORS, whatever the console says last.",
    fix: "Open {URL} in a tab of its own, or with curl, and see what the network says.",
  },
  InvalidRequest: {
    cause: "The browser throws before anything is sent: {DETAIL}.",
    fix: "Correct the call.",
  },
};

/** Where a check of Access-Control-Allow-Origin fails after a redirect that took the page's origin away. */
export const TAINTED: Explanation = {
  cause:
    "A redirect from one foreign origin to another made the request's Origin null, which Access-Control-Allow-Origin ({DETAIL}) would have to allow.",
  fix: "Have the page ask for {URL} itself, or keep the redirect on one origin. Who allows null lets every sandboxed page in.",
};
