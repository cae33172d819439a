import { EmitError, type Emission, type EmitIssue } from "../../src/emit/index.ts";

/** Why a policy is refused: `code path`, one for each issue. Empty where it is not. */
export function refusals(emit: () => Emission): readonly string[] {
  try {
    emit();
    return [];
  } catch (error) {
    if (!(error instanceof EmitError)) throw error;
    return error.issues.map(brief);
  }
}

/** What is lost: `code path`, one for each issue. */
export function losses({ lost }: Emission): readonly string[] {
  return lost.map(brief);
}

function brief({ code, path }: EmitIssue): string {
  return `${code} ${path}`.trimEnd();
}
