import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { createInstrumenter } from "istanbul-lib-instrument";

/** What a target does with a text. Throws, or rejects, where something is wrong. */
export type Fuzz = (text: string) => void | Promise<void>;

/** A target whose branches are counted. */
export interface Instrumented {
  readonly fuzz: Fuzz;
  /** How often each branch was taken since the last call. */
  takeCounts(): readonly number[];
  /** The strings that stand in its sources, to make inputs of. */
  readonly words: readonly string[];
}

const COUNTERS = "__corskit_counters__";

/** istanbul's counters of one file: of branches, a list for each; of functions and statements, one. */
interface Counters {
  readonly b: Record<string, number[]>;
  readonly f: Record<string, number>;
}

/** Bundles a target with what it tries, and counts what is run of it. */
export async function instrument(file: string): Promise<Instrumented> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    format: "esm",
    platform: "node",
    // What is not ours is not counted.
    packages: "external",
    target: "node22",
    write: false,
    logLevel: "warning",
  });
  const source = outputFiles[0]?.text ?? "";
  const instrumenter = createInstrumenter({ esModules: true, coverageVariable: COUNTERS, compact: true });
  const folder = await mkdtemp(fileURLToPath(new URL("../../node_modules/.fuzz-", import.meta.url)));
  try {
    const path = join(folder, "target.mjs");
    await writeFile(path, instrumenter.instrumentSync(source, path));
    const { fuzz } = (await import(pathToFileURL(path).href)) as { fuzz: Fuzz };
    const [counters] = Object.values(Reflect.get(globalThis, COUNTERS) as Record<string, Counters>);
    Reflect.deleteProperty(globalThis, COUNTERS);
    if (counters === undefined) throw new Error(`${file} is not counted`);
    return { fuzz, takeCounts: () => takeCounts(counters), words: wordsOf(source) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function takeCounts({ b, f }: Counters): readonly number[] {
  const counts: number[] = [];
  for (const paths of Object.values(b)) {
    counts.push(...paths);
    paths.fill(0);
  }
  for (const name of Object.keys(f)) {
    counts.push(f[name] ?? 0);
    f[name] = 0;
  }
  return counts;
}

function wordsOf(source: string): readonly string[] {
  const strings = source.matchAll(/"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'/g);
  const words = [...strings].map(([, double, single]) => double ?? single ?? "");
  return [...new Set(words)].filter((word) => word.length > 0 && word.length < 60);
}
