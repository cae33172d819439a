import type { Finding } from "../finding.ts";
import { printable } from "./printable.ts";

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const;

/**
 * Findings as annotations of GitHub Actions, a line each
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
 *
 * @param file what they are about, where it is a file of the repository
 */
export function githubAnnotations(findings: readonly Finding[], file?: string): string {
  return findings
    .map(({ code, severity, message, cause, fix, snippet }) => {
      const place = file === undefined ? "" : `file=${property(file)},`;
      const text = [message, `cause: ${cause}`, `fix: ${fix}`, ...(snippet === undefined ? [] : [snippet])].join("\n");
      return `::${COMMANDS[severity]} ${place}title=${property(`corskit: ${code}`)}::${data(text)}`;
    })
    .join("\n");
}

function data(text: string): string {
  return printable(text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A"));
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
