import { expect, test } from "vitest";
import { cpuTime } from "../../test/support/cpu-time.ts";
import { CorsConfigError } from "./issue.ts";
import { resolveConfig } from "./resolve.ts";

// On Node alone: in workerd the clock stands still while code runs.

/** As many as no list has, each wrong: to go through all of them for each takes several seconds and gigabytes. */
const MANY = 12_000;
const APP = "https://app.example.com";

test.each([
  ["allowOrigins", (i: number) => `https://A${i}.example/`],
  ["allowOrigins", (i: number) => i],
  ["allowMethods", (i: number) => `A ${i}`],
  ["allowHeaders", (i: number) => `x ${i}`],
  ["exposeHeaders", (i: number) => i],
] as const)("%s that are all wrong are told in a time in proportion to their number", (option, member) => {
  const config = { allowOrigins: [APP], [option]: Array.from({ length: MANY }, (_, i) => member(i)) };
  const spent = cpuTime(() => expect(() => resolveConfig(config as never)).toThrow(CorsConfigError));
  expect(spent).toBeLessThan(1500);
});
