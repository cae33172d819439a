import { compileHeaders, type HeaderRecord } from "../policy/headers.ts";
import type { ListedPolicy } from "./read-policy.ts";

/** What a policy sends to pages of one origin, where nothing of it depends on the request. */
export interface HeaderValues {
  /** On every response. */
  readonly actual: HeaderRecord;
  /** Beside them on the answer to a preflight request. */
  readonly preflight: HeaderRecord;
}

const NOTHING_ASKED = { method: "OPTIONS", url: "", origin: null, requestMethod: null, requestHeaders: null };

/**
 * The header values of a policy, for a target that sends the same ones to every page.
 *
 * @param origin what Access-Control-Allow-Origin says. `*` among methods or headers with credentials stands for what
 *   was asked for, and is in neither: see `anyLost`
 */
export function headerValues(policy: ListedPolicy, origin: string): HeaderValues {
  // That the gateway owns the headers is what the policy's owner says once they are written there.
  const headersFor = compileHeaders({ ...policy, owner: "kit", enforce: false }, origin);
  const actual = headersFor(null);
  const preflight = Object.entries(headersFor(null, NOTHING_ASKED));
  return { actual, preflight: Object.fromEntries(preflight.filter(([name]) => !(name in actual) && name !== "Vary")) };
}

const OPTIONS: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Methods": "allowMethods",
  "Access-Control-Allow-Headers": "allowHeaders",
  "Access-Control-Expose-Headers": "exposeHeaders",
};

/** The policy's option that a header's value comes from, for an issue. */
export function optionOf(header: string): string {
  return OPTIONS[header] ?? "allowOrigins";
}
