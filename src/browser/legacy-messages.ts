import type { FailureCode } from "./failure.ts";
import { FIREFOX } from "./messages.ts";
import type { Printer } from "./other-messages.ts";

const REASON = `${FIREFOX}(Reason: `;
const MIXED = "Mixed Content: The page at '{PAGE_URL}' was loaded over HTTPS, but ";

type Legacy = readonly [engine: Printer, codes: readonly FailureCode[], template: string];

/** What older versions said, and developer tools beside the console. The likeliest failure comes first. */
export const LEGACY: readonly Legacy[] = [
  ["chromium", ["PreflightInvalidStatus"], "Response for preflight has invalid HTTP status code {STATUS}"],
  ["chromium", ["PreflightInvalidStatus"], "Response for preflight does not have HTTP ok status."],
  ["chromium", ["PreflightDisallowedRedirect"], "Response for preflight is invalid (redirect)"],
  [
    "chromium",
    ["PreflightDisallowedRedirect"],
    "The request was redirected to '{LOCATION}', which is disallowed for cross-origin requests that require preflight.",
  ],
  [
    "chromium",
    ["InvalidAllowCredentials", "PreflightInvalidAllowCredentials"],
    "Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is '{DETAIL}'. It must be 'true' to allow credentials.",
  ],
  [
    "chromium",
    ["WildcardOriginNotAllowed", "PreflightWildcardOriginNotAllowed"],
    "A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true.",
  ],
  ["chromium", ["CorsDisabledScheme"], "Cross origin requests are only supported for protocol schemes: {SCHEMES}."],
  [
    "chromium",
    ["RedirectContainsCredentials"],
    "Redirect location '{DETAIL}' contains a username and password, which is disallowed for cross-origin requests.",
  ],
  ["chromium", ["InvalidRequest"], "Failed to execute 'fetch' on 'Window': {DETAIL}"],
  [
    "chromium",
    ["MixedContent"],
    `${MIXED}requested an insecure {KIND} '{URL}'. This request has been blocked; the content must be served over HTTPS.`,
  ],
  [
    "chromium",
    ["MixedContent"],
    `${MIXED}attempted to connect to the insecure WebSocket endpoint '{URL}'. This request has been blocked; this endpoint must be available over WSS.`,
  ],
  ["webkit", ["MixedContent"], "[blocked] The page at {PAGE_URL} was not allowed to run insecure content from {URL}."],
  [
    "webkit",
    ["MixedContent"],
    "[blocked] The page at {PAGE_URL} requested insecure content from {URL}. This content was blocked and must be served over HTTPS.",
  ],
  [
    "firefox",
    ["PreflightInvalidStatus", "PreflightDisallowedRedirect"],
    `${REASON}CORS preflight channel did not succeed).`,
  ],
  [
    "firefox",
    ["HeaderDisallowedByPreflightResponse"],
    `${REASON}missing token ‘{DETAIL}’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel).`,
  ],
  ["firefox", ["AllowOriginMismatch"], `${REASON}CORS header ‘Access-Control-Allow-Origin’ does not match ‘(null)’).`],
  ["firefox", ["PreflightDisallowedRedirect"], `${REASON}CORS request external redirect not allowed).`],
];

/** What stood before a reason in older versions of Chromium. */
export const LEGACY_HEADS: readonly string[] = [
  "XMLHttpRequest cannot load {URL}. ",
  "Fetch API cannot load {URL}. ",
  "Failed to load {URL}: ",
  "Redirect from '{FIRST_URL}' to '{URL}' has been blocked by CORS policy: ",
];

/** And behind it. */
export const LEGACY_FOOT: RegExp =
  / Origin '(\S{1,2000})' is therefore not allowed access\.?(?: The response had HTTP status code ([1-5][0-9]{2})\.?)?/y;
