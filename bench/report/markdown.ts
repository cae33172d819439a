import type { Result } from "../harness/row.ts";
import type { Machine } from "./machine.ts";
import { digits, formatSpread, formatValue, goalsOf, isMet } from "./format.ts";

/** A table in Markdown, in the form that the formatter leaves alone. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, i) => Math.max(3, ...all.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  const [first = [], ...others] = all;
  return [line(first), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...others.map(line)].join("\n");
}

/** The goals, and whether they are met. */
export function goalTable(results: readonly Result[]): string {
  const rows = goalsOf(results).map(({ result, goal }) => {
    const { ratio, sense, limit, name } = goal;
    return [
      result.title,
      result.runtime,
      name,
      `${digits(ratio.median)} (${digits(ratio.low)} to ${digits(ratio.high)})`,
      `${sense} ${digits(limit)}`,
      isMet(goal) ? "yes" : "**no**",
    ];
  });
  return table(["What", "In", "Ratio", "Measured", "Goal", "Met"], rows);
}

/** Everything that was measured. */
export function valueTables(results: readonly Result[]): string {
  return results
    .map(({ title, runtime, unit, values, skipped }) => {
      const head = `**${title}** (${runtime})`;
      if (skipped !== undefined) return `${head}: not measured, ${skipped}.`;
      const rows = values.map((value) => [
        value.name,
        formatValue(value.spread.median, unit),
        formatSpread(value, unit),
        value.note,
      ]);
      return `${head}\n\n${table(["", "median", "middle half of the rounds", "differs in"], rows)}`;
    })
    .join("\n\n");
}

export function machineLine({ cpu, cores, memory, system, versions, rounds, date }: Machine): string {
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${cpu}, ${cores} cores, ${memory} GB, ${system}; ${rounds} rounds, ${date}; ${names.join(", ")}.`;
}
