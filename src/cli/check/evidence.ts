import type { Engine, NetworkRequest, NetworkResponse, Outcome } from "../../browser/index.ts";
import type { PastedRequest } from "../../paste/pasted.ts";

/**
 * Why there was no answer. `code` is Node's own, such as ECONNREFUSED or CERT_HAS_EXPIRED; CONNECT_TIMEOUT or
 * HEADERS_TIMEOUT; or one of NOT_SENT (wire/wire-error.ts), with the kind `other`, where corskit itself did not
 * send what a browser would have sent: then the NetworkFailure in the outcomes is no fault of the server's.
 */
export interface WireError {
  readonly kind: "dns" | "refused" | "closed" | "timeout" | "tls" | "protocol" | "other";
  readonly code: string;
  readonly message: string;
}

/** One request on the wire and what came back, raw. */
export interface Heard {
  /** All header lines as sent, those of the browser's network stack too. */
  readonly request: NetworkRequest;
  /** Null where `error` says why. Raw header lines, in their order and spelling; the body decoded, cut at 4 KiB. */
  readonly response: (NetworkResponse & { readonly body: string }) | null;
  readonly error: WireError | null;
  readonly httpVersion: "1.0" | "1.1" | "2.0" | null;
  readonly remoteAddress: string | null;
  /** From the request to the last header line, in milliseconds. */
  readonly milliseconds: number;
  /** The command that sends the same. */
  readonly curl: string;
}

/** A page that asks. */
export interface Probe {
  /** Unique among the probes: `given GET`, `suffix GET with credentials`. */
  readonly id: string;
  /** What it is to find out. */
  readonly purpose:
    /** The request that was asked about, from an origin that is to be let in. */
    | "wanted"
    /** An origin that no list should hold: a stranger, `null`, http for https, look-alikes of the given one. */
    | "attack"
    /** The same as a wanted one, with something changed: another method, a header, credentials. */
    | "variation"
    /** A path that does not exist: what error pages carry. */
    | "error-page";
  /** For attacks: which look-alike, such as `suffix`, `prefix`, `unescaped-dot`, `null`, `http` (attacks.ts has them all). */
  readonly trick: string | null;
  readonly origin: string;
  readonly request: PastedRequest;
}

export interface Probed {
  readonly probe: Probe;
  /** What each engine would make of it, and the standard. */
  readonly outcomes: Readonly<Record<Engine, Outcome>>;
  /** All that went over the wire for it, in order. What several probes send alike is sent once, and stands in each. */
  readonly heard: readonly Heard[];
}

/** All that was learnt of a server. Findings are functions of this alone. */
export interface Evidence {
  readonly url: string;
  /** The origins that are to be let in. */
  readonly origins: readonly string[];
  readonly probes: readonly Probed[];
  /** Requests that no page makes, by what they are to find out. */
  readonly bare: {
    /** The request without an Origin: is Vary there? */
    readonly withoutOrigin: Heard | null;
    /** OPTIONS without Origin or Access-Control-Request-Method. */
    readonly plainOptions: Heard | null;
    /** A preflight request for a method that nobody allows. */
    readonly oddMethod: Heard | null;
    /** The wanted request's preflight request with the Authorization that browsers keep from it; null where it has none. */
    readonly withAuthorization: Heard | null;
    /** The same preflight request twice, and the actual request with another Origin after it: does a cache mix them up? */
    readonly repeated: readonly Heard[];
  };
  /** What was not asked, and why: `--passive`, the bound on requests. */
  readonly notAsked: readonly string[];
}
