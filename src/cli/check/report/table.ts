import type { Engine } from "../../../browser/index.ts";
import { printableLine } from "../../report/printable.ts";
import type { Evidence } from "../evidence.ts";
import { rowsFor, type Row } from "./rows.ts";
import { NAMES, type Look } from "./verdict.ts";

const CELL = 11;

/**
 * The verdicts, a row for each request and a column for each engine.
 *
 * @param verbose with a row for each stranger
 */
export function verdictTable(evidence: Evidence, engines: readonly Engine[], look: Look, verbose: boolean): string {
  const { colors, width } = look;
  const rows = rowsFor(evidence, engines, verbose);
  const names = rows.map(({ name }) => printableLine(name));
  const longest = Math.max(...names.map(({ length }) => length)) + 2;
  const left = Math.max(20, Math.min(longest, width - 2 - CELL * engines.length));
  const lines = rows.map((row, i) => `  ${fit(names[i] ?? "", left)}${cells(row, look)}`);
  const head = " ".repeat(left + 2) + engines.map((engine) => NAMES[engine].padEnd(CELL)).join("");
  return [colors.dim(head.trimEnd()), ...lines].join("\n");
}

/** Cut in the middle, since origins differ at both ends. */
function fit(text: string, width: number): string {
  if (text.length < width) return text.padEnd(width);
  const half = Math.floor((width - 3) / 2);
  return `${text.slice(0, half)}…${text.slice(text.length - half)}`.padEnd(width);
}

/** Green is what ought to be. A stranger may read what is public, but not with the visitor's cookies. */
function cells({ verdicts, purpose, withCredentials }: Row, { colors }: Look): string {
  return verdicts
    .map((verdict, i) => {
      const reads = verdict.startsWith("reads");
      const isStranger = purpose === "attack";
      const good = reads !== isStranger;
      const bad = isStranger && !withCredentials ? colors.yellow : colors.red;
      const paint = verdict === "not sent" || verdict === "opaque" ? colors.dim : good ? colors.green : bad;
      return paint(i < verdicts.length - 1 ? verdict.padEnd(CELL) : verdict);
    })
    .join("");
}
