import type { Engine } from "../../../browser/index.ts";
import type { Finding } from "../../finding.ts";
import { humanFindings } from "../../report/human.ts";
import { printable, printableLine } from "../../report/printable.ts";
import { tally } from "../../report/severity.ts";
import { wrap } from "../../report/wrap.ts";
import type { Evidence } from "../evidence.ts";
import { sequence } from "./sequence.ts";
import { verdictTable } from "./table.ts";
import type { Look } from "./verdict.ts";

/** All that a check has to tell. */
export interface Checked {
  readonly evidence: Evidence;
  readonly findings: readonly Finding[];
  /** What was guessed or left out, a sentence each. */
  readonly notes: readonly string[];
  readonly engines: readonly Engine[];
  /** How many requests were sent, and how long all of it took. */
  readonly requests: number;
  readonly milliseconds: number;
}

/** The report for a person. */
export function humanReport(checked: Checked, look: Look, verbose: boolean): string {
  const { evidence, findings, notes, engines } = checked;
  const { colors, width } = look;
  const drawn = evidence.probes.filter(({ probe }) => verbose || probe.purpose === "wanted");
  const notAsked = evidence.notAsked.map((what) => `Not asked: ${what}.`);
  const told = [...notes, ...notAsked].map((note) => wrap(printable(note), width, "  "));
  const seconds = (checked.milliseconds / 1000).toFixed(1);
  return [
    colors.bold(`CORS of ${printableLine(evidence.url)}`),
    verdictTable(evidence, engines, look, verbose),
    ...drawn.map((probed) => sequence(probed, engines, look)),
    humanFindings(findings, look),
    colors.dim(told.join("\n")),
    `${colors.bold(tally(findings))}  ${colors.dim(`${checked.requests} requests in ${seconds} s`)}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
