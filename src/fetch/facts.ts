import type { RequestFacts } from "../policy/decision.ts";

/**
 * The strings of a request that a decision is made of, each read when it is asked for: to read a header costs more
 * than to decide, and most decisions need the origin alone.
 */
class LazyFacts implements RequestFacts {
  readonly #request: Request;
  readonly method: string;
  readonly origin: string | null;

  constructor(request: Request) {
    this.#request = request;
    this.method = request.method;
    this.origin = request.headers.get("origin");
  }
  get url(): string {
    return this.#request.url;
  }
  get requestMethod(): string | null {
    return this.#request.headers.get("access-control-request-method");
  }
  get requestHeaders(): string | null {
    return this.#request.headers.get("access-control-request-headers");
  }
  get upgrade(): string | null {
    // A handshake is a GET (https://www.rfc-editor.org/rfc/rfc6455#section-4.1).
    return this.method === "GET" ? this.#request.headers.get("upgrade") : null;
  }
}

export function lazyFactsOf(request: Request): RequestFacts {
  return new LazyFacts(request);
}

/** The same as a plain object, for who may keep, copy or print it: a resolver is given the facts. */
export function factsOf(request: Request): RequestFacts {
  const { method, url, origin, requestMethod, requestHeaders, upgrade } = new LazyFacts(request);
  return { method, url, origin, requestMethod, requestHeaders, upgrade };
}
