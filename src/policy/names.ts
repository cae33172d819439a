import { show, type Report } from "./issue.ts";

/** https://httpwg.org/specs/rfc9110.html#tokens */
export const TOKEN: RegExp = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** https://fetch.spec.whatwg.org/#forbidden-method */
const FORBIDDEN_METHODS = /^(connect|trace|track)$/i;

/** Methods whose other spellings are mistakes: methods are case-sensitive, and servers know these. */
const KNOWN_METHODS = /^(get|head|post|put|patch|delete|options|query)$/i;

/** https://fetch.spec.whatwg.org/#forbidden-request-header */
const FORBIDDEN_REQUEST_HEADERS =
  /^(accept-(charset|encoding)|access-control-request-(headers|method)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|(proxy|sec)-.*)$/i;

/** https://fetch.spec.whatwg.org/#forbidden-response-header-name */
const FORBIDDEN_RESPONSE_HEADERS = /^set-cookie2?$/i;

/** Reports the members of `allowMethods` that are no method, and folds the others. */
export function foldMethods(list: readonly unknown[], report: Report): readonly string[] {
  return fold("allowMethods", list, report, (method, path, removed) => {
    const upper = method.toUpperCase();
    if (!TOKEN.test(method)) {
      report("method-invalid", path, method, `${show(method)} is not a method: it is no HTTP token`, removed);
    } else if (FORBIDDEN_METHODS.test(method)) {
      report("method-forbidden", path, method, `no page can send ${method}: browsers refuse to`, removed);
    } else if (method !== upper && KNOWN_METHODS.test(method)) {
      report("method-invalid", path, method, `methods are case-sensitive: ${method} is not ${upper}`, show(upper));
    }
    return method;
  });
}

/** Reports the members of `allowHeaders` or `exposeHeaders` that are no header of a page, and folds the others. */
export function foldHeaders(
  option: "allowHeaders" | "exposeHeaders",
  list: readonly unknown[],
  report: Report,
): readonly string[] {
  const allow = option === "allowHeaders";
  const forbidden = allow ? FORBIDDEN_REQUEST_HEADERS : FORBIDDEN_RESPONSE_HEADERS;
  return fold(option, list, report, (name, path, removed) => {
    if (!TOKEN.test(name)) {
      report("header-invalid", path, name, `${show(name)} is not a header's name: it is no HTTP token`, removed);
    } else if (forbidden.test(name)) {
      const verb = allow ? "set" : "read";
      report("header-forbidden", path, name, `no page can ${verb} ${name}: browsers keep it to themselves`, removed);
    }
    return name.toLowerCase();
  });
}

/**
 * @param check reports what is wrong with one member, given its path and the option without it;
 *   returns what makes two members the same
 */
function fold(
  option: string,
  list: readonly unknown[],
  report: Report,
  check: (member: string, path: string, removed: string) => string,
): readonly string[] {
  const folded = new Map<string, string>();
  for (const [i, member] of list.entries()) {
    const path = `${option}[${i}]`;
    const removed = `${option}: ${show(list.filter((other) => other !== member))}`;
    if (typeof member === "string") {
      const key = check(member, path, removed);
      if (!folded.has(key)) folded.set(key, member);
    } else report("config-invalid", path, member, `${show(member)} is not a string`, removed);
  }
  return Object.freeze([...folded.values()]);
}
