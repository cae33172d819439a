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

/** Why an emitter refuses, as `code path`. Empty where it does not. */
export function refusals(emit: () => Emission): readonly string[] {
  try {
    emit();
    return [];
  } catch (error) {
    if (error instanceof EmitError) return places(error.issues);
    throw error;
  }
}

/** What is lost, as `code path`. */
export function losses({ lost }: Emission): readonly string[] {
  return places(lost);
}

/** A list of so many members. */
export function many(count: number, member: (i: number) => string): string[] {
  return Array.from({ length: count }, (_, i) => member(i));
}
