import type { Summarize } from "./issue.ts";

/** More than that would bury the message. */
const SHOWN = 20;

/** How many faults there are, and the first of them with their fixes. */
export const summarize: Summarize = (issues) => {
  const lines = issues
    .slice(0, SHOWN)
    .map(({ code, path, message, fix }) => `\n  ${path || "config"}: ${message} (${code})\n    fix: ${fix}`);
  if (issues.length > SHOWN) lines.push(`\n  and ${issues.length - SHOWN} more in error.issues`);
  return `the CORS config has ${issues.length} fault${issues.length === 1 ? "" : "s"}${lines.join("")}`;
};
