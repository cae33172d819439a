import type { Engine } from "../../../browser/index.ts";
import type { Evidence, Probe, Probed } from "../evidence.ts";
import { verdictOf } from "./verdict.ts";

/** A row of the verdict table: one probe, or several that came to the same. */
export interface Row {
  readonly name: string;
  readonly purpose: Probe["purpose"];
  readonly withCredentials: boolean;
  /** In the order of the engines. */
  readonly verdicts: readonly string[];
}

/** Strangers with the same verdicts, before they share a row. */
const MOST_ALIKE = 3;

/**
 * The rows for the probes, in their order.
 *
 * @param all with a row for each stranger; otherwise those that came to the same share one
 */
export function rowsFor({ probes }: Evidence, engines: readonly Engine[], all: boolean): readonly Row[] {
  const rows: Row[] = [];
  for (const same of alike(probes, engines, all)) {
    const [first] = same;
    if (first === undefined) continue;
    const { purpose, origin } = first.probe;
    const origins = new Set(same.map(({ probe }) => probe.origin));
    const modes = new Set(same.map(({ probe }) => probe.request.credentials === "include"));
    const who = origins.size > 1 ? `${origins.size} strangers` : origin;
    const what = describe(first, modes.size > 1);
    const verdicts = engines.map((engine) => verdictOf(first, engine));
    rows.push({
      name: `${who} ${what}`,
      purpose,
      withCredentials: modes.has(true),
      verdicts,
    });
  }
  return rows;
}

/** Probes that share a row: each for itself, but for strangers. */
function alike(probes: readonly Probed[], engines: readonly Engine[], all: boolean): readonly (readonly Probed[])[] {
  const groups = groupBy(probes, (probed) => {
    const { id, purpose, origin, request } = probed.probe;
    if (purpose !== "attack" || all) return id;
    return JSON.stringify([
      origin,
      request.method,
      request.headers,
      engines.map((engine) => verdictOf(probed, engine)),
    ]);
  });
  const byOutcome = groupBy(groups, ([first, ...others]) => {
    if (first === undefined || first.probe.purpose !== "attack" || all) return first?.probe.id ?? "";
    const { method, headers, credentials } = first.probe.request;
    const verdicts = engines.map((engine) => verdictOf(first, engine));
    return JSON.stringify([method, headers, credentials, others.length, verdicts]);
  });
  return byOutcome.flatMap((same) => (same.length > MOST_ALIKE ? [same.flat()] : same));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** What a probe asks, without who asks. */
function describe({ probe }: Probed, bothModes: boolean): string {
  const { id, origin } = probe;
  const what = id.startsWith(`${origin} `) ? id.slice(origin.length + 1) : id.replace(/^given( \d+)? /, "");
  return bothModes ? `${what}, also with credentials` : what;
}
