/**
 * Whether a response is still nothing but what it was made of, where that can be told. The Response of
 * @hono/node-server becomes a real one when it is asked for more than its status and headers, and is sent at half the
 * speed then. Until it has, it keeps what it was made of in a cache, and nobody can have read its body.
 */
export function isUntouched(response: Response): boolean {
  // The platform's own Response (https://webidl.spec.whatwg.org/#dfn-class-string) is in place: no need to list the
  // symbols of one, which takes workerd a microsecond and more.
  return (
    !Object.hasOwn(Response.prototype, Symbol.toStringTag) &&
    Object.getOwnPropertySymbols(response).some((symbol) => symbol.description === "cache")
  );
}
