/** What a target makes of a policy. */
export interface Emission {
  /** The configuration, to be written to a file as it is. The same policy gives the same bytes. */
  readonly output: string;
  /** Whether pages read exactly what the policy lets them read: then nothing is lost. */
  readonly exact: boolean;
  /** What pages do not get here though the policy gives it, or what the target cannot do. Never more than the policy: that is refused. */
  readonly lost: readonly EmitIssue[];
  /** Who sets the headers once this is deployed, and what the handler behind it has to do then. */
  readonly owner: string;
}

/** Which part of a policy a target cannot say. Codes are stable: tests and tools may match on them. */
export type EmitCode =
  /** Origins are known only at run time. */
  | "resolver"
  /** Policies by path. */
  | "paths"
  /** An origin pattern. */
  | "origins"
  | "null-origin"
  | "methods"
  | "headers"
  | "exposed-headers"
  | "credentials"
  | "max-age"
  /** Denied requests are not refused. */
  | "enforce"
  | "web-sockets"
  /** The target answers no preflight requests. */
  | "preflight"
  /** Some responses have no headers. */
  | "errors"
  /** Responses do not say that they vary. */
  | "vary"
  /** More, or longer, than the target takes. */
  | "limit"
  /** An option of the emitter itself. */
  | "option";

/** One thing that a target cannot say. */
export interface EmitIssue {
  readonly code: EmitCode;
  /** Where in the policy, in JavaScript's notation: `allowOrigins[2]`. Empty for the policy as a whole. */
  readonly path: string;
  /** What is lost or refused, in one sentence. */
  readonly message: string;
  /** What the target does, and where that is written. */
  readonly cause: string;
  /** The way out. */
  readonly fix: string;
}

/** Thrown by every emitter where the result would let pages read more than the policy, or nothing of it would be left. */
export class EmitError extends Error {
  override readonly name = "EmitError";
  readonly issues: readonly EmitIssue[];

  /** @param target as people call it: `API Gateway HTTP API` */
  constructor(target: string, issues: readonly EmitIssue[]) {
    const lines = issues.map(
      ({ code, path, message, cause, fix }) =>
        `\n  ${path || "policy"}: ${message} (${code})\n    cause: ${cause}\n    fix: ${fix}`,
    );
    super(`the policy cannot be written for ${target}${lines.join("")}`);
    this.issues = issues;
  }
}

/** What every emitter takes beside the policy. */
export interface EmitOptions {
  /** What stands after the target on the command line that makes this, for the comment at its head: `cors.config.ts`. */
  readonly source?: string | undefined;
}
