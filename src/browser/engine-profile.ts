export type Engine = "standard" | "chromium" | "firefox" | "webkit";

/** Where an engine leaves the Fetch standard, as data. */
export interface EngineProfile {
  readonly name: Engine;
  /** The longest that a preflight's answer is kept, in seconds. */
  readonly maxAgeCap: number;
  /** The longest URL of which an answer is kept, in characters. */
  readonly longestKeptUrl: number;
  /** How long where Access-Control-Max-Age is absent, in seconds. */
  readonly defaultMaxAge: number;
  /** How long where it is invalid or there are two of it, in seconds; 0 keeps nothing. */
  readonly invalidMaxAge: number;
  /** How long where Access-Control-Max-Age is a negative number, in seconds. */
  readonly negativeMaxAge: number;
  /** An answer that is not to be kept leaves what was kept before. */
  readonly zeroLeavesKept: boolean;
  /** That there was an answer outlives what it granted, and spares a request that has nothing to ask for. */
  readonly answersOutliveGrants: boolean;
  /** `*` in Access-Control-Allow-Headers stands for Authorization too. */
  readonly wildcardCoversAuthorization: boolean;
  /** What is kept for a URL: methods and names one by one, or the last answer until it does not suffice. */
  readonly cacheKeeps: "entries" | "the last answer";
  /** A preflight that an upload listener or a stream causes is spared only where the method is kept. */
  readonly flagNeedsKeptMethod: boolean;
  /** Of several response lines of a name, empty ones do not count, but for Access-Control-Allow-Origin spelt so. */
  readonly ignoresEmptyLines: boolean;
  /** A conditional request, as with If-None-Match, asks in spite of what is kept. */
  readonly conditionalBypassesCache: ReadonlySet<"fetch" | "xhr">;
  /** A kept `*` answers for other names than those asked for. */
  readonly reusesKeptWildcard: "never" | "butForAuthorization" | "always";
  /** What `*` stands for in a kept answer that was asked for with credentials. */
  readonly credentialedWildcard: "everything" | "everything without credentials" | "itself";
  /** An answer that was asked for with credentials is good for a request without them. */
  readonly reusesAcrossCredentials: boolean;
  /** What is kept has to name HEAD for a HEAD request, safelisted as it is. */
  readonly asksAgainForHead: boolean;
  /** What clears what is kept for the URL, on the preflighted path. */
  readonly clearsOnFailure: "any failure" | "but a refused redirect" | "nothing";
  /** So does a failure of a request that needed no preflight. */
  readonly simpleRequestsClear: boolean;
  /** The author's lines of one name are combined before they are judged. */
  readonly combinesRequestHeaders: boolean;
  /** Safelisted values of more than 1024 bytes in all need a preflight. */
  readonly limitsSafelistedSum: boolean;
  /** Client hints that are safelisted where their value is of a form. */
  readonly furtherSafelisted: Readonly<Record<string, RegExp>>;
  /** What a redirect to another origin than the page's removes. */
  readonly hintsDroppedByRedirect: RegExp;
  /** Request headers that the engine drops beyond the forbidden ones. */
  readonly furtherForbidden: ReadonlySet<string>;
  /** A preflight that an upload listener caused needs no Access-Control-Allow-Methods. */
  readonly listenerGrantsMethod: boolean;
  /** An upload listener without anything to upload causes none. */
  readonly listenerNeedsBody: boolean;
  /** With `redirect: "error"`, a redirect status without Location is a response like others. */
  readonly errorNeedsLocation: boolean;
  /**
   * Several Location lines: no redirect; one where they are alike, and else no response at all; or one URL, joined
   * with commas as of a list.
   */
  readonly repeatedLocation: "fails" | "counts once" | "is joined";
  /** A redirect to a URL with a user name or password is blocked in every mode, but for an XMLHttpRequest to the page's own origin. */
  readonly blocksUserInfo: boolean;
  /** What becomes of a ReadableStream as a request's body. */
  readonly streamsRequests: "streams" | "its name is sent" | "fails";
  /** A stream as the body makes mode `same-origin` mode `cors`. */
  readonly streamsAreCors: boolean;
  /** In mode `no-cors`, a redirect to another origin makes the Origin header `null`. */
  readonly noCorsRedirectsAreNull: boolean;
  /** In mode `no-cors` with credentials `same-origin`, cookies go along wherever the page's own origin redirects to. */
  readonly noCorsKeepsCredentials: boolean;
  /** From this byte on a Range is not safelisted. */
  readonly longestRange: number;
  /** `Range: BYTES=0-1` is safelisted. */
  readonly rangeUnitInAnyCase: boolean;
  /** A preflight request lists a header's name once for each of its lines. */
  readonly repeatsRequestHeaders: boolean;
  /**
   * A request that began with unsafe headers is preflighted at every hop on another origin, and what a redirect
   * removes of its headers is missing at the next hop alone: each redirect begins with the first request's headers
   * (and its method, to tell which to remove). In WebKit (`"all"`) Authorization does not come back, nor anything
   * within the page's own origin, and preflights ask for all of the first headers.
   */
  readonly redirectsRemember: "nothing" | "what is left" | "all";
  /** A request that was preflighted once is preflighted at every later hop on another origin. */
  readonly staysPreflighted: boolean;
  /** A redirect to another origin turns DELETE into GET. */
  readonly deleteBecomesGet: boolean;
  /** After a redirect the Origin header stays; in mode `no-cors`, on the same origin alone. */
  readonly keepsOriginHeader: boolean;
  /** A preflight's answer is kept although it did not grant what was asked for. */
  readonly keepsRefusals: boolean;
  /** A preflight's answer to the origin `null` is kept. */
  readonly keepsForNullOrigin: boolean;
  /** Where the page's own origin redirects to another one's URL with a user name or password, a preflight still goes first. */
  readonly userInfoFromOwnOrigin: boolean;
  /**
   * With credentials `same-origin`, a request that began on the page's own origin checks the redirects of
   * others as if it carried credentials, and does so just before the next actual request.
   */
  readonly redirectsCarryCredentials: boolean;
  /** Where XMLHttpRequest puts a charset right, it serialises the type anew and quotes what has to be. */
  readonly serializesContentType: boolean;
  /** Content types that are not safelisted beyond those of the standard. */
  readonly refusedContentTypes: RegExp;
  /**
   * A preflight, unlike the actual request, has the page's origin after redirects too; its answer is not
   * compared with it where it comes from that origin.
   */
  readonly preflightsKeepOrigin: boolean;
  /** Bytes above 0x7F are unsafe in safelisted request headers. */
  readonly nonAsciiIsUnsafe: boolean;
  /** Which fault of a preflight's answer is told first. */
  readonly preflightOrder: "origin-first" | "redirect-first" | "status-first";
  /** A method that is not granted is told before header names that cannot be read. */
  readonly readsMethodsFirst: boolean;
  /** An https page may fetch http://localhost. */
  readonly allowsLoopbackFromHttps: boolean;
  /** A public page needs permission to reach a local address. */
  readonly hasLocalNetworkAccess: boolean;
}
