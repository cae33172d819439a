import type { Result } from "../harness/row.ts";
import { formatGoal, formatSpread, formatValue } from "./format.ts";

/** One result as lines of text. */
export function terminalTable({ title, runtime, unit, values, goals, skipped }: Result): string {
  if (skipped !== undefined) return `\n${title} (${runtime}): SKIPPED, ${skipped}`;
  const width = Math.max(...values.map(({ name }) => name.length), ...goals.map(({ name }) => name.length));
  const rows = values.map((value) => {
    const median = formatValue(value.spread.median, unit).padStart(12);
    return `  ${value.name.padEnd(width)} ${median}  ${formatSpread(value, unit)}${value.note && `  [${value.note}]`}`;
  });
  const judged = goals.map((goal) => `> ${goal.name.padEnd(width)} ${formatGoal(goal)}`);
  return [`\n${title} (${runtime})`, ...rows, ...judged].join("\n");
}
