import type { FailureCode } from "./failure.ts";

/** What the consoles print: the text in their own words, with placeholders in braces. */
export interface MessageTemplates {
  readonly chromium: string;
  readonly firefox: string;
  readonly webkit: string;
}

export const CHROMIUM =
  "Access to {KIND} at '{URL}' {REDIRECTED}from origin '{ORIGIN}' has been blocked by CORS policy: ";
export const PREFLIGHT = "Response to preflight request doesn't pass access control check: ";
export const FIREFOX =
  "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. ";
/** In one text the URL is quoted. */
export const FIREFOX_QUOTED: string = FIREFOX.replace("{URL}", "‘{URL}’");
export const FIREFOX_FAILED: string = `${FIREFOX}(Reason: CORS request did not succeed). Status code: (null).`;
export const FIREFOX_LAST: string = `\n${FIREFOX_FAILED}`;
const WITH_STATUS = ". Status code: {STATUS}.";
export const WEBKIT_LAST = "\n{LOADER} cannot load {URL} due to access control checks.";

const firefox = (reason: string, rest = "."): string => `${FIREFOX}(Reason: ${reason})${rest}{AGAIN}`;
const webkit = (text: string): string => `${text}${WEBKIT_LAST}`;
export const header = (name: string): string => `CORS header ‘Access-Control-${name}’`;

export const NOT_ALLOWED_TEXT =
  "Origin {SENT_ORIGIN} is not allowed by Access-Control-Allow-Origin. Status code: {STATUS}";
const NOT_ALLOWED = webkit(NOT_ALLOWED_TEXT);
const PREFLIGHT_STATUS = webkit("Preflight response is not successful. Status code: {STATUS}");

/** The same text, where it is a preflight's answer that fails: Chromium says so, and Firefox adds a line. */
function both(
  chromium: string,
  other: Omit<MessageTemplates, "chromium">,
): readonly [MessageTemplates, MessageTemplates] {
  return [
    { chromium: CHROMIUM + chromium, firefox: other.firefox, webkit: `{REDIRECTION}${other.webkit}` },
    { chromium: CHROMIUM + PREFLIGHT + chromium, firefox: other.firefox + FIREFOX_LAST, webkit: other.webkit },
  ];
}

const [missing, preflightMissing] = both(
  "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  {
    firefox: firefox(`${header("Allow-Origin")} missing`, WITH_STATUS),
    webkit: NOT_ALLOWED,
  },
);
const [multiple, preflightMultiple] = both(
  "The 'Access-Control-Allow-Origin' header contains multiple values '{DETAIL}', but only one is allowed.{HAVE_SERVER}",
  {
    firefox: firefox("{MULTIPLE}"),
    webkit: webkit("{MORE_THAN_ONE}"),
  },
);
const [invalid, preflightInvalid] = both(
  "The 'Access-Control-Allow-Origin' header contains the invalid value '{DETAIL}'.{HAVE_SERVER}",
  { firefox: firefox(`${header("Allow-Origin")} does not match ‘{DETAIL}’`), webkit: NOT_ALLOWED },
);
const [mismatch, preflightMismatch] = both(
  "The 'Access-Control-Allow-Origin' header has a value '{DETAIL}' that is not equal to the supplied origin.{HAVE_SERVER}",
  { firefox: firefox(`${header("Allow-Origin")} does not match ‘{DETAIL}’`), webkit: NOT_ALLOWED },
);
const [wildcard, preflightWildcard] = both(
  "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.{ATTRIBUTE}",
  {
    firefox: `${FIREFOX_QUOTED}(Reason: Credential is not supported if the ${header("Allow-Origin")} is ‘*’).{AGAIN}`,
    webkit: webkit("Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true."),
  },
);
const [credentials, preflightCredentials] = both(
  "The value of the 'Access-Control-Allow-Credentials' header in the response is '{DETAIL}' which must be 'true' when the request's credentials mode is 'include'.{ATTRIBUTE}",
  {
    firefox: firefox(`expected ‘true’ in ${header("Allow-Credentials")}`),
    webkit: webkit('Credentials flag is true, but Access-Control-Allow-Credentials is not "true".'),
  },
);

const failed = (chromium: string, reason: string, safari: string): MessageTemplates => ({
  chromium,
  firefox: reason,
  webkit: safari,
});
const preflight = (reason: string, rest?: string): string => firefox(reason, rest) + FIREFOX_LAST;
const PREFLIGHT_FAILED = "CORS preflight response did not succeed";
/** Of these Firefox prints nothing. */
export const REJECTED = "TypeError: NetworkError when attempting to fetch resource.";
const NETWORK = failed("Failed to load resource: net::ERR_FAILED", FIREFOX_FAILED, webkit("Load failed"));

