import type { Goal, Result, Value } from "../harness/row.ts";

/** A value with its unit, in three digits. */
export function formatValue(value: number, unit: string): string {
  if (unit === "ns") {
    const [scale, name] = Math.abs(value) < 1e3 ? [1, "ns"] : Math.abs(value) < 1e6 ? [1e3, "µs"] : [1e6, "ms"];
    return `${digits(value / scale)} ${name}`;
  }
  if (unit === "bytes") {
    return Math.abs(value) < 1e4 ? `${Math.round(value)} bytes` : `${digits(value / 1000)} KB`;
  }
  return `${Math.abs(value) < 1000 ? digits(value) : Math.round(value).toLocaleString("en")} ${unit}`;
}

export function digits(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** `1.2 to 1.4`, of the middle half of the rounds. */
export function formatSpread({ spread: { low, high } }: Value, unit: string): string {
  return low === high ? "" : `${formatValue(low, unit)} to ${formatValue(high, unit)}`;
}

export function isMet({ ratio, sense, limit }: Goal): boolean {
  return sense === "at most" ? ratio.median <= limit : ratio.median >= limit;
}

export function formatGoal(goal: Goal): string {
  const { ratio, sense, limit } = goal;
  return `${digits(ratio.median)} (${digits(ratio.low)} to ${digits(ratio.high)}), ${sense} ${digits(limit)}: ${isMet(goal) ? "met" : "MISSED"}`;
}

/** Every goal, with the row that it belongs to. */
export function goalsOf(results: readonly Result[]): readonly { readonly result: Result; readonly goal: Goal }[] {
  return results.flatMap((result) => result.goals.map((goal) => ({ result, goal })));
}
