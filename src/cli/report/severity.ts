import type { Finding } from "../finding.ts";

/** The exit code of a command that found these: what is only worth knowing fails nothing. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 {
  return findings.some(({ severity }) => severity !== "info") ? 1 : 0;
}

const ORDER = ["error", "warning", "info"] as const;

/** The gravest first, otherwise as they came. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}

/** `2 errors, 1 warning`, or `no findings`. */
export function tally(findings: readonly Finding[]): string {
  const parts = ORDER.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    if (count === 0) return [];
    return [severity === "info" ? `${count} to know` : `${count} ${severity}${count === 1 ? "" : "s"}`];
  });
  return parts.length === 0 ? "no findings" : parts.join(", ");
}
