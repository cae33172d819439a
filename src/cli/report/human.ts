import type { Finding } from "../finding.ts";
import type { Terminal } from "../terminal.ts";
import { printable, printableLine } from "./printable.ts";
import { bySeverity } from "./severity.ts";
import { wrap } from "./wrap.ts";

/** Findings as text for a person, the gravest first; the empty string where there are none. */
export function humanFindings(findings: readonly Finding[], terminal: Pick<Terminal, "colors" | "width">): string {
  return bySeverity(findings)
    .map((finding) => humanFinding(finding, terminal))
    .join("\n\n");
}

function humanFinding(finding: Finding, { colors, width }: Pick<Terminal, "colors" | "width">): string {
  const { code, severity, message, cause, fix, snippet, evidence = [], curl } = finding;
  const paint = { error: colors.red, warning: colors.yellow, info: colors.cyan }[severity];
  const head = wrap(printable(`${message} (${code})`), width, `${severity}  `);
  const lines = [
    paint(colors.bold(severity)) + head.slice(severity.length),
    wrap(printable(cause), width, "  cause  "),
    wrap(printable(fix), width, "  fix    "),
  ];
  if (snippet !== undefined) lines.push("", indent(printable(snippet.trimEnd()), "      "), "");
  for (const [i, line] of evidence.entries()) {
    lines.push(colors.dim(`  ${i === 0 ? "seen " : "     "}  ${printableLine(line)}`));
  }
  if (curl !== undefined) lines.push(colors.dim(`  try    ${printable(curl)}`));
  return lines.join("\n");
}

function indent(text: string, by: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : by + line))
    .join("\n");
}
