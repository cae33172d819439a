import { fillIn, originParts } from "../../../policy/origin.ts";
import { LOOPBACK } from "../../../policy/risk.ts";
import { patternsOf, seen, type Rule } from "./rule.ts";

/** Whether only the visitor's own machine answers for a pattern. */
export function isLoopback(pattern: string): boolean {
  return LOOPBACK.test(originParts(fillIn(pattern))?.host ?? "");
}

/** Labels of hosts that are not production. */
const STAGE = /(^|[.-])(dev|develop|development|local|staging|stage|test|testing|preview|qa|uat|sandbox|ci)([.-]|\d|$)/;

/** Private names and addresses (https://www.rfc-editor.org/rfc/rfc1918, https://www.rfc-editor.org/rfc/rfc6762#appendix-G). */
const PRIVATE = /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\.|^[^.]+$|\.(local|internal|lan|home|corp|intranet|test)$/;

/** Loopback origins beside those of production: any program on the visitor's machine can serve a page there. */
export const loopbackInProduction: Rule = (config) => {
  const all = patternsOf(config);
  // Native apps are shells around a page, and call themselves localhost: capacitor://localhost.
  const local = all.filter(({ pattern }) => /^https?:/.test(pattern) && isLoopback(pattern));
  const isProduction = all.some(({ pattern }) => pattern.startsWith("https:") && isPublic(pattern));
  if (local.length === 0 || !isProduction || !config.allowCredentials) return [];
  return [
    {
      code: "loopback-in-production",
      severity: "warning",
      message: `${local.map(({ pattern }) => pattern).join(", ")} may read from production, with credentials`,
      cause: "whatever runs on a visitor's machine, another user's program too, can serve a page at such an origin",
      fix: "allow it where the program is developed only",
      snippet: `...(process.env.NODE_ENV === "production" ? [] : [${local
        .map(({ pattern }) => JSON.stringify(pattern))
        .join(", ")}]),`,
      evidence: local.map(seen),
    },
  ];
};

function isPublic(pattern: string): boolean {
  const { host } = originParts(fillIn(pattern)) ?? { host: "" };
  return !LOOPBACK.test(host) && !PRIVATE.test(host) && !STAGE.test(host);
}
