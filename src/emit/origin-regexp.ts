import { patternFault } from "../policy/pattern-fault.ts";

/** Ports as browsers write them, 1 to 65535 without leading zeros, but for the scheme's own, which they leave out. */
const HIGH =
  "[1-9][0-9][0-9][0-9]|[1-5][0-9][0-9][0-9][0-9]|6[0-4][0-9][0-9][0-9]|65[0-4][0-9][0-9]|655[0-2][0-9]|6553[0-5]";
const PORTS = {
  http: `[1-9]|[1-79][0-9]|8[1-9]|[1-9][0-9][0-9]|${HIGH}`,
  https: `[1-9][0-9]?|[1-35-9][0-9][0-9]|4[0-35-9][0-9]|44[0-24-9]|${HIGH}`,
  other: `[1-9][0-9]?[0-9]?|${HIGH}`,
};

/** A letter of a label, as `src/policy/origin.ts` has it. */
const LABEL = "[a-z0-9_-]+";
const HOST = `\\[[0-9a-f:]+\\]|${LABEL}(?:\\.${LABEL})*\\.?`;

/**
 * An origin pattern as a regular expression that means the same to PCRE, to RE2 and to Go: anchored, compared with
 * case, without look-around and without braces, which configuration files have other uses for.
 *
 * One thing it does not say: no origin is longer than 512 characters (`MAX_ORIGIN_LENGTH`).
 *
 * @param pattern a valid one, `null` included
 */
export function originRegExp(pattern: string): string {
  const [, scheme = "", star = "", rest = "", anyPort] = /^([^:]*)(?::\/\/(\*?)(.*?))?(:\*)?$/.exec(pattern) ?? [];
  if (rest === "") return `^${scheme}$`;
  const before = star === "" ? "" : rest.startsWith(".") ? `(?:${LABEL}\\.)+` : LABEL;
  const host = star !== "" && rest.startsWith(".") ? rest.slice(1) : rest;
  return `^${escape(scheme)}://${before}${escape(host)}${anyPort === undefined ? "" : portOf(scheme)}$`;
}

/**
 * What a page of the host itself sends: the scheme by which the host was asked, a space, and the origin, with the host
 * and its port as the one group. See `isSameHost` in `src/policy/refusal.ts`.
 */
export const OWN_PAGES: readonly string[] = [
  `^https? https://((?:${HOST})${portOf("https")})$`,
  `^http http://((?:${HOST})${portOf("http")})$`,
];

/** The pattern that an expression of `originRegExp` was made of; undefined for any other. */
export function patternOf(source: string): string | undefined {
  const port = source.indexOf("(?::");
  const pattern = (port === -1 ? source.slice(1, -1) : `${source.slice(1, port)}:*`)
    .replace(`(?:${LABEL}\\.)+`, "*.")
    .replace(LABEL, "*")
    .replaceAll("\\", "");
  const isPattern = pattern === "null" || patternFault(pattern) === undefined;
  return isPattern && originRegExp(pattern) === source ? pattern : undefined;
}

function portOf(scheme: string): string {
  return `(?::(?:${PORTS[scheme === "http" || scheme === "https" ? scheme : "other"]}))?`;
}

/** What a pattern has of an expression's signs: the `+` and `.` of schemes, dots, the brackets of IPv6. */
function escape(text: string): string {
  return text.replace(/[.+[\]]/g, "\\$&");
}
