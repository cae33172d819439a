import { CASES } from "./cases.ts";
import type { Kit } from "./kit.ts";

/** What came of a case. */
export interface Result {
  readonly name: string;
  /** Null where it holds. */
  readonly error: string | null;
}

/** Where a program prints its results: what stands after it on the line is JSON. */
export const MARK = "corskit results ";

/** Runs all cases, one after the other. Never rejects. */
export async function runCases(kit: Kit, draw: { readonly seed: number; readonly runs: number }): Promise<Result[]> {
  const results: Result[] = [];
  // Handlers throw on purpose, and the kit says so there.
  const { error: said } = console;
  console.error = () => {};
  for (const [name, check] of Object.entries(CASES)) {
    try {
      await check(kit, draw);
      results.push({ name, error: null });
    } catch (error) {
      results.push({ name, error: error instanceof Error ? String(error.stack) : String(error) });
    }
  }
  console.error = said;
  return results;
}