/** By failure. Chromium 153, Firefox ESR 153 and WebKitGTK 2.50 were read; Safari's texts are WebKit's. */
export const MESSAGES: Readonly<Record<FailureCode, MessageTemplates>> = {
  MissingAllowOriginHeader: missing,
  MultipleAllowOriginValues: multiple,
  InvalidAllowOriginValue: invalid,
  AllowOriginMismatch: mismatch,
  WildcardOriginNotAllowed: wildcard,
  InvalidAllowCredentials: credentials,
  PreflightMissingAllowOriginHeader: preflightMissing,
  PreflightMultipleAllowOriginValues: preflightMultiple,
  PreflightInvalidAllowOriginValue: preflightInvalid,
  PreflightAllowOriginMismatch: preflightMismatch,
  PreflightWildcardOriginNotAllowed: preflightWildcard,
  PreflightInvalidAllowCredentials: preflightCredentials,
  PreflightInvalidStatus: failed(
    `${CHROMIUM}${PREFLIGHT}It does not have HTTP ok status.`,
    preflight(PREFLIGHT_FAILED, WITH_STATUS),
    PREFLIGHT_STATUS,
  ),
  PreflightDisallowedRedirect: failed(
    `${CHROMIUM}${PREFLIGHT}Redirect is not allowed for a preflight request.`,
    `{EXTERNAL}${FIREFOX}(Reason: ${PREFLIGHT_FAILED})${WITH_STATUS}${FIREFOX_LAST}`,
    PREFLIGHT_STATUS,
  ),
  InvalidAllowMethodsPreflightResponse: failed(
    `${CHROMIUM}Cannot parse Access-Control-Allow-Methods response header field in preflight response.`,
    preflight(`invalid token ‘{TOKEN}’ in ${header("Allow-Methods")}`),
    webkit("Header Access-Control-Allow-Methods has an invalid value: {DETAIL}"),
  ),
  InvalidAllowHeadersPreflightResponse: failed(
    `${CHROMIUM}Cannot parse Access-Control-Allow-Headers response header field in preflight response.`,
    preflight(`invalid token ‘{TOKEN}’ in ${header("Allow-Headers")}`),
    webkit("Header Access-Control-Allow-Headers has an invalid value: {DETAIL}"),
  ),
  MethodDisallowedByPreflightResponse: failed(
    `${CHROMIUM}Method {DETAIL} is not allowed by Access-Control-Allow-Methods in preflight response.`,
    preflight(`Did not find method in ${header("Allow-Methods")}`),
    webkit("Method {DETAIL} is not allowed by Access-Control-Allow-Methods."),
  ),
  HeaderDisallowedByPreflightResponse: failed(
    `${CHROMIUM}Request header field {DETAIL} is not allowed by Access-Control-Allow-Headers in preflight response.`,
    preflight(
      "header ‘{DETAIL}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response",
    ),
    webkit("Request header field {WRITTEN} is not allowed by Access-Control-Allow-Headers."),
  ),
  RedirectContainsCredentials: failed(
    `${CHROMIUM}Redirect location '' contains a username and password, which is disallowed for cross-origin requests.`,
    NETWORK.firefox,
    webkit(
      "Cross-origin redirection to {LOCATION} denied by Cross-Origin Resource Sharing policy: redirection URL {DETAIL} has credentials",
    ),
  ),
  DisallowedByMode: failed(
    'Fetch API cannot load {URL}. Request mode is "same-origin" but the URL\'s origin is not same as the request origin {ORIGIN}.',
    "Security Error: Content at {PAGE_URL} may not load data from {URL}.",
    "{UNSAFE}",
  ),
  NoCorsRedirectModeNotFollow: failed(
    'Fetch API cannot load {URL}. Request mode is "no-cors" but the redirect mode is not "follow".',
    REJECTED,
    webkit("No-Cors mode requires follow redirect mode\nNot allowed to request resource"),
  ),
  CorsDisabledScheme: failed("{UNSUPPORTED}", "{NOT_HTTP}{AGAIN}", webkit("{ONLY_HTTP}")),
  InsecureLocalNetwork: failed(
    `${CHROMIUM}The request client is not a secure context and the resource is in more-private address space \`{DETAIL}\`.`,
    NETWORK.firefox,
    NETWORK.webkit,
  ),
  LocalNetworkAccessPermissionDenied: failed(
    `${CHROMIUM}Permission was denied for this request to access the \`{DETAIL}\` address space.`,
    NETWORK.firefox,
    NETWORK.webkit,
  ),
  MixedContent: failed(
    "Mixed Content: The page at '{PAGE_URL}' was loaded over HTTPS, but requested an insecure resource '{URL}'. This request has been blocked; the content must be served over HTTPS.",
    "Blocked loading mixed active content “{URL}”",
    webkit("[blocked] The page at {PAGE_URL} was not allowed to display insecure content from {URL}."),
  ),
  RedirectDisallowed: failed(
    NETWORK.chromium,
    REJECTED,
    webkit("Not allowed to follow a redirection while loading {URL}"),
  ),
  TooManyRedirects: failed(
    "Failed to load resource: net::ERR_TOO_MANY_REDIRECTS",
    "{FAILED}",
    webkit("Load cannot follow more than 20 redirections"),
  ),
  InvalidRedirect: NETWORK,
  NetworkFailure: failed(NETWORK.chromium, "{UNREACHED}{TWICE}", NETWORK.webkit),
  InvalidRequest: failed("TypeError: Failed to execute 'fetch'", "TypeError", "TypeError"),
};
