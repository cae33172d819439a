import { inspect } from "node:util";

/** What came of a recipe or an example. */
export interface Row {
  readonly name: string;
  /** How much of it was seen to be right. */
  readonly held: string;
  /** Where a platform keeps the promise from being kept, and its page tells so. */
  readonly differences: readonly string[];
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** Times some work, and takes what it throws for a fault. */
export async function rowOf(name: string, work: () => Promise<Omit<Row, "name" | "seconds">>): Promise<Row> {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1000;
  try {
    return { name, ...(await work()), seconds: seconds() };
  } catch (error) {
    // With its cause, which is what failed where the error itself says what was printed until then.
    return { name, held: "", differences: [], faults: [inspect(error)], seconds: seconds() };
  }
}

/** Markdown, for people to keep. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ name, held, differences, faults, seconds }) => {
    const cells = [name, faults.length > 0 ? "FAILED" : held, differences.join(", ") || "-", seconds.toFixed(1)];
    return `| ${cells.join(" | ")} |`;
  });
  return ["| Recipe | Right | Different, as its page tells | Seconds |", "| --- | --- | --- | --- |", ...lines].join(
    "\n",
  );
}
