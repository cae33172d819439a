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

/** What a handler's responses have been like: it saves time, and decides nothing. */
export interface Habit {
  /** One of them was immutable, as those of `fetch` are (https://fetch.spec.whatwg.org/#concept-headers-guard). */
  isImmutable: boolean;
}

/**
 * Puts a decision's headers on a response, in place where the response is mutable and its own.
 * Everything else of it stays: status, statusText, body, cookies, and what a platform hangs on it.
 *
 * @param habit kept between the responses of one handler
 * @returns the response, or its copy
 * @throws TypeError where an immutable response's body is used already, so that it cannot be copied
 */
export function applyDecision(decision: Decision, response: Response, habit: Habit = { isImmutable: true }): Response {
  // CORS does not apply to an upgraded connection, and a copy would lose its socket.
  if (response.status === 101) return response;
  const found = lookAt(response.headers);
  // That a response was fetched shows in its URL. The exception costs several times as much as a copy, and to ask for
  // the URL a third of what the policy takes in all: so that is asked after the first exception.
  const isFetched = habit.isImmutable && response.url !== "";
  // What names Origin already may be on its way to another page as well, since a handler can return
  // one response twice: so it is not written to.
  if (!isFetched && !VARIES_ON_ORIGIN.test(found.vary)) {
    try {
      return write(decision, response, found);
    } catch {
      habit.isImmutable = true;
    }
  }
  // With the response itself as init, workerd keeps what is not in the standard: `webSocket`, `cf`, and
  // that the body is compressed already.
  return write(decision, new Response(response.body, response), found);
}

/** A Vary that covers Origin. */
const VARIES_ON_ORIGIN = /(^|,)\s*(origin|\*)\s*(,|$)/i;

/** What is to be known of a response before it is written to. */
interface Found {
  readonly hasOwned: boolean;
  readonly vary: string;
}

/** One look at all names: to ask for each of those that are hardly ever there takes several times as long. */
function lookAt(headers: Headers): Found {
  let hasOwned = false;
  let vary = "";
  for (const name of headers.keys()) {
    if (name === "vary") vary = headers.get(name) ?? "";
    else if (name.startsWith("access-control-")) hasOwned = true;
  }
  return { hasOwned, vary };
}

function write({ headers }: Decision, response: Response, { hasOwned, vary }: Found): Response {
  const written = response.headers;
  if (hasOwned) for (const name of OWNED) written.delete(name);
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? "";
    written.set(name, name === "Vary" && vary !== "" ? mergeVary(vary, value) : value);
  }
  return response;
}

/** https://httpwg.org/specs/rfc9110.html#field.vary: `*` covers everything, and names are case-insensitive. */
export function mergeVary(present: string | null, added: string): string {
  if (!present) return added;
  const names = new Set(present.split(",").map((name) => name.trim().toLowerCase()));
  if (names.has("*")) return present;
  return [present, ...added.split(", ").filter((name) => !names.has(name.toLowerCase()))].join(", ");
}
