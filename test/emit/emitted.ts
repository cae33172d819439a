import { expect } from "vitest";
import { EmitError, type Emission, type EmitIssue } from "../../src/emit/index.ts";

/** Issues as `code path`, after a look at what each has to say: what, why with its source, and the way out. */
export function places(issues: readonly EmitIssue[]): readonly string[] {
  for (const { message, cause, fix } of issues) {
    expect(message).toMatch(/\w/);
    expect(cause).toMatch(/https:\/\/|runs in the handler|they are for/);
    expect(fix).toMatch(/\w/);
  }
  return issues.map(({ code, path }) => `${code} ${path}`.trim());
}

/** Why an emitter refuses, as `code path`. Fails where it does not. */
export function refusals(emit: () => Emission): readonly string[] {
  try {
    emit();
  } catch (error) {
    if (error instanceof EmitError) return places(error.issues);
    throw error;
  }
  throw new Error("it was not refused");
}

/** A list of so many members. */
export function many(count: number, member: (i: number) => string): string[] {
  return Array.from({ length: count }, (_, i) => member(i));
}
