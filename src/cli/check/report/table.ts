import type { Engine } from "../../../browser/index.ts";
import { printableLine } from "../../report/printable.ts";
import type { Evidence, Probed } from "../evidence.ts";
import { NAMES, verdictOf, type Look } from "./verdict.ts";

const CELL = 11;

/** Strangers that read, before the rest is only counted. */
const MOST_STRANGERS = 6;

interface Row {
  readonly name: string;
  readonly probed: Probed;
  readonly verdicts: readonly string[];
}

/**
 * The verdicts, a row for each request and a column for each engine.
 *
 * @param verbose with a row for each stranger that was refused, too
 */
export function verdictTable({ probes }: Evidence, engines: readonly Engine[], look: Look, verbose: boolean): string {
  const { colors, width } = look;
  const all = withoutDoubles(
    probes.map((probed) => ({
      name: nameOf(probed),
      probed,
      verdicts: engines.map((engine) => verdictOf(probed, engine)),
    })),
  );
  const own = all.filter(({ probed }) => probed.probe.purpose !== "attack");
  const strangers = all.filter(({ probed }) => probed.probe.purpose === "attack");
  const reading = strangers.filter(({ verdicts }) => verdicts.some((verdict) => verdict.startsWith("reads")));
  const shown = [...own, ...(verbose ? strangers : reading.slice(0, MOST_STRANGERS))];
  const longest = Math.max(...shown.map(({ name }) => name.length)) + 2;
  const left = Math.max(20, Math.min(longest, width - 2 - CELL * engines.length));
  const head = " ".repeat(left + 2) + engines.map((engine) => NAMES[engine].padEnd(CELL)).join("");
  const rows = shown.map(
    ({ name, probed, verdicts }) =>
      `  ${fit(name, left)}${verdicts.map((verdict) => paint(verdict, probed, look)).join("")}`,
  );
  return [colors.dim(head.trimEnd()), ...rows, ...(verbose ? [] : summary(strangers, reading, look))].join("\n");
}

/** What is not shown of the strangers. */
function summary(strangers: readonly Row[], reading: readonly Row[], { colors }: Look): readonly string[] {
  const count = (rows: readonly Row[]): number => new Set(rows.map(({ probed }) => probed.probe.origin)).size;
  const refused = count(strangers.filter((row) => !reading.includes(row)));
  const more = reading.length - MOST_STRANGERS;
  return [
    ...(more > 0 ? [colors.red(`  and ${more} more that ought not to (--verbose)`)] : []),
    ...(refused > 0 && reading.length === 0 ? [colors.green(`  strangers: ${refused} tried, none reads`)] : []),
  ];
}

/** Two rows of a stranger that tell the same, with and without credentials, are one. */
function withoutDoubles(rows: readonly Row[]): readonly Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    const { purpose, origin, request } = row.probed.probe;
    const isStranger = purpose === "attack";
    const key = JSON.stringify(isStranger ? [origin, request.method, request.headers, row.verdicts] : row.name);
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? row : { ...known, name: `${known.name}, and with credentials` });
  }
  return [...byKey.values()];
}

function nameOf({ probe }: Probed): string {
  const { id, purpose, origin } = probe;
  // Those of given origins have a short name in its place.
  const name = purpose === "attack" ? id : id.replace(/^given( \d+)?(?= )/, origin);
  return printableLine(name);
}

/** Cut in the middle, since origins differ at both ends. */
function fit(text: string, width: number): string {
  if (text.length < width) return text.padEnd(width);
  const half = Math.floor((width - 3) / 2);
  return `${text.slice(0, half)}…${text.slice(text.length - half)}`.padEnd(width);
}

/** Green is what ought to be: strangers that read are red. */
function paint(verdict: string, { probe }: Probed, { colors }: Look): string {
  const reads = verdict.startsWith("reads");
  const good = reads === (probe.purpose !== "attack");
  const color = verdict === "not sent" || verdict === "opaque" ? colors.dim : good ? colors.green : colors.red;
  return color(verdict.padEnd(CELL));
}
