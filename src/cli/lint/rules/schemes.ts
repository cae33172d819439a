import { compileMatcher } from "../../../policy/match.ts";
import { originParts } from "../../../policy/origin.ts";
import { witnessesOf } from "./covered.ts";
import { isLoopback } from "./loopback.ts";
import { lineWithout, patternsOf, seen, type Rule } from "./rule.ts";

/** http: beside https: of one host: whoever controls the network reads what the visitor's network hides otherwise. */
export const httpBesideHttps: Rule = (config) => {
  const all = patternsOf(config);
  const patterns = all.map(({ pattern }) => pattern);
  const matches = compileMatcher(patterns);
  return all.flatMap((listed) => {
    const { pattern } = listed;
    if (!pattern.startsWith("http://") || isLoopback(pattern)) return [];
    if (!witnessesOf(pattern).every((origin) => secureTwins(origin).some(matches))) return [];
    return [
      {
        code: "http-beside-https",
        severity: "warning",
        message: `${pattern} is let in beside its https: twin`,
        cause: "without TLS, whoever controls the network can put a script into that page, and it reads with it",
        fix: `remove ${pattern}, and redirect http: to https: on that host`,
        snippet: lineWithout(Array.isArray(config.allowOrigins) ? "allowOrigins" : "patterns", patterns, pattern),
        evidence: [seen(listed)],
      },
    ];
  });
};

/** The same host under https:, on its default port or on the same. */
function secureTwins(origin: string): readonly string[] {
  const { host, port } = originParts(origin) ?? { host: "", port: "" };
  return [`https://${host}`, `https://${host}${port}`];
}
