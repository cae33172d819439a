import { PROFILES } from "../../../browser/index.ts";
import type { Rule } from "./rule.ts";

const ENGINES = [PROFILES.chromium, PROFILES.firefox, PROFILES.webkit];

/** Preflight caches that no browser keeps so long, and those that are turned off. */
export const maxAge: Rule = ({ maxAge: seconds }) => {
  const short = ENGINES.filter(({ maxAgeCap }) => maxAgeCap < seconds);
  const caps = ENGINES.map(({ name, maxAgeCap }) => `${name} ${maxAgeCap}`).join(", ");
  if (seconds === 0) {
    return [
      {
        code: "max-age-zero",
        severity: "warning",
        message: "maxAge is 0: each request that needs a preflight is two requests",
        cause: "no browser keeps the preflight's answer, so that every such request waits for another one first",
        fix: "keep it for some minutes: a policy changes seldom",
        snippet: "maxAge: 600,",
        evidence: ["maxAge: 0"],
      },
    ];
  }
  const longest = Math.max(...short.map(({ maxAgeCap }) => maxAgeCap));
  // Firefox alone keeps more than two hours: nothing is gained where the others ask again.
  if (short.length < 2) return [];
  return [
    {
      code: "max-age-capped",
      severity: "info",
      message: `maxAge is ${seconds}, and most browsers keep a preflight's answer for less`,
      cause: `the longest that they keep it, in seconds: ${caps}`,
      fix: `${longest} is as good, and a changed policy arrives sooner`,
      snippet: `maxAge: ${longest},`,
      evidence: [`maxAge: ${seconds}`],
    },
  ];
};
