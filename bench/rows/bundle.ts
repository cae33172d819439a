import { gzipSync } from "node:zlib";
import { bundle as build } from "../workerd/serve.ts";
import type { Goal, OwnRow, Value } from "../harness/row.ts";

/** In bytes. */
const LIMITS = { corskit: 4000, "corskit/workers": 4500, "corskit/hono": 4200, "corskit/lambda": 6500 };

const ENTRIES: Readonly<Record<string, string>> = {
  corskit: "../../src/index.ts",
  "corskit/workers": "../../src/workers/index.ts",
  "corskit/hono": "../../src/hono/index.ts",
  "corskit/lambda": "../../src/lambda/index.ts",
};

export const bundle: OwnRow = {
  id: "bundle",
  title: "Everything that an entry exports, minified and compressed with gzip",
  async measure({ progress }) {
    progress(bundle.title);
    const values: Value[] = [];
    for (const [name, entry] of Object.entries(ENTRIES)) {
      const bytes = gzipSync(await build(entry, true), { level: 9 }).length;
      values.push({ name, spread: { median: bytes, low: bytes, high: bytes }, note: "" });
    }
    const goals = values.map(({ name, spread }): Goal => {
      const limit = LIMITS[name as keyof typeof LIMITS];
      const ratio = spread.median / limit;
      return {
        name: `${name} / ${limit} bytes`,
        ratio: { median: ratio, low: ratio, high: ratio },
        sense: "at most",
        limit: 1,
      };
    });
    return [{ id: bundle.id, title: bundle.title, runtime: "node", unit: "bytes", values, goals }];
  },
};
