import type { TestServer } from "./evidence.ts";

type Lines = Readonly<Record<string, string>>;

/** How a server that somebody wrote by hand answers; by default, as it should. */
export interface ByHand {
  /** Which origins get in. */
  readonly allow?: (origin: string) => boolean;
  /** Access-Control-Allow-Origin for an origin that gets in; null for none. */
  readonly name?: (origin: string) => string | null;
  readonly credentials?: string | null;
  readonly methods?: string | null;
  readonly headers?: string | null;
  readonly maxAge?: string | null;
  readonly vary?: boolean;
  /** Sends the headers to requests without an Origin too. */
  readonly always?: boolean;
  /** Further lines on every response. */
  readonly more?: Lines;
  /** Answers preflight requests itself, with what would have been sent. */
  readonly preflight?: (lines: Headers, request: Request) => Response;
  /** Answers the others itself. */
  readonly actual?: (lines: Headers, request: Request) => Response;
  /** Answers unknown paths itself. */
  readonly missing?: (lines: Headers, request: Request) => Response;
}

export const PAGE = "https://app.example.com";

/** A server with an allow-list, as one finds them in tutorials. */
export function byHand({
  allow = (origin) => origin === PAGE,
  name = (origin) => origin,
  credentials = "true",
  methods = "GET, PUT, DELETE",
  headers = "Authorization, Content-Type",
  maxAge = "600",
  vary = true,
  always = false,
  more = {},
  preflight = (lines) => new Response(null, { status: 204, headers: lines }),
  actual = (lines) => new Response("{}", { headers: lines }),
  missing = (lines) => new Response("no such page", { status: 404, headers: lines }),
}: ByHand = {}): TestServer {
  return (request) => {
    const origin = request.headers.get("origin");
    const lines = new Headers(more);
    const set = (suffix: string, value: string | null): void => {
      if (value !== null) lines.set(`Access-Control-${suffix}`, value);
    };
    const isPreflight = request.method === "OPTIONS" && request.headers.has("access-control-request-method");
    if (vary) lines.append("Vary", "Origin");
    if (always || (origin !== null && allow(origin))) {
      set("Allow-Origin", name(origin ?? ""));
      set("Allow-Credentials", credentials);
      if (isPreflight) {
        set("Allow-Methods", methods);
        set("Allow-Headers", headers);
        set("Max-Age", maxAge);
      }
    }
    if (isPreflight) return preflight(lines, request);
    return new URL(request.url).pathname.includes("no-such") ? missing(lines, request) : actual(lines, request);
  };
}

/** Open to everybody, without credentials. */
export const OPEN: ByHand = { name: () => "*", always: true, credentials: null, vary: false };

/** An answer without any of the lines. */
export function plain(status: number, headers: Lines = {}): () => Response {
  return () => new Response(null, { status, headers });
}

/** An answer without some of the lines. */
export function without(pattern: RegExp, status = 200): (lines: Headers) => Response {
  return (lines) => new Response(null, { status, headers: [...lines].filter(([name]) => !pattern.test(name)) });
}
