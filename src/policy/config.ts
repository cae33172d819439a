import type { Decision, RequestFacts } from "./decision.ts";

/**
 * Asked for origins that no pattern covers. Only `true` allows. An exception, a rejection, any
 * other value, or no answer within `timeout` denies and is reported on `console.error`.
 */
export type ResolveOrigin = (origin: string, facts: RequestFacts) => boolean | Promise<boolean>;

/** Origins that are known only at run time: in a database, in Workers KV. */
export interface OriginResolver {
  /** Tried before `resolve`, so that the common origins cost no look-up. */
  readonly patterns?: readonly string[] | undefined;
  readonly resolve: ResolveOrigin;
  /** How long to wait for `resolve`, in milliseconds. Default 2000. */
  readonly timeout?: number | undefined;
}

export type AllowOrigins = "*" | readonly string[] | OriginResolver;

/** What a policy is made of. Options carry the names of the headers that they become. */
export interface PolicyConfig<Origins extends AllowOrigins = AllowOrigins> {
  /**
   * Who may read: `"*"`, or patterns compared byte by byte with the origin that the browser sends
   * (https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin):
   * - `https://app.example.com`: this origin;
   * - `https://*.example.com`: every subdomain at any depth, not `https://example.com` itself;
   * - `http://localhost:*`: any port, or none;
   * - `https://*--app.netlify.app`: one label that ends so.
   */
  readonly allowOrigins: Origins;
  /** Methods beyond GET, HEAD and POST, which need no permission. Default GET HEAD PUT PATCH POST DELETE. */
  readonly allowMethods?: readonly string[] | undefined;
  /** Request headers that a page may set. Default Authorization, Content-Type. */
  readonly allowHeaders?: readonly string[] | undefined;
  /** Response headers that a page may read beyond the safelisted ones. Default none. */
  readonly exposeHeaders?: readonly string[] | undefined;
  /** Whether cookies, client certificates and HTTP authentication may go along. Default false. */
  readonly allowCredentials?: boolean | undefined;
  /** How long a browser may keep a preflight's answer, in seconds, 0 to 86400. Default 600. */
  readonly maxAge?: number | undefined;
  /**
   * Refuse denied origins on the server too (403), before the handler runs. An API's own pages send
   * an Origin with POST, so list their origin as well. Default false.
   */
  readonly enforce?: boolean | undefined;
  /** `"gateway"` where something in front sets the headers: the kit then sets none and removes the handler's. */
  readonly owner?: "kit" | "gateway" | undefined;
  /** Refuse WebSocket handshakes from denied origins: browsers do not check those. Default true. */
  readonly guardWebSockets?: boolean | undefined;
  /** Told every decision, for logs and metrics. What it throws is reported and changes nothing. */
  readonly onDecision?: ((decision: Decision) => void) | undefined;
  /** Allow `"null"`: any sandboxed frame of any site. Never with credentials. */
  readonly dangerouslyAllowNullOrigin?: boolean | undefined;
  /** With credentials, allow http: origins: whoever controls the network can speak for them. */
  readonly dangerouslyAllowInsecureOrigins?: boolean | undefined;
  /** With credentials, allow `*` under a suffix where anybody can register a name. */
  readonly dangerouslyAllowPublicSuffixes?: boolean | undefined;
  /** With credentials, allow patterns such as `https://*--app.netlify.app`. */
  readonly dangerouslyAllowPartialLabels?: boolean | undefined;
}

/** A config with its defaults filled in and its duplicates folded, deeply frozen. Itself a valid config. */
export type Resolved<Config extends PolicyConfig> = Readonly<
  Config & {
    [Option in Exclude<keyof PolicyConfig, "allowOrigins" | "onDecision">]-?: NonNullable<PolicyConfig[Option]>;
  }
>;
