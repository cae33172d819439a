import type { NetworkRequest, NetworkResponse } from "../../src/browser/index.ts";
import { hopUrls } from "./hops.ts";
import type { RawServer, Scenario } from "./scenario.ts";

/** What every answer of a raw server carries that may have a body. As bytes: a text would bring a Content-Type along. */
export const BODY: Uint8Array<ArrayBuffer> = new TextEncoder().encode("ok");

/** What answers where the scenario has nobody: a server that knows nothing of CORS. */
export const NOBODY: NetworkResponse = { status: 404, statusText: "", headers: [], body: BODY };

/** Answers with the header lines that were written down, byte for byte. */
export function rawServer(
  scenario: Scenario,
  { hops }: RawServer,
): (request: NetworkRequest, hop: number | null) => NetworkResponse {
  const urls = hopUrls(scenario);
  return (request, hop) => {
    const at = hop === null || urls[hop] === undefined ? undefined : hops[hop];
    if (at === undefined) return NOBODY;
    const { status, headers } = isPreflight(request) ? at.preflight : at.actual;
    return { status, statusText: "", headers, body: hasBody(request.method, status) ? BODY : null };
  };
}

export function isPreflight({ method, headers }: Pick<NetworkRequest, "method" | "headers">): boolean {
  return method === "OPTIONS" && headers.some(([name]) => name.toLowerCase() === "access-control-request-method");
}

/** https://fetch.spec.whatwg.org/#null-body-status */
export function hasBody(method: string, status: number): boolean {
  return method !== "HEAD" && status >= 200 && ![204, 205, 304].includes(status);
}
