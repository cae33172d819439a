import type { Engine } from "../../browser/index.ts";

/** What `corskit check` was called with. */
export interface CheckOptions {
  /** Origins that are to be let in. */
  readonly origin?: readonly string[];
  readonly method?: string;
  /** `Name: value` */
  readonly header?: readonly string[];
  readonly body?: string;
  readonly credentials?: true;
  readonly engine?: readonly Engine[];
  readonly passive?: true;
  readonly insecure?: true;
  /** `host:port:address` */
  readonly resolve?: readonly string[];
  readonly maxRequests: number;
  /** Milliseconds for each request. */
  readonly timeout: number;
  readonly verbose?: true;
  readonly json?: true;
  /** A file, or `-`. */
  readonly junit?: string;
  readonly github?: true;
}
