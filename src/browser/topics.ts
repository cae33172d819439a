import type { Explanation } from "./catalogue.ts";

/** What a text is that stands for no one failure of the model. */
export type Topic =
  | "script-error"
  | "second-line"
  | "no-response"
  | "aborted"
  | "name-not-resolved"
  | "connection-refused"
  | "connection-lost"
  | "web-socket-refused"
  | "not-connected"
  | "certificate"
  | "offline"
  | "unsafe-port"
  | "blocked-by-client"
  | "blocked-by-response"
  | "opaque-response-blocked"
  | "content-security-policy"
  | "upgrade-or-scheme"
  | "mime-type"
  | "service-worker"
  | "tainted-canvas"
  | "post-message"
  | "other-frame"
  | "frame-refused"
  | "file-page"
  | "private-network-access"
  | "authorization-under-wildcard"
  | "cors-switched-off"
  | "origin-not-added"
  | "server-refused"
  | "node-fetch";

export interface TopicExplanation extends Explanation {
  /** Null where the text does not tell. */
  readonly isCors: boolean | null;
}

const notCors = (cause: string, fix: string): TopicExplanation => ({ isCors: false, cause, fix });

const READ_ON = "Look at the console's other lines and at the network panel: the one that names the URL says why.";

export const TOPICS: Readonly<Record<Topic, TopicExplanation>> = {
  "script-error": {
    isCors: null,
    cause:
      "JavaScript is told no more than this, whatever went wrong: CORS, the network, a blocker. Scripts may not know.",
    fix: READ_ON,
  },
  "second-line": {
    isCors: true,
    cause: "WebKit says here only that something in CORS failed. The reason is in the line before it.",
    fix: "Paste the line before it too: it begins with Origin, Preflight response, Method or Request header field.",
  },
  "no-response": {
    isCors: null,
    cause:
      "There was no response, or none that the page may see: Firefox prints this of failures on the network, and once more below the reason of a failed preflight request.",
    fix: `${READ_ON} Where this is the only line, open {URL} in a tab of its own, or with curl.`,
  },
  aborted: notCors(
    "The request was given up ({ERR}): the page was left, a script aborted it, or a redirect could not be followed. After a CORS message it says nothing of its own.",
    READ_ON,
  ),
  "name-not-resolved": notCors(
    "The host's name does not resolve: it is misspelt, or known only in another network.",
    "Look the host's name up, and correct the URL or the name servers.",
  ),
  "connection-refused": notCors(
    "Nothing listens at that address and port, or a firewall refuses. No server was reached, so no header can help.",
    "Start the server, and compare host, port and scheme with those that it listens on.",
  ),
  "connection-lost": notCors(
    "The connection broke before a response came ({ERR}): a crash, a timeout, a proxy, or a server that speaks another protocol.",
    "Ask for {URL} with curl -v, and look at the logs of the server and of what stands before it.",
  ),
  "web-socket-refused": notCors(
    "The server answered the WebSocket's handshake as any request ({STATUS}) and opened no socket. CORS does not cover WebSockets: a server that is careful looks at Origin itself, and answers 403 to pages that it does not know. So does corskit.",
    "Add the page's origin to those that the server lets in (allowOrigins), or open the socket from a page of its own host; guardWebSockets: false would let every page in. For another status than 403, look at the path, at the login, and at proxies that do not pass Upgrade on.",
  ),
  "not-connected": notCors(
    "Firefox says this of a WebSocket or an EventSource that did not open, whatever the reason: nothing listens there, or the server refused the WebSocket's handshake, as corskit does with 403 where it does not know the page's origin.",
    "Look at the request in the network panel. With a status of 403 add the page's origin to those that the server lets in, or open the socket from a page of its own host; without any status look whether the server runs, and what stands before it.",
  ),
  certificate: notCors(
    "The TLS connection failed ({ERR}): the certificate is expired, for another name, or signed by nobody that the browser trusts; or the versions do not fit.",
    "Open {URL} in a tab of its own to see the browser's reason, and renew or trust the certificate.",
  ),
  offline: notCors("The machine has no network, or it changed meanwhile.", "Connect, and try again."),
  "unsafe-port": notCors(
    "Browsers connect to no port that another protocol owns ({PORT}).",
    "Serve from another port: https://fetch.spec.whatwg.org/#port-blocking lists those that are blocked.",
  ),
  "blocked-by-client": notCors(
    "An extension of this browser blocked the request, most often an ad blocker; or its tracking protection did.",
    "Try a window without extensions. A path without words like ads, track or analytics is blocked less.",
  ),
  "blocked-by-response": notCors(
    "Cross-Origin-Resource-Policy forbids other sites to embed the resource; under Cross-Origin-Embedder-Policy: require-corp its absence forbids it too.",
    "Send Cross-Origin-Resource-Policy: cross-origin with the resource, or load it with the crossorigin attribute and CORS headers.",
  ),
  "opaque-response-blocked": notCors(
    "A request without CORS (an img, a script, mode: no-cors) got a response whose type does not belong there, such as JSON or an HTML error page; browsers withhold it.",
    "Look at status and Content-Type of the response; to read data fetch it with CORS.",
  ),
  "content-security-policy": notCors(
    "The page's own Content-Security-Policy does not let it connect there ({DIRECTIVE}). The request was never sent.",
    "Add the origin of {URL} to connect-src (or the directive that is named) in the policy of the page, not of the API.",
  ),
  "upgrade-or-scheme": notCors(
    "The URL's scheme is none that the browser can load, often since https:// is missing before the host.",
    "Write the whole URL, with https://.",
  ),
  "mime-type": notCors(
    "A script or style sheet came with a Content-Type that is none of theirs ({TYPE}), most often an HTML error page.",
    "Open the URL: correct it, or the Content-Type that the server sends.",
  ),
  "service-worker": notCors(
    "A service worker answered the request, and its answer cannot be used: it failed itself, or is an opaque response where the page needs to read.",
    "Look at the service worker's fetch handler; unregister it in the developer tools to see whether the request works without.",
  ),
  "tainted-canvas": notCors(
    "An image or video of another origin was drawn without CORS, so that scripts may not read the canvas any more.",
    'Load it with crossorigin="anonymous", and send Access-Control-Allow-Origin with the image.',
  ),
  "post-message": notCors(
    "postMessage was given a target origin that the receiving window does not have, or no longer, or not yet.",
    "Give the receiver's own origin ({ORIGIN}) as the second argument, and send after it has loaded.",
  ),
  "other-frame": notCors(
    "A script reaches into a frame or window of another origin. No header allows that.",
    "Send messages with postMessage instead.",
  ),
  "frame-refused": notCors(
    "The site does not let itself be shown in a frame: X-Frame-Options or frame-ancestors.",
    "Let the site name your origin in Content-Security-Policy: frame-ancestors, or open it in a tab.",
  ),
  "file-page": notCors(
    "A page that was opened as a file has no origin, and may load no modules and fetch no files.",
    "Serve the folder over http, with any small web server.",
  ),
  "private-network-access": {
    isCors: true,
    cause:
      "Chrome's trial of Private Network Access asked for a permission in the preflight's answer ({DETAIL}). It was given up for Local Network Access, which asks the visitor.",
    fix: "Update Chrome. For old ones answer the preflight with Access-Control-Allow-Private-Network: true.",
  },
  "authorization-under-wildcard": {
    isCors: true,
    cause:
      "A warning: Access-Control-Allow-Headers is *, which to the standard does not cover Authorization. It still works in this browser.",
    fix: "List it by name: Access-Control-Allow-Headers: Authorization, Content-Type.",
  },
  "cors-switched-off": {
    isCors: true,
    cause: "This Firefox has CORS switched off (content.cors.disable), and blocks whatever needs it.",
    fix: "Set content.cors.disable back to false in about:config.",
  },
  "origin-not-added": {
    isCors: true,
    cause: "Firefox could not add an Origin header, since something like an extension made the request.",
    fix: "Try a window without extensions.",
  },
  "server-refused": {
    isCors: true,
    cause: "The server's own CORS code refused the request's Origin: this is its text, not a browser's.",
    fix: "Add the page's origin, byte by byte, to the list of allowed origins.",
  },
  "node-fetch": notCors(
    "This is Node's fetch, which is no browser and knows no CORS: the network failed.",
    "Look at the error's cause property: it has the code, such as ECONNREFUSED or ENOTFOUND.",
  ),
};
