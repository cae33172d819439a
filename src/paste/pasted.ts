import type { HeaderLine } from "../browser/index.ts";
import type { CredentialsMode } from "../browser/request.ts";

/** A request that somebody pasted, as a page would make it. Plain data: it goes into URLs and JSON. */
export interface PastedRequest {
  readonly url: string;
  /** The page's origin, where the paste tells it: by an Origin header, or a Referer. */
  readonly origin: string | null;
  readonly method: string;
  /** The author's own: without those that a browser sets by itself, such as Host, User-Agent or Sec-Fetch-Mode. */
  readonly headers: readonly HeaderLine[];
  readonly body: string | null;
  readonly credentials: CredentialsMode;
  readonly mode: "cors" | "no-cors" | "same-origin";
  readonly redirect: "follow" | "error" | "manual";
  /** What was left out of the paste and why, a sentence each. */
  readonly notes: readonly string[];
}

/** A response that somebody pasted from a browser's developer tools or from `curl -i`. */
export interface PastedResponse {
  readonly status: number;
  /** Raw lines, duplicates and all. */
  readonly headers: readonly HeaderLine[];
  readonly notes: readonly string[];
}

/** A paste that cannot be read. */
export interface PasteError {
  /** What is wrong and where, a sentence. */
  readonly message: string;
  /** What to paste instead. */
  readonly fix: string;
}
