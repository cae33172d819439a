import type { FailureCode } from "../../src/browser/index.ts";
import type { Topic } from "../../src/browser/topics.ts";

/**
 * The texts of consoles as they were read off Chromium 156, Firefox ESR 153.7 and WebKitGTK 2.50.6, off their sources and
 * off reports; without a look at the model's own. `{…}` is any value.
 */
export const CONSOLE_MESSAGES: readonly (readonly [
  expected: FailureCode | Topic,
  engine: "chromium" | "firefox" | "webkit" | null,
  template: string,
])[] = [
  [
    "MissingAllowOriginHeader",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  ],
  [
    "MissingAllowOriginHeader",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  ],
  [
    "PreflightMissingAllowOriginHeader",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  ],
  [
    "PreflightMissingAllowOriginHeader",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  ],
  [
    "MultipleAllowOriginValues",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains multiple values '{ACAO}', but only one is allowed. Have the server send the header with a valid value.",
  ],
  [
    "MultipleAllowOriginValues",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains multiple values '{ACAO}', but only one is allowed. Have the server send the header with a valid value.",
  ],
  [
    "PreflightMultipleAllowOriginValues",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Origin' header contains multiple values '{ACAO}', but only one is allowed. Have the server send the header with a valid value.",
  ],
  [
    "PreflightMultipleAllowOriginValues",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Origin' header contains multiple values '{ACAO}', but only one is allowed. Have the server send the header with a valid value.",
  ],
  [
    "InvalidAllowOriginValue",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains the invalid value '{ACAO}'. Have the server send the header with a valid value.",
  ],
  [
    "InvalidAllowOriginValue",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains the invalid value '{ACAO}'. Have the server send the header with a valid value.",
  ],
  [
    "PreflightInvalidAllowOriginValue",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Origin' header contains the invalid value '{ACAO}'. Have the server send the header with a valid value.",
  ],
  [
    "PreflightInvalidAllowOriginValue",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Origin' header contains the invalid value '{ACAO}'. Have the server send the header with a valid value.",
  ],
  [
    "AllowOriginMismatch",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value '{ACAO}' that is not equal to the supplied origin. Have the server send the header with a valid value.",
  ],
  [
    "AllowOriginMismatch",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value '{ACAO}' that is not equal to the supplied origin. Have the server send the header with a valid value.",
  ],
  [
    "PreflightAllowOriginMismatch",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Origin' header has a value '{ACAO}' that is not equal to the supplied origin. Have the server send the header with a valid value.",
  ],
  [
    "PreflightAllowOriginMismatch",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Origin' header has a value '{ACAO}' that is not equal to the supplied origin. Have the server send the header with a valid value.",
  ],
  [
    "WildcardOriginNotAllowed",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
  ],
  [
    "WildcardOriginNotAllowed",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
  ],
  [
    "PreflightWildcardOriginNotAllowed",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
  ],
  [
    "PreflightWildcardOriginNotAllowed",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
  ],
  [
    "InvalidAllowCredentials",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Credentials' header in the response is '{ACAC}' which must be 'true' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
  ],
  [
    "InvalidAllowCredentials",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Credentials' header in the response is '{ACAC}' which must be 'true' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
  ],
  [
    "PreflightInvalidAllowCredentials",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The value of the 'Access-Control-Allow-Credentials' header in the response is '{ACAC}' which must be 'true' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
  ],
  [
    "PreflightInvalidAllowCredentials",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The value of the 'Access-Control-Allow-Credentials' header in the response is '{ACAC}' which must be 'true' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
  ],
  [
    "PreflightInvalidStatus",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: It does not have HTTP ok status.",
  ],
  [
    "PreflightInvalidStatus",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: It does not have HTTP ok status.",
  ],
  [
    "PreflightDisallowedRedirect",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: Redirect is not allowed for a preflight request.",
  ],
  [
    "PreflightDisallowedRedirect",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: Redirect is not allowed for a preflight request.",
  ],
  [
    "MethodDisallowedByPreflightResponse",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Method {METHOD} is not allowed by Access-Control-Allow-Methods in preflight response.",
  ],
  [
    "MethodDisallowedByPreflightResponse",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Method {METHOD} is not allowed by Access-Control-Allow-Methods in preflight response.",
  ],
  [
    "HeaderDisallowedByPreflightResponse",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Request header field {HEADER} is not allowed by Access-Control-Allow-Headers in preflight response.",
  ],
  [
    "HeaderDisallowedByPreflightResponse",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Request header field {HEADER} is not allowed by Access-Control-Allow-Headers in preflight response.",
  ],
  [
    "InvalidAllowMethodsPreflightResponse",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Cannot parse Access-Control-Allow-Methods response header field in preflight response.",
  ],
  [
    "InvalidAllowMethodsPreflightResponse",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Cannot parse Access-Control-Allow-Methods response header field in preflight response.",
  ],
  [
    "InvalidAllowHeadersPreflightResponse",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Cannot parse Access-Control-Allow-Headers response header field in preflight response.",
  ],
  [
    "InvalidAllowHeadersPreflightResponse",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Cannot parse Access-Control-Allow-Headers response header field in preflight response.",
  ],
  [
    "RedirectContainsCredentials",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
  ],
  [
    "RedirectContainsCredentials",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
  ],
  ["CorsDisabledScheme", "chromium", 'Fetch API cannot load {URL}. URL scheme "{SCHEME}" is not supported.'],
  [
    "CorsDisabledScheme",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: {SCHEMES}.",
  ],
  [
    "CorsDisabledScheme",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: {SCHEMES}.",
  ],
  ["CorsDisabledScheme", "chromium", "Not allowed to load local resource: {URL}"],
  [
    "DisallowedByMode",
    "chromium",
    'Fetch API cannot load {URL}. Request mode is "same-origin" but the URL\'s origin is not same as the request origin {ORIGIN}.',
  ],
  [
    "NoCorsRedirectModeNotFollow",
    "chromium",
    'Fetch API cannot load {URL}. Request mode is "no-cors" but the redirect mode is not "follow".',
  ],
  [
    "LocalNetworkAccessPermissionDenied",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Permission was denied for this request to access the `{SPACE}` address space.",
  ],
  [
    "LocalNetworkAccessPermissionDenied",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Permission was denied for this request to access the `{SPACE}` address space.",
  ],
  [
    "InsecureLocalNetwork",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: The request client is not a secure context and the resource is in more-private address space `{SPACE}`.",
  ],
  [
    "InsecureLocalNetwork",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: The request client is not a secure context and the resource is in more-private address space `{SPACE}`.",
  ],
  [
    "private-network-access",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Private-Network' header was present in the preflight response for this private network request targeting the `{SPACE}` address space.",
  ],
  [
    "private-network-access",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Private-Network' header was present in the preflight response for this private network request targeting the `{SPACE}` address space.",
  ],
  [
    "private-network-access",
    "chromium",
    "Access to {KIND} at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Private-Network' header in the preflight response for this private network request targeting the `{SPACE}` address space had a value of '{V}',  not 'true'.",
  ],
  [
    "private-network-access",
    "chromium",
    "Access to {KIND} at '{URL}' (redirected from '{FIRST_URL}') from origin '{ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Private-Network' header in the preflight response for this private network request targeting the `{SPACE}` address space had a value of '{V}',  not 'true'.",
  ],
  ["no-response", "chromium", "Failed to load resource: net::ERR_{CODE}"],
  ["script-error", "chromium", "TypeError: Failed to fetch"],
  ["authorization-under-wildcard", "chromium", "AuthorizationCoveredByWildcard"],
  [
    "MissingAllowOriginHeader",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: {STATUS}.",
  ],
  [
    "MultipleAllowOriginValues",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed).",
  ],
  [
    "AllowOriginMismatch",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘{OTHER_ORIGIN}’).",
  ],
  [
    "InvalidAllowCredentials",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).",
  ],
  [
    "PreflightInvalidStatus",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: CORS preflight response did not succeed). Status code: {STATUS}.",
  ],
  [
    "PreflightDisallowedRedirect",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: CORS request external redirect not allowed).",
  ],
  [
    "MethodDisallowedByPreflightResponse",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’).",
  ],
  [
    "HeaderDisallowedByPreflightResponse",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: header ‘{HEADER}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).",
  ],
  [
    "InvalidAllowMethodsPreflightResponse",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: invalid token ‘{TOKEN}’ in CORS header ‘Access-Control-Allow-Methods’).",
  ],
  [
    "InvalidAllowHeadersPreflightResponse",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: invalid token ‘{TOKEN}’ in CORS header ‘Access-Control-Allow-Headers’).",
  ],
  [
    "no-response",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: CORS request did not succeed). Status code: {STATUS}.",
  ],
  [
    "CorsDisabledScheme",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: CORS request not http).",
  ],
  [
    "WildcardOriginNotAllowed",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘{URL}’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).",
  ],
  [
    "cors-switched-off",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: CORS disabled).",
  ],
  [
    "origin-not-added",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: CORS header ‘Origin’ cannot be added).",
  ],
  [
    "authorization-under-wildcard",
    "firefox",
    "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at {URL} soon. (Reason: When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered. To include the `Authorization` header, it must be explicitly listed in CORS header `Access-Control-Allow-Headers`).",
  ],
  [
    "PreflightInvalidStatus",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: CORS preflight channel did not succeed).",
  ],
  [
    "HeaderDisallowedByPreflightResponse",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: missing token ‘{HEADER}’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel).",
  ],
  [
    "AllowOriginMismatch",
    "firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {URL}. (Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘(null)’).",
  ],
  ["DisallowedByMode", "firefox", "Security Error: Content at {PAGE_URL} may not load data from {URL}."],
  ["CorsDisabledScheme", "firefox", "Security Error: Content at {PAGE_URL} may not load or link to {URL}."],
  ["script-error", "firefox", "TypeError: NetworkError when attempting to fetch resource."],
  ["file-page", "firefox", "<script> source URI is not allowed in this document: “{URL}”."],
  ["file-page", "firefox", "Module source URI is not allowed in this document: “{URL}”."],
  [
    "second-line",
    "firefox",
    "downloadable font: download failed (… bad URI or cross-site access not allowed source: {URL})",
  ],
  ["not-connected", "firefox", "Firefox can’t establish a connection to the server at {URL}."],
  [
    "MissingAllowOriginHeader",
    "webkit",
    "Origin {ORIGIN} is not allowed by Access-Control-Allow-Origin. Status code: {STATUS}",
  ],
  ["MultipleAllowOriginValues", "webkit", "Access-Control-Allow-Origin cannot contain more than one origin."],
  [
    "WildcardOriginNotAllowed",
    "webkit",
    "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.",
  ],
  [
    "InvalidAllowCredentials",
    "webkit",
    'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
  ],
  ["PreflightInvalidStatus", "webkit", "Preflight response is not successful. Status code: {STATUS}"],
  ["MethodDisallowedByPreflightResponse", "webkit", "Method {METHOD} is not allowed by Access-Control-Allow-Methods."],
  [
    "HeaderDisallowedByPreflightResponse",
    "webkit",
    "Request header field {HEADER} is not allowed by Access-Control-Allow-Headers.",
  ],
  [
    "InvalidAllowMethodsPreflightResponse",
    "webkit",
    "Header Access-Control-Allow-Methods has an invalid value: {VALUE}",
  ],
  [
    "InvalidAllowHeadersPreflightResponse",
    "webkit",
    "Header Access-Control-Allow-Headers has an invalid value: {VALUE}",
  ],
  [
    "MissingAllowOriginHeader",
    "webkit",
    "Cross-origin redirection to {URL} denied by Cross-Origin Resource Sharing policy: Origin {ORIGIN} is not allowed by Access-Control-Allow-Origin. Status code: {STATUS}",
  ],
  [
    "RedirectContainsCredentials",
    "webkit",
    "Cross-origin redirection to {URL} denied by Cross-Origin Resource Sharing policy: redirection URL {URL} has credentials",
  ],
  ["RedirectDisallowed", "webkit", "Not allowed to follow a redirection while loading {URL}"],
  ["NoCorsRedirectModeNotFollow", "webkit", "No-Cors mode requires follow redirect mode"],
  ["CorsDisabledScheme", "webkit", "Cross origin requests are only supported for HTTP."],
  ["second-line", "webkit", "Fetch API cannot load {URL} due to access control checks."],
  ["second-line", "webkit", "XMLHttpRequest cannot load {URL} due to access control checks."],
  ["second-line", "webkit", "EventSource cannot load {URL} due to access control checks."],
  ["second-line", "webkit", "Cannot load image {URL} due to access control checks."],
  ["second-line", "webkit", "Cross-origin script load denied by Cross-Origin Resource Sharing policy."],
  ["unsafe-port", "webkit", "Not allowed to use restricted network port {PORT}: {URL}"],
  ["script-error", "webkit", "TypeError: Load failed"],
  [
    "CorsDisabledScheme",
    "webkit",
    "Cross-origin redirection to {URL} denied by Cross-Origin Resource Sharing policy: not allowed to follow a cross-origin CORS redirection with non CORS scheme",
  ],
  ["TooManyRedirects", "webkit", "Load cannot follow more than 20 redirections"],
  [
    "MissingAllowOriginHeader",
    "webkit",
    "Failed to load resource: Origin {ORIGIN} is not allowed by Access-Control-Allow-Origin. Status code: {STATUS}",
  ],
  ["other-frame", null, 'Blocked a frame with origin "{ORIGIN}" from accessing a cross-origin frame.'],
  [
    "MixedContent",
    "chromium",
    "Mixed Content: The page at '{URL}' was loaded over HTTPS, but requested an insecure resource '{URL}'. This request has been blocked; the content must be served over HTTPS.",
  ],
  [
    "web-socket-refused",
    "chromium",
    "WebSocket connection to '{URL}' failed: Error during WebSocket handshake: Unexpected response code: {STATUS}",
  ],
  [
    "web-socket-refused",
    "chromium",
    "WebSocket connection to '{URL}' failed: HTTP Authentication failed; no valid credentials available",
  ],
  ["web-socket-refused", "webkit", "WebSocket connection to '{URL}' failed: Unexpected response code: {STATUS}"],
  ["web-socket-refused", "webkit", "WebSocket connection to '{URL}' failed: There was a bad response from the server."],
  [
    "web-socket-refused",
    "webkit",
    "WebSocket connection to '{URL}' failed: The server did not accept the WebSocket handshake.",
  ],
  ["opaque-response-blocked", "chromium", "net::ERR_BLOCKED_BY_ORB"],
  ["blocked-by-response", "chromium", "net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin"],
  ["blocked-by-response", "chromium", "net::ERR_BLOCKED_BY_RESPONSE.NotSameSite"],
];
