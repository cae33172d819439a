import type { Report } from "./issue.ts";

/** https://httpwg.org/specs/rfc9110.html#tokens */
export const TOKEN: RegExp = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What no page can send, set or read, by the option that would allow it. */
const FORBIDDEN: Readonly<Record<"allowMethods" | "allowHeaders" | "exposeHeaders", RegExp>> = {
  // https://fetch.spec.whatwg.org/#forbidden-method
  allowMethods: /^(connect|trace|track)$/i,
  // https://fetch.spec.whatwg.org/#forbidden-request-header
  allowHeaders:
    /^(accept-(charset|encoding)|access-control-request-(headers|method)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|(proxy|sec)-.*)$/i,
  // https://fetch.spec.whatwg.org/#forbidden-response-header-name
  exposeHeaders: /^set-cookie2?$/i,
};

/** Methods whose other spellings are mistakes: methods are case-sensitive, and servers know these. */
const KNOWN_METHODS = /^(get|head|post|put|patch|delete|options|query)$/i;

/** Reports the members of a list of methods or of headers that are none of a page's, and folds the others. */
export function foldNames(option: keyof typeof FORBIDDEN, list: readonly unknown[], report: Report): readonly string[] {
  const isMethod = option === "allowMethods";
  const noun = isMethod ? "method" : "header";
  const folded = new Map<string, string>();
  for (const [i, name] of list.entries()) {
    const path = `${option}[${i}]`;
    if (typeof name !== "string") {
      report("config-invalid", path, name);
      continue;
    }
    const isMisspelt = isMethod && KNOWN_METHODS.test(name) && name !== name.toUpperCase();
    if (!TOKEN.test(name) || isMisspelt) report(`${noun}-invalid`, path, name);
    else if (FORBIDDEN[option].test(name)) report(`${noun}-forbidden`, path, name);
    const key = isMethod ? name : name.toLowerCase();
    if (!folded.has(key)) folded.set(key, name);
  }
  return Object.freeze([...folded.values()]);
}
