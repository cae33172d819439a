/**
 * Whether a response is still nothing but what it was made of, where that can be told. The Response of
 * @hono/node-server becomes a real one when it is asked for more than its status and headers, and is sent at half the
 * speed then. Until it has, it keeps what it was made of in a cache, and nobody can have read its body.
 */
export function isUntouched(response: Response): boolean {
  return Object.getOwnPropertySymbols(response).some(({ description }) => description === "cache");
}
