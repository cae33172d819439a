import type { EmitIssue } from "../../emit/index.ts";
import type { Finding } from "../finding.ts";

/** What a target cannot say, as reports show it. */
export function toFinding(severity: Finding["severity"]): (issue: EmitIssue) => Finding {
  return ({ code, path, message, cause, fix }) => ({
    code,
    severity,
    message: path === "" ? message : `${path}: ${message}`,
    cause,
    fix,
  });
}
