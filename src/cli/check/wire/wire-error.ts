import type { WireError } from "../evidence.ts";

/** Codes of requests that were not sent for a reason of our own, not the server's. */
export const NOT_SENT = {
  /** Only the given host is contacted: a redirect led elsewhere. */
  anotherHost: "ANOTHER_HOST",
  /** It might change something, and nobody asked for it. */
  unsafeMethod: "UNSAFE_METHOD",
  maxRequests: "MAX_REQUESTS",
  outOfTime: "OUT_OF_TIME",
} as const;

const UNSENT: ReadonlySet<string> = new Set(Object.values(NOT_SENT));

/** Whether a request was held back, so that its failure says nothing of the server. */
export function isUnsent(error: WireError | null): boolean {
  return error !== null && UNSENT.has(error.code);
}

/** Stops a request that takes too long. */
export class TooLate extends Error {
  readonly code: "CONNECT_TIMEOUT" | "HEADERS_TIMEOUT";

  constructor(connected: boolean, milliseconds: number) {
    super(`no ${connected ? "answer" : "connection"} within ${milliseconds / 1000} s`);
    this.code = connected ? "HEADERS_TIMEOUT" : "CONNECT_TIMEOUT";
  }
}

/** What Node throws, by what it means. */
const KINDS: readonly (readonly [RegExp, WireError["kind"]])[] = [
  [/^(ENOTFOUND|EAI_\w+)$/, "dns"],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, "refused"],
  [/^(ECONNRESET|EPIPE|ECONNABORTED)$/, "closed"],
  [/^(ETIMEDOUT|CONNECT_TIMEOUT|HEADERS_TIMEOUT)$/, "timeout"],
  [/^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|UNABLE_TO_|SELF_SIGNED_|HOSTNAME_|INVALID_|EPROTO$)/, "tls"],
  [/^(HPE_|ERR_HTTP2_|ERR_HTTP_)/, "protocol"],
];

/** Why there was no answer. */
export function toWireError(error: unknown): WireError {
  const { code, message } = told(error);
  const kind = KINDS.find(([pattern]) => pattern.test(code))?.[1] ?? "other";
  return { kind, code, message };
}

/** Several addresses that all failed come in one error. */
function told(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: "", message: String(error) };
  if (error instanceof AggregateError && error.errors.length > 0) return told(error.errors[0]);
  const { code } = error as NodeJS.ErrnoException;
  return { code: typeof code === "string" ? code : "", message: error.message.trim() };
}
