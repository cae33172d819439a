import { FIREFOX } from "./messages.ts";
import type { Engine } from "./engine-profile.ts";
import { NET_ERRORS } from "./net-errors.ts";
import type { Topic } from "./topics.ts";

/** Null where several engines print it, or none. */
export type Printer = Exclude<Engine, "standard"> | null;

const REASON = `${FIREFOX}(Reason: `;

type Other = readonly [topic: Topic, engine: Printer, template: string];

const SOCKET = "WebSocket connection to '{URL}' failed: ";
const CSP = 'violates the following Content Security Policy directive: "{DIRECTIVE}"';

/** What is no failure of the model, or does not tell which. */
export const OTHER: readonly Other[] = [
  ...NET_ERRORS.flatMap(([topic, names]) =>
    names.split(" ").map((name): Other => [topic, "chromium", `net::ERR_${name}`]),
  ),
  ["no-response", "chromium", "net::ERR_{ERR}"],

  ["script-error", "chromium", "TypeError: Failed to fetch"],
  ["script-error", "firefox", "TypeError: NetworkError when attempting to fetch resource."],
  ["script-error", "webkit", "TypeError: Load failed"],
  ["script-error", "webkit", "Load failed"],
  ["script-error", "chromium", "Failed to execute 'send' on 'XMLHttpRequest': Failed to load '{URL}'."],
  ["script-error", null, "AxiosError: Network Error"],
  ["script-error", null, "Error: Network Error"],
  ["script-error", null, "TypeError: Network request failed"],
  ["script-error", null, "TypeError"],
  ["node-fetch", null, "TypeError: fetch failed"],
  ["no-response", "firefox", `${REASON}CORS request did not succeed). Status code: {STATUS}.`],

  ...["Fetch API", "XMLHttpRequest", "EventSource"].map((loader): Other => [
    "second-line",
    "webkit",
    `${loader} cannot load {URL} due to access control checks.`,
  ]),
  ["second-line", "webkit", "Cannot load {KIND} {URL} due to access control checks."],
  ["second-line", "webkit", "Cannot load {URL} due to access control checks."],
  ["second-line", "webkit", "Cross-origin script load denied by Cross-Origin Resource Sharing policy."],

  [
    "private-network-access",
    "chromium",
    "No 'Access-Control-Allow-Private-Network' header was present in the preflight response for this private network request targeting the `{DETAIL}` address space.",
  ],
  [
    "private-network-access",
    "chromium",
    "The 'Access-Control-Allow-Private-Network' header in the preflight response for this private network request targeting the `{DETAIL}` address space had a value of '{VALUE}', not 'true'.",
  ],
  ["authorization-under-wildcard", "chromium", "AuthorizationCoveredByWildcard"],
  [
    "authorization-under-wildcard",
    "firefox",
    "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at {URL} soon. (Reason: When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered. To include the `Authorization` header, it must be explicitly listed in CORS header `Access-Control-Allow-Headers`).",
  ],
  ["cors-switched-off", "firefox", `${REASON}CORS disabled).`],
  ["origin-not-added", "firefox", `${REASON}CORS header ‘Origin’ cannot be added).`],

  ["content-security-policy", "chromium", `Refused to connect to '{URL}' because it ${CSP}`],
  ["content-security-policy", "chromium", `Connecting to '{URL}' ${CSP}`],
  [
    "content-security-policy",
    "chromium",
    "Refused to connect because it violates the document's Content Security Policy.",
  ],
  [
    "content-security-policy",
    "webkit",
    "Refused to connect to {URL} because it does not appear in the {DIRECTIVE} directive of the Content Security Policy.",
  ],
  [
    "content-security-policy",
    "firefox",
    "The page’s settings blocked the loading of a resource ({DIRECTIVE}) at {URL} because it violates the following directive: “{POLICY}”",
  ],
  [
    "content-security-policy",
    "firefox",
    "The page’s settings blocked the loading of a resource at {URL} (“{DIRECTIVE}”)",
  ],

  ["blocked-by-client", "firefox", "The resource at “{URL}” was blocked because content blocking is enabled."],
  [
    "blocked-by-client",
    "firefox",
    "The resource at “{URL}” was blocked because Enhanced Tracking Protection is enabled.",
  ],
  [
    "blocked-by-response",
    "firefox",
    "The resource at “{URL}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).",
  ],
  [
    "blocked-by-response",
    "webkit",
    "Cancelled load to {URL} because it violates the resource's Cross-Origin-Resource-Policy response header.",
  ],
  [
    "opaque-response-blocked",
    "chromium",
    "Cross-Origin Read Blocking (CORB) blocked cross-origin response {URL} with MIME type {TYPE}",
  ],
  ["opaque-response-blocked", "firefox", "A resource is blocked by OpaqueResponseBlocking"],
  ["opaque-response-blocked", "firefox", "The resource at “{URL}” was blocked by OpaqueResponseBlocking."],

  [
    "mime-type",
    "chromium",
    'Expected a JavaScript module script but the server responded with a MIME type of "{TYPE}".',
  ],
  [
    "mime-type",
    "chromium",
    'Expected a JavaScript-or-Wasm module script but the server responded with a MIME type of "{TYPE}".',
  ],
  ["mime-type", "chromium", "because its MIME type ('{TYPE}') is not executable"],
  ["mime-type", "firefox", "Loading module from “{URL}” was blocked because of a disallowed MIME type (“{TYPE}”)."],

  ["service-worker", "chromium", 'The FetchEvent for "{URL}" resulted in a network error response'],
  ["service-worker", "firefox", "Failed to load ‘{URL}’. A ServiceWorker passed"],
  ["service-worker", "firefox", "Failed to load ‘{URL}’. A ServiceWorker intercepted the request"],
  ["service-worker", "webkit", "FetchEvent.respondWith received an error"],

  ["tainted-canvas", "chromium", "Tainted canvases may not be exported."],
  ["tainted-canvas", null, "The canvas has been tainted by cross-origin data."],

  [
    "post-message",
    null,
    "Failed to execute 'postMessage' on 'DOMWindow': The target origin provided ('{TARGET}') does not match the recipient window's origin ('{ORIGIN}').",
  ],
  ["post-message", "webkit", "Unable to post message to {TARGET}. Recipient has origin {ORIGIN}."],

  ["other-frame", null, 'Blocked a frame with origin "{ORIGIN}" from accessing a cross-origin frame.'],
  ["other-frame", null, 'Blocked a frame with origin "{ORIGIN}" from accessing a frame with origin "{OTHER_ORIGIN}".'],
  ["other-frame", "firefox", 'Permission denied to access property "{DETAIL}" on cross-origin object'],
  ["frame-refused", null, "Refused to display '{URL}' in a frame because it set 'X-Frame-Options' to '{DETAIL}'."],
  [
    "frame-refused",
    "firefox",
    "The loading of “{URL}” in a frame is denied by “X-Frame-Options“ directive set to “{DETAIL}“.",
  ],

  ["file-page", "firefox", "<script> source URI is not allowed in this document: “{URL}”."],
  ["file-page", "firefox", "Module source URI is not allowed in this document: “{URL}”."],
  ["second-line", "firefox", "bad URI or cross-site access not allowed source: {URL}"],

  ["web-socket-refused", "chromium", `${SOCKET}Error during WebSocket handshake: Unexpected response code: {STATUS}`],
  ["web-socket-refused", "chromium", `${SOCKET}HTTP Authentication failed; no valid credentials available`],
  ["web-socket-refused", "webkit", `${SOCKET}Unexpected response code: {STATUS}`],
  ["web-socket-refused", "webkit", `${SOCKET}There was a bad response from the server.`],
  ["web-socket-refused", "webkit", `${SOCKET}The server did not accept the WebSocket handshake.`],
  ["not-connected", "firefox", "Firefox can’t establish a connection to the server at {URL}."],
  ["unsafe-port", "webkit", "Not allowed to use restricted network port {PORT}: {URL}"],

  ["server-refused", null, "Error: Not allowed by CORS"],
  ["server-refused", null, "Invalid CORS request"],
];
