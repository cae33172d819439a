/** One raw header line; duplicates are allowed. `{port}` in a value stands for the server's port. */
export type Header = readonly [name: string, value: string];

export type Host = "app" | "sub" | "api" | "other";

/** What the server answers to a preflight or to an actual request on a hop. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly Header[];
}

export interface Hop {
  readonly host: Host;
  readonly preflight: Answer;
  readonly actual: Answer;
  /**
   * The actual answer carries Location: the next hop's URL; "userinfo": the same with user:pass@; "twice": two lines
   * of it; "two": a line with another URL after it.
   */
  readonly to?: "next" | "userinfo" | "twice" | "two";
  /** The preflight's answer carries Location: the URL that was asked. */
  readonly preflightTo?: "self";
}

/** One request by the page at http://app.localhost:{port}. */
export interface Step {
  readonly via: "fetch" | "xhr";
  /** For XMLHttpRequest only, which forces a preflight by it. */
  readonly uploadListener: boolean;
  readonly method: string;
  /** The author's headers, appended one by one. */
  readonly headers: readonly Header[];
  readonly credentials: "omit" | "same-origin" | "include";
  readonly mode: "cors" | "no-cors" | "same-origin";
  readonly redirect: "follow" | "error" | "manual";
  readonly body: "none" | "text" | "stream";
  /** The first is the URL requested. */
  readonly hops: readonly [Hop, ...Hop[]];
  /** Steps of one scenario with the same path share the same URLs, and so the preflight cache. */
  readonly path: string;
  /** Milliseconds to wait before it. */
  readonly pause?: number;
}

/** Steps taken one after the other. Different scenarios never share a URL. */
export interface Scenario {
  readonly id: string;
  readonly steps: readonly Step[];
}

/** A request as the server saw it. */
export interface Received {
  readonly step: number;
  readonly hop: number;
  readonly method: string;
  readonly origin: string | null;
  /** Access-Control-Request-Method. */
  readonly requestMethod: string | null;
  /** Access-Control-Request-Headers. */
  readonly requestHeaders: string | null;
  /** The author's header names that arrived with the author's value: lower case, sorted. */
  readonly names: readonly string[];
  /** The cookies that went along, `name=value`, in their order. */
  readonly cookies: readonly string[];
}

/**
 * - `thrown`: nothing was asked of the network, since making the request threw: `new Request()`, or `open`,
 *   `setRequestHeader` or `send` of an XMLHttpRequest;
 * - `blocked`: any other failure, the network's own ones too (see `netError`).
 */
export type Verdict = "readable" | "opaque" | "opaque-redirect" | "blocked" | "thrown";

/** What the page's JavaScript saw of a step, and what the engine said of it. */
export interface Seen {
  readonly verdict: Verdict;
  /** 0 where nothing was readable. */
  readonly status: number;
  /** The response's `type`, "xhr" for a readable XMLHttpRequest, "" where there is no response. */
  readonly type: string;
  readonly redirected: boolean;
  /** All readable header names: lower case, sorted, without duplicates. `responseLines` says what the server sends. */
  readonly headers: readonly string[];
  /** Chromium alone: `corsErrorStatus` of `Network.loadingFailed`. */
  readonly corsError: string | null;
  readonly failedParameter: string | null;
  /** Chromium alone: the `net::ERR_…` name of a failed load. */
  readonly netError: string | null;
  /** What the console printed, whole messages in their order. */
  readonly console: readonly string[];
}

export interface Observation {
  readonly id: string;
  readonly seen: readonly Seen[];
  readonly received: readonly Received[];
}

export type EngineName = "chromium" | "firefox" | "webkit";

export interface Engine {
  readonly name: EngineName;
  readonly version: string;
  /** Where its server listens: what `{port}` stands for. */
  readonly port: number;
  run(scenarios: readonly Scenario[], progress?: (steps: number) => void): Promise<readonly Observation[]>;
  close(): Promise<void>;
}
