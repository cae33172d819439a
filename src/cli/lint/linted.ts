import type { Finding } from "../finding.ts";
import type { Equivalent } from "./from/equivalent.ts";

/** One policy, looked at. */
export interface LintedPolicy {
  /** Where it stands: an export's name, a path, a line of the source. */
  readonly name: string;
  /** What it allows, in words; null where it is none. */
  readonly allows: string | null;
  readonly findings: readonly Finding[];
  /** For another tool's configuration: the same in corskit. */
  readonly equivalent?: Equivalent;
}

/** A file, looked at. */
export interface LintedFile {
  /** As a person would write its path. */
  readonly file: string;
  readonly policies: readonly LintedPolicy[];
  /** What in it is no policy, a sentence each. */
  readonly notes: readonly string[];
}

export function allFindings({ policies }: LintedFile): readonly Finding[] {
  return policies.flatMap(({ findings }) => findings);
}
