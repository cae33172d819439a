import type { EmitIssue } from "./emission.ts";

/** Not `cors`: half of all tutorials have a `$cors_origin`, and nginx lets the second one win without a word. */
export const DEFAULT_PREFIX = "corskit";

/** nginx keeps names of variables in buckets of 64 bytes, which hold 46 letters (https://nginx.org/en/docs/hash.html). */
const LONGEST = 24;

/** What is wrong with the beginning of names. */
export function prefixIssues(prefix: unknown): readonly EmitIssue[] {
  if (typeof prefix === "string" && /^[a-z][a-z0-9_]*$/.test(prefix) && prefix.length <= LONGEST) return [];
  return [
    {
      code: "option",
      path: "prefix",
      message: `${JSON.stringify(prefix)} is not the beginning of a name`,
      cause: `names of variables have letters, digits and _, and servers keep them in buckets: ${LONGEST} letters are left for it`,
      fix: `prefix: ${JSON.stringify(DEFAULT_PREFIX)}`,
    },
  ];
}
