export const TOOLS = ["express", "hono", "fastify", "middy", "spring", "nginx", "aws-http-api"] as const;

/** Whose configuration `corskit lint --from` reads. */
export type Tool = (typeof TOOLS)[number];

/** What `corskit lint` was called with. */
export interface LintOptions {
  readonly from?: Tool;
  readonly json?: true;
  /** A file, or `-`. */
  readonly junit?: string;
  readonly github?: true;
}
