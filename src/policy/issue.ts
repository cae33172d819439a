import { summarize } from "#explain";
import type { PolicyConfig } from "./config.ts";
import type { Samples } from "./options.ts";

/** What can be wrong with a config. Codes are stable: tests and tools may match on them. */
export type CorsConfigCode =
  | "config-invalid"
  | "unknown-option"
  | "origins-missing"
  | "origin-invalid"
  | "origin-null"
  | "wildcard-with-credentials"
  | "wildcard-mixed"
  | "origin-insecure"
  | "origin-public-suffix"
  | "origin-partial-label"
  | "method-invalid"
  | "method-forbidden"
  | "header-invalid"
  | "header-forbidden"
  | "max-age-invalid";

/** One fault of a config, as data. */
export interface CorsConfigIssue {
  readonly code: CorsConfigCode;
  /** Where, in JavaScript's notation: `allowOrigins[2]`. Empty for the config as a whole. */
  readonly path: string;
  /** What stood there. */
  readonly value: unknown;
  /** What is wrong with it, in one sentence. */
  readonly message: string;
  /** What to write instead: a value for `path`, or a whole `option: value` line. */
  readonly fix: string;
}

/** A fault without its sentences. They are made of it, and leave bundles for production. */
export type Fault = Pick<CorsConfigIssue, "code" | "path" | "value">;

/** How the parts of the validation hand in what they find. */
export type Report = (code: CorsConfigCode, path: string, value: unknown) => void;

/**
 * What is wrong, and what to write instead.
 *
 * @param config the options that are of the right kind, with their defaults
 * @param samples a value for each option that there is
 */
export type Explain = (
  fault: Fault,
  config: PolicyConfig,
  samples: Samples,
) => Pick<CorsConfigIssue, "message" | "fix">;

/** The same for a key of `corsByPath`, or for what has none. */
export type ExplainPath = (value: unknown) => ReturnType<Explain>;

/** All of it in one message. */
export type Summarize = (issues: readonly CorsConfigIssue[]) => string;

/** The options that list methods or headers. */
export type NameList = "allowMethods" | "allowHeaders" | "exposeHeaders";

/**
 * Thrown by `cors()` and `corsByPath()`: every fault of the config at once. `message` lists the
 * first 20 of them, each with its fix; `issues` has them all.
 */
export class CorsConfigError extends TypeError {
  override readonly name = "CorsConfigError";
  readonly issues: readonly CorsConfigIssue[];

  constructor(issues: readonly CorsConfigIssue[]) {
    super(summarize(issues));
    this.issues = issues;
  }
}
