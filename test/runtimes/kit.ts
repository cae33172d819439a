import type * as browser from "../../src/browser/index.ts";
import type * as hono from "../../src/hono/index.ts";
import type * as corskit from "../../src/index.ts";
import type * as lambda from "../../src/lambda/index.ts";
import type * as testing from "../../src/testing/index.ts";
import type * as workers from "../../src/workers/index.ts";

/** The package as its users have it, each entry point as it was imported. */
export interface Kit {
  readonly corskit: typeof corskit;
  readonly browser: typeof browser;
  readonly hono: typeof hono;
  readonly lambda: typeof lambda;
  readonly testing: typeof testing;
  readonly workers: typeof workers;
}

/** One thing that holds on every runtime. Throws where it does not. */
export type Case = (kit: Kit, draw: { readonly seed: number; readonly runs: number }) => Promise<void> | void;

export function equal(actual: unknown, expected: unknown, what = ""): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what} ${is}, not ${should}`.trim());
}
