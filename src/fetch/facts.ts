import type { RequestFacts } from "../policy/decision.ts";
import type { HeaderRecord } from "../policy/headers.ts";
import type { CompiledPolicy } from "../policy/policy.ts";

/**
 * The strings of a request that a decision is made of, each read when it is asked for: to read a header costs more
 * than to decide, and most decisions need the origin alone.
 */
class LazyFacts implements RequestFacts {
  readonly #request: Request;
  declare readonly method: string;
  declare readonly origin: string | null;

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

/** The facts of a request. For a resolver as a plain object: it is given them, and may keep, copy or print them. */
export function readFacts({ isAsync }: CompiledPolicy, request: Request): RequestFacts {
  const facts = new LazyFacts(request);
  if (!isAsync) return facts;
  const { url, requestMethod, requestHeaders, upgrade } = facts;
  return { ...facts, url, requestMethod, requestHeaders, upgrade };
}

/** The headers of the response, where that is all there is to decide. */
export function grantTo({ grant }: CompiledPolicy, request: Request): HeaderRecord | undefined {
  // OPTIONS may be a preflight request.
  return request.method === "OPTIONS" ? undefined : grant?.(request.headers.get("origin"));
}
