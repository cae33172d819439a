// Bytes of JavaScript's heap that a call takes: node --expose-gc --min-semi-space-size=512 --max-semi-space-size=512 garbage.ts
import { fetchContenders } from "../rows/actual.ts";
import { lambdaFetch, lambdaNative } from "../rows/lambda.ts";

const CALLS = 1000;
const WARM = 2000;
/** What is compiled stands on the heap as well: only once all of them have run do they differ by what they make. */
const PASSES = 4;

const found: Record<string, number> = {};
const rows = {
  actual: fetchContenders,
  native: lambdaNative.contenders(),
  fetch: lambdaFetch.contenders().filter(({ name }) => name.endsWith("GET")),
};
for (let pass = 0; pass < PASSES; pass++) {
  for (const [row, contenders] of Object.entries(rows)) {
    for (const { name, run } of contenders) {
      for (let i = 0; i < WARM; i++) await run();
      globalThis.gc?.();
      const before = process.memoryUsage().heapUsed;
      for (let i = 0; i < CALLS; i++) await run();
      found[`${row}/${name}`] = (process.memoryUsage().heapUsed - before) / CALLS;
    }
  }
}
console.log(JSON.stringify(found));
