import type { Decision } from "../policy/decision.ts";

/** The headers that the policy owns: what a handler or an upstream says of them is replaced. */
export const OWNED: readonly string[] = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Allow-Private-Network",
  "Access-Control-Expose-Headers",
  "Access-Control-Max-Age",
];

/**
 * Puts a decision's headers on a response, in place where the response is mutable and its own.
 * Everything else of it stays: status, statusText, body, cookies, and what a platform hangs on it.
 *
 * @returns the response, or its copy
 * @throws TypeError where an immutable response's body is used already, so that it cannot be copied
 */
export function applyDecision(decision: Decision, response: Response): Response {
  // CORS does not apply to an upgraded connection, and a copy would lose its socket.
  if (response.status === 101) return response;
  // What names Origin already may be on its way to another page as well, since a handler can return
  // one response twice: so it is not written to.
  if (!variesOnOrigin(response.headers)) {
    try {
      return write(decision, response);
    } catch {
      // Immutable: from fetch, a cache, a Durable Object (https://fetch.spec.whatwg.org/#concept-headers-guard).
    }
  }
  return write(decision, copy(response));
}

/**
 * With the response itself as init, workerd keeps what is not in the standard: `webSocket`, `cf`, and
 * that the body is compressed already.
 */
function copy(response: Response): Response {
  return new Response(response.body, response);
}

function write({ headers }: Decision, response: Response): Response {
  for (const name of OWNED) {
    if (headers[name] === undefined) response.headers.delete(name);
  }
  for (const [name, value] of Object.entries(headers)) {
    response.headers.set(name, name === "Vary" ? mergeVary(response.headers.get(name), value) : value);
  }
  return response;
}

/** https://httpwg.org/specs/rfc9110.html#field.vary: `*` covers everything, and names are case-insensitive. */
export function mergeVary(present: string | null, added: string): string {
  if (!present) return added;
  const names = new Set(members(present));
  if (names.has("*")) return present;
  return [present, ...added.split(", ").filter((name) => !names.has(name.toLowerCase()))].join(", ");
}

function variesOnOrigin(headers: Headers): boolean {
  const vary = headers.get("vary");
  return vary !== null && members(vary).some((name) => name === "origin" || name === "*");
}

function members(list: string): readonly string[] {
  return list.split(",").map((name) => name.trim().toLowerCase());
}
