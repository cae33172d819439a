import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** What random tests start from. */
    seed: number;
    /** How many cases the promise is tried on. */
    runs: number;
  }
}

/** What random tests start from: `SEED`, or a number that is drawn. Whoever takes it prints it. */
export function givenSeed(): number {
  return Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
}

/** One seed for a whole run, printed, so that `SEED=… npm run unit` repeats it; `RUNS=…` tries more. */
export function setup(project: TestProject): void {
  const seed = givenSeed();
  console.log(`[${project.name}] random tests: SEED=${seed}`);
  project.provide("seed", seed);
  project.provide("runs", Number(process.env["RUNS"] ?? 20_000));
}
