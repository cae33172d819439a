import type { HeaderRecord } from "../policy/headers.ts";
import { OWNED_NAME } from "./owned.ts";
import { isUntouched } from "./untouched.ts";

/**
 * Puts a policy's headers on a response, in place where the response is mutable and its own.
 * Everything else of it stays: status, statusText, body, cookies, and what a platform hangs on it.
 *
 * @returns the response, or its copy
 * @throws TypeError where an immutable response's body is used already, so that it cannot be copied
 */
export function applyHeaders(headers: HeaderRecord, response: Response): Response {
  const { status, headers: own } = response;
  // CORS does not apply to an upgraded connection, and a copy would lose its socket.
  if (status === 101) return response;
  // Headers that are immutable (https://fetch.spec.whatwg.org/#concept-headers-guard) show it in nothing but an
  // exception, which takes several times as long as a copy. So there are signs of what made them: a URL, of `fetch`; a
  // status, of `Response.redirect()` (https://fetch.spec.whatwg.org/#redirect-status); a header, of Cloudflare's cache.
  // By whatever is true of it: a sign, a URL, a count.
  let isCopied: unknown = [301, 302, 303, 307, 308].includes(status) || (!isUntouched(response) && response.url);
  const owned: string[] = [];
  let vary = "";
  // One look at all names: to ask for each of those that are hardly ever there takes several times as long.
  own.forEach((value, name) => {
    if (name === "vary") vary = value;
    else if (name === "cf-cache-status") isCopied = true;
    else if (OWNED_NAME.test(name)) isCopied = owned.push(name);
  });
  // A platform takes no object for a Response, and what a getter makes anew at each look is not what it sends.
  const isItself = response instanceof Response && response.headers === own;
  // What names Origin already, or allows one, may be on its way to another page as well, since a handler can return
  // one response twice: so it is not written to.
  if (isItself && !isCopied && mergeVary(vary, "Origin") !== vary) {
    try {
      return write(headers, response, owned, vary);
    } catch {
      // Immutable, without a sign.
    }
  }
  // With the response itself as init, workerd keeps what is not in the standard: `webSocket`, `cf`, and
  // that the body is compressed already.
  return write(headers, new Response(response.body, response), owned, vary);
}

function write(headers: HeaderRecord, response: Response, owned: readonly string[], vary: string): Response {
  const written = response.headers;
  for (const name of owned) written.delete(name);
  for (const name of Object.keys(headers)) {
    const value = headers[name] as string;
    written.set(name, name === "Vary" ? mergeVary(vary, value) : value);
  }
  return response;
}

/** https://httpwg.org/specs/rfc9110.html#field.vary: `*` covers everything, and names are case-insensitive. */
export function mergeVary(present: string | null | undefined, added: string): string {
  if (!present) return added;
  const names = new Set(present.split(",").map((name) => name.trim().toLowerCase()));
  if (names.has("*")) return present;
  return [present, ...added.split(", ").filter((name) => !names.has(name.toLowerCase()))].join(", ");
}
