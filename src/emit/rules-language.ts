/** The request's Origin in Cloudflare's Rules language. Missing where there is none: every comparison with it is false. */
export const ORIGIN = 'http.request.headers["origin"][0]';

/** What a host is made of, where a browser serialises an origin that the policy's patterns with `*` could cover. */
const HOST_BYTES = "abcdefghijklmnopqrstuvwxyz0123456789_-.";

/**
 * Whether the request's Origin is covered, in operators that all plans have: `matches`, for regular expressions, needs
 * a Business plan (https://developers.cloudflare.com/ruleset-engine/rules-language/operators/).
 *
 * For every origin that a browser can send it says what the policy's own matcher says: `*` in a wildcard may stand for
 * anything, but a serialised origin ends after its port, so that it can stand for labels or a port alone.
 *
 * @param patterns at least one valid one; no scheme with a `+` where the host begins with `*`
 */
export function originIsOneOf(patterns: readonly string[]): string {
  const exact = patterns.filter((pattern) => !pattern.includes("*"));
  const hosts = patterns.filter((pattern) => pattern.includes("://*"));
  const ports = patterns.filter((pattern) => pattern.includes("*") && !hosts.includes(pattern));
  const conditions = [
    ...(exact.length > 0 ? [`${ORIGIN} in {${exact.map(quote).join(" ")}}`] : []),
    ...ports.flatMap((pattern) => anyPort(pattern).map(like)),
    ...(hosts.length > 0
      ? [`(${HOST_GUARD} and ${or(hosts.flatMap((pattern) => anyPort(pattern).map(anyHost)))})`]
      : []),
  ];
  return or(conditions);
}

/** Labels are not empty and have no other bytes: URL parsers let some through that the policy's matcher does not. */
const HOST_GUARD = [
  `len(remove_bytes(${ORIGIN}, ${quote(`${HOST_BYTES}:/`)})) eq 0`,
  `not ${ORIGIN} contains ".."`,
  `not ${ORIGIN} contains "/."`,
].join(" and ");

/** A pattern as the one or two that it stands for: without a port, and with one. */
function anyPort(pattern: string): readonly string[] {
  return pattern.endsWith(":*") ? [pattern.slice(0, -2), pattern] : [pattern];
}

/** Subdomains at any depth, or one label that ends so: then without a dot in what `*` stands for, and not empty. */
function anyHost(pattern: string): string {
  if (pattern.includes("://*.")) return like(pattern);
  const several = pattern.replace("://*", "://*.*");
  const none = pattern.replace("://*", "://");
  return `(${like(pattern)} and not ${like(several)} and not ${like(none)})`;
}

/** `strict wildcard` compares the whole value, with regard to case. */
function like(pattern: string): string {
  return `${ORIGIN} strict wildcard ${quote(pattern)}`;
}

function or(conditions: readonly string[]): string {
  return conditions.length === 1 ? (conditions[0] ?? "") : `(${conditions.join(" or ")})`;
}

/** https://developers.cloudflare.com/ruleset-engine/rules-language/values/#quoted-string-syntax */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
