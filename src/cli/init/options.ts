import type { Gateway, Infra, Template } from "./templates.ts";

/** What `corskit init` was called with. */
export interface InitOptions {
  readonly template?: Template;
  readonly infra?: Infra;
  readonly gateway?: Gateway;
  readonly origins?: readonly string[];
  readonly credentials?: boolean;
  readonly here?: boolean;
  readonly yes?: boolean;
  /** False with --no-install. */
  readonly install: boolean;
  /** False with --no-git. */
  readonly git: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  /** The range of corskit that the project depends on; by default this version's. For tests: a tarball. */
  readonly corskit?: string;
}
