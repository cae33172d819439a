import type { Goal, OwnRow, Value } from "../harness/row.ts";
import { publishPackage, runTool } from "../harness/published.ts";

/** In bytes, for whatever is imported of an entry. */
const LIMITS: Readonly<Record<string, number>> = {
  corskit: 4000,
  "corskit/workers": 4500,
  "corskit/hono": 4200,
  "corskit/lambda": 6500,
};

/** What `size-limit --json` says of a line of .size-limit.json. */
interface Measured {
  readonly name: string;
  readonly size: number;
}

export const bundle: OwnRow = {
  id: "bundle",
  title: "Bundled for production, minified and compressed with gzip",
  async measure({ progress }) {
    progress(bundle.title);
    await publishPackage();
    const measured = await measureBundles();
    const values = measured.map(({ name, size }): Value => ({
      name,
      spread: { median: size, low: size, high: size },
      note: "",
    }));
    const goals = measured.map(({ name, size }): Goal => {
      const limit = LIMITS[/corskit(\/\w+)?/.exec(name)?.[0] ?? ""] ?? Number.NaN;
      const ratio = size / limit;
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

/** @throws Error where a bundle cannot be measured; that it is larger than .size-limit.json lets it be is no matter here */
async function measureBundles(): Promise<readonly Measured[]> {
  try {
    return JSON.parse(await runTool("size-limit", ["--json"])) as readonly Measured[];
  } catch (error) {
    // Where a limit is exceeded it prints the sizes all the same, and exits with 1; of a missing file, none or less than none.
    const printed = JSON.parse((error as { readonly stdout?: string }).stdout || "null") as unknown;
    if (Array.isArray(printed) && printed.every(({ size }) => size > 0)) return printed;
    throw error;
  }
}
