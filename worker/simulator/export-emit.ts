import { EmitError, type EmitIssue } from "../../src/emit/emission.ts";
import { EMITTERS } from "../../src/emit/emitters.ts";
import type { TargetName } from "../../src/emit/targets.ts";
import { CorsConfigError } from "../../src/index.ts";
import { parseLiteral } from "../../src/paste/parse-literal.ts";

/** A config as a target's configuration, or why it cannot be that. */
export interface Written {
  /** Null where it is refused. */
  readonly output: string | null;
  /** What is lost, or refused. */
  readonly issues: readonly Pick<EmitIssue, "message" | "fix">[];
  readonly owner: string | null;
}

/** @param config as one types it: `{ allowOrigins: ["https://app.example.com"] }` */
export function toConfiguration(config: string, target: TargetName): Written {
  const read = parseLiteral(config);
  if (!("value" in read)) return { output: null, issues: [read], owner: null };
  try {
    // What is no config is told by the emitter.
    const { output, lost, owner } = EMITTERS[target](read.value as Parameters<(typeof EMITTERS)[TargetName]>[0], {});
    return { output, issues: lost, owner };
  } catch (error) {
    const isTold = error instanceof EmitError || error instanceof CorsConfigError;
    if (!isTold) throw error;
    return { output: null, issues: error.issues, owner: null };
  }
}
