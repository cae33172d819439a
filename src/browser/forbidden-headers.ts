import { normalizeValue } from "./header-list.ts";
import { isForbiddenMethod } from "./methods.ts";

const FORBIDDEN =
  /^(accept-charset|accept-encoding|access-control-request-headers|access-control-request-method|connection|content-length|cookie|cookie2|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via)$|^(proxy|sec)-/i;

/** Headers that carry a method to be used in place of the request's own. */
const METHOD_OVERRIDES = /^x-(http-method|http-method-override|method-override)$/i;

/** https://fetch.spec.whatwg.org/#forbidden-request-header: what a page sets of these is dropped without a word. */
export function isForbiddenRequestHeader(name: string, value: string): boolean {
  if (FORBIDDEN.test(name)) return true;
  return METHOD_OVERRIDES.test(name) && split(value).some(isForbiddenMethod);
}

/** https://fetch.spec.whatwg.org/#header-value-get-decode-and-split: the commas of quoted strings do not count. */
function split(value: string): readonly string[] {
  const members = value.match(/(?:[^",]|"(?:[^"\\]|\\.)*(?:"|\\?$))+/gs) ?? [];
  return members.map(normalizeValue);
}

/** https://fetch.spec.whatwg.org/#forbidden-response-header-name */
export function isForbiddenResponseHeader(name: string): boolean {
  return /^set-cookie2?$/i.test(name);
}
