import type { FailureCode, HeaderLine } from "../../src/browser/index.ts";
import type { CorsConfigCode } from "../../src/index.ts";
import type { CredentialsMode } from "../../src/browser/request.ts";

/** All that the simulator shows: a page that asks and a server that answers. Plain data; it travels in URLs. */
export interface Scenario {
  readonly page: PageSide;
  readonly server: ServerSide;
}

export interface PageSide {
  /** As a browser serialises it; `null` for a sandboxed frame. */
  readonly origin: string;
  readonly url: string;
  readonly initiator: "fetch" | "xhr";
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  readonly body: { readonly kind: "none" | "text" | "json" | "urlencoded" | "multipart"; readonly text: string };
  readonly credentials: CredentialsMode;
  readonly mode: "cors" | "no-cors" | "same-origin";
  readonly redirect: "follow" | "error" | "manual";
  readonly uploadListener: boolean;
  /** The Set-Cookie value with which the API's host set a cookie before; empty for none. */
  readonly cookie: string;
  /** The same request again, so many seconds after the one before: shows the preflight cache. */
  readonly again: readonly number[];
  /** What the visitor told Chrome about Local Network Access. */
  readonly localNetworkAccess: "granted" | "denied";
}

export interface Answer {
  /** 0 for none: the connection is closed, as where a server is down. */
  readonly status: number;
  /** Raw lines, duplicates and all. */
  readonly headers: readonly HeaderLine[];
}

/** What one URL answers. */
export interface Hop {
  readonly preflight: Answer;
  readonly actual: Answer;
}

/** Something between that keeps answers for everybody. */
export interface SharedCache {
  readonly kind: "none" | "keeps Vary" | "ignores Vary";
  /** The page that asked before, whose answer was kept. */
  readonly firstOrigin: string;
}

export interface RawServer {
  readonly kind: "raw";
  /** The first answers the page's URL; each other one the URL that the Location header before it names. */
  readonly hops: readonly [Hop, ...Hop[]];
  readonly cache: SharedCache;
}

/** A policy of corskit's before a handler with a fixed outcome. */
export interface PolicyServer {
  readonly kind: "policy";
  /** The config as a JavaScript object literal, as one would type it. */
  readonly config: string;
  readonly outcome: "200" | "204" | "404" | "429" | "500" | "throw" | "redirect" | "stream";
  readonly cache: SharedCache;
}

export type ServerSide = RawServer | PolicyServer;

/** A named one, in the gallery. */
export interface Example {
  /** In kebab case; it stands in URLs: `#missing-allow-origin`. */
  readonly id: string;
  readonly title: string;
  readonly topic:
    | "basics"
    | "preflight"
    | "credentials"
    | "headers"
    | "redirects"
    | "errors"
    | "caches"
    | "beyond CORS";
  /** What to learn from it, one sentence. */
  readonly lesson: string;
  readonly scenario: Scenario;
  /**
   * What comes of it in the standard's browser: a failure's code, the verdict, or why the config is no policy. Of
   * several visits it is the first failure, else the last verdict. Tests hold it to that.
   */
  readonly outcome: FailureCode | CorsConfigCode | "readable" | "opaque";
}
