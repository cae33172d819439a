import type { CorsConfigCode, NameList } from "./issue.ts";

/** https://httpwg.org/specs/rfc9110.html#tokens */
export const TOKEN: RegExp = /^[!#$%&'*+.^`|~\w-]+$/;

/** What no page can send, set or read, by the option that would allow it. */
const FORBIDDEN: Readonly<Record<NameList, RegExp>> = {
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

/** Why it is no use to list a name: it is no token, or no page can send it, or means it. Undefined where it is of use. */
export function whyFutile(option: NameList, name: string): CorsConfigCode | undefined {
  const isMethod = option === "allowMethods";
  const kind = isMethod ? "method" : "header";
  const isMisspelt = isMethod && KNOWN_METHODS.test(name) && name !== name.toUpperCase();
  if (isMisspelt || !TOKEN.test(name)) return `${kind}-invalid`;
  return FORBIDDEN[option].test(name) ? `${kind}-forbidden` : undefined;
}
