import type { HeaderLine, NetworkRequest } from "../../browser/index.ts";
import type { Evidence, Heard } from "./evidence.ts";
import { isSafe, type Wanted } from "./probes.ts";

/** A method that no list of allowed ones has. */
const ODD_METHOD = "CORSKIT";

/**
 * Requests that no page makes: without an Origin, as monitors and curl send them; an OPTIONS that is no preflight
 * request; a preflight request for an odd method, and one with Authorization; and the same things again.
 *
 * @param hear asks as a browser's network stack would
 * @param other an origin to ask with after the given one; null where there is none to ask with
 */
export async function askBare(
  { request, origins }: Wanted,
  hear: (request: NetworkRequest, page: string | null) => Promise<Heard>,
  other: string | null,
): Promise<Evidence["bare"]> {
  const [origin = "null"] = origins;
  const network = (method: string, headers: readonly HeaderLine[]): NetworkRequest => ({
    method,
    url: request.url,
    headers,
    body: null,
    credentials: false,
  });
  const preflight = (method: string, names: readonly string[]): NetworkRequest =>
    network("OPTIONS", [
      ["Accept", "*/*"],
      ["Access-Control-Request-Method", method],
      ["Origin", origin],
      ...(names.length > 0 ? [["Access-Control-Request-Headers", names.join(",")] as const] : []),
    ]);
  const names = request.headers.map(([name]) => name.toLowerCase()).toSorted();
  const authorization = request.headers.find(([name]) => name.toLowerCase() === "authorization");
  const authorized = authorization && withLine(preflight(request.method, names), authorization);
  const [withoutOrigin, plainOptions, oddMethod, withAuthorization] = await Promise.all([
    hear(network("GET", []), null),
    hear(network("OPTIONS", []), null),
    hear(preflight(ODD_METHOD, []), origin),
    authorized === undefined ? null : hear(authorized, origin),
  ]);
  const usual = isSafe(request) ? preflight("POST", ["content-type"]) : preflight(request.method, names);
  const repeated: Heard[] = [];
  // One after the other: each is to find what the one before it left in a cache.
  for (let i = 0; i < 2; i += 1) repeated.push(await hear(usual, origin));
  if (other !== null) repeated.push(await hear(network("GET", [["Origin", other]]), other));
  return { withoutOrigin, plainOptions, oddMethod, withAuthorization, repeated };
}

function withLine(request: NetworkRequest, line: HeaderLine): NetworkRequest {
  return { ...request, headers: [...request.headers, line] };
}
