/** https://fetch.spec.whatwg.org/#cors-safelisted-method: compared byte by byte. */
export function isSafelistedMethod(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "POST";
}

/** https://fetch.spec.whatwg.org/#forbidden-method */
export function isForbiddenMethod(method: string): boolean {
  return /^(connect|trace|track)$/i.test(method);
}

/** https://fetch.spec.whatwg.org/#concept-method-normalize: `patch` is not among them, and stays lower case. */
export function normalizeMethod(method: string): string {
  return /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}
