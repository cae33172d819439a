import { humanFindings } from "../report/human.ts";
import { printable } from "../report/printable.ts";
import { exitCodeOf, tally } from "../report/severity.ts";
import { wrap } from "../report/wrap.ts";
import type { Terminal } from "../terminal.ts";
import { allFindings, type LintedFile, type LintedPolicy } from "./linted.ts";

type Look = Pick<Terminal, "colors" | "width">;

/** What a person reads: policy by policy, and what was found in all. */
export function humanReport(linted: LintedFile, look: Look): string {
  const { file, policies, notes } = linted;
  const { colors, width } = look;
  const findings = allFindings(linted);
  const parts = policies.map((policy) => humanPolicy(file, policy, look));
  for (const note of notes) parts.push(colors.dim(wrap(printable(note), width, "note  ")));
  if (policies.length > 1 || findings.length > 0) parts.push(colors.bold(`${file}: ${tally(findings)}`));
  return parts.join("\n\n");
}

function humanPolicy(file: string, policy: LintedPolicy, look: Look): string {
  const { name, allows, findings, equivalent } = policy;
  const { colors, width } = look;
  const title = printable(name === "" ? file : `${file}, ${name}`);
  const verdict = exitCodeOf(findings) === 0 && allows !== null ? "fine" : "";
  const said = allows === null ? "" : `${verdict}${verdict === "" ? "" : ": "}${printable(allows)}`;
  const head = wrap(said === "" ? title : `${title}: ${said}`, width);
  const painted = colors.bold(title) + head.slice(title.length);
  const parts = [painted];
  if (findings.length > 0) parts.push(humanFindings(findings, look));
  if (equivalent !== undefined) parts.push(humanEquivalent(equivalent, look));
  return parts.join("\n\n");
}

function humanEquivalent(
  { source, exact, differences, unread }: NonNullable<LintedPolicy["equivalent"]>,
  look: Look,
): string {
  const { colors, width } = look;
  const lines: string[] = [];
  if (source !== null) {
    const how = exact ? "the same in corskit" : "in corskit, but for what is said below";
    lines.push(colors.bold(how), "", printable(source), "");
  } else lines.push(colors.bold("in corskit there is nothing to write for it"), "");
  for (const { effect, what } of differences) lines.push(wrap(printable(what), width, `  ${effect}  `));
  for (const { line, column, what } of unread) {
    lines.push(wrap(printable(`line ${line}, column ${column}: ${what}`), width, "  not read  "));
  }
  return lines.join("\n").trimEnd();
}
