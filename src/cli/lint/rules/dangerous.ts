import { cors } from "../../../index.ts";
import { issuesOf } from "../../config/policies.ts";
import type { Rule } from "./rule.ts";

const OPTIONS = [
  "dangerouslyAllowNullOrigin",
  "dangerouslyAllowInsecureOrigins",
  "dangerouslyAllowPublicSuffixes",
  "dangerouslyAllowPartialLabels",
] as const;

/** Permissions that nothing in the config needs, found by taking each away. */
export const dangerousUnused: Rule = (config) =>
  OPTIONS.filter((option) => config[option] && isAccepted({ ...config, [option]: false })).map((option) => ({
    code: "dangerous-unused",
    severity: "warning",
    message: `${option} is set, and nothing needs it`,
    cause: "the next origin that somebody adds is not checked for this danger any more",
    fix: `remove ${option}`,
    snippet: `${option}: false,`,
    evidence: [`${option}: true`],
  }));

function isAccepted(config: Parameters<typeof cors>[0]): boolean {
  try {
    cors(config);
    return true;
  } catch (error) {
    if (issuesOf(error) === undefined) throw error;
    return false;
  }
}
