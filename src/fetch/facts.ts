import type { RequestFacts } from "../policy/decision.ts";

/** The strings of a request that a decision is made of. Reads no more headers than it needs. */
export function factsOf(request: Request): RequestFacts {
  const { method, url, headers } = request;
  const origin = headers.get("origin");
  const options = origin !== null && method === "OPTIONS";
  return {
    method,
    url,
    origin,
    requestMethod: options ? headers.get("access-control-request-method") : null,
    requestHeaders: options ? headers.get("access-control-request-headers") : null,
    // A handshake is a GET (https://www.rfc-editor.org/rfc/rfc6455#section-4.1).
    upgrade: origin !== null && method === "GET" ? headers.get("upgrade") : null,
  };
}
