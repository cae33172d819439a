/** What a policy has to know of a request, as strings; null where the header is absent. */
export interface RequestFacts {
  readonly method: string;
  /** The absolute URL, as `Request.url` has it. */
  readonly url: string;
  /** The Origin header. */
  readonly origin: string | null;
  /** The Access-Control-Request-Method header. */
  readonly requestMethod: string | null;
  /** The Access-Control-Request-Headers header. */
  readonly requestHeaders: string | null;
  /** The Upgrade header: without it, no request is taken for a WebSocket handshake. */
  readonly upgrade?: string | null;
}

/**
 * - `preflight`: OPTIONS with Origin and Access-Control-Request-Method
 *   (https://fetch.spec.whatwg.org/#cors-preflight-request);
 * - `actual`: any other request with Origin (https://fetch.spec.whatwg.org/#cors-request);
 * - `websocket`: one of those that asks for a WebSocket;
 * - `non-cors`: no Origin. Not from a page, or from a page of the same origin.
 */
export type RequestKind = "preflight" | "actual" | "websocket" | "non-cors";

/** Why an origin was denied. */
export type DenialReason =
  | "origin-null"
  | "origin-malformed"
  | "origin-not-listed"
  | "resolver-denied"
  | "resolver-failed";

/** What to do with one request. Everything else applies it. */
export interface Decision {
  readonly kind: RequestKind;
  readonly origin: string | null;
  /** False where the request came from an origin that the policy denies. */
  readonly allowed: boolean;
  /** Null where allowed. */
  readonly reason: DenialReason | null;
  /** The status where the policy answers in the handler's place; null where the handler runs. */
  readonly status: 204 | 403 | null;
  /** The text that goes with a 403. */
  readonly body: string | null;
  /** To be set on the response, in a form that `new Headers()` takes. `Vary` is to be merged with the response's own. */
  readonly headers: Readonly<Record<string, string>>;
}
