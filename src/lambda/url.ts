import { headerOf, valuesOf, type Fields, type Headed } from "./fields.ts";

/** A host as a client can have asked for it: a name or an address, and perhaps a port. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The absolute URL of a request.
 *
 * @param domain of the gateway, for events without a usable Host
 * @param path encoded or not: what a URL's path cannot hold is encoded
 * @param query without its `?`
 * @param proto the header that names the scheme
 */
export function absoluteUrl(
  event: Headed,
  domain: string | undefined,
  path: string | null | undefined,
  query: string,
  proto = "x-forwarded-proto",
): string {
  const named = headerOf(event, "host") ?? "";
  const host = HOST.test(named) ? named : domain && HOST.test(domain) ? domain : "localhost";
  // Of a list, the first is what the client used. Anything else than http was https: gateways know nothing else.
  const scheme = /^\s*http\s*(,|$)/i.test(headerOf(event, proto) ?? "") ? "http" : "https";
  // Some events have the path decoded: then these would end it, or be dropped by the parser.
  const encoded = encode(path || "/", /[\0-\x20?#\\]/g);
  const rest = encoded.replace(/^\/?/, "/") + (query && `?${encode(query, /#/g)}`);
  try {
    return new URL(`${scheme}://${host}${rest}`).href;
  } catch {
    // A port that is none, or an address that is none.
    return new URL(`${scheme}://localhost${rest}`).href;
  }
}

/** Hardly ever is there anything to encode, and to look takes less time than to replace nothing. */
function encode(text: string, unsafe: RegExp): string {
  return text.search(unsafe) < 0 ? text : text.replace(unsafe, encodeURIComponent);
}

/** A query of decoded parameters. */
export function encodeQuery(single: Fields, multi?: Fields): string {
  return new URLSearchParams(queryPairs(single, multi)).toString();
}

/** A query of parameters that are still encoded: encoding them again would change them. */
export function joinQuery(single: Fields, multi?: Fields): string {
  return queryPairs(single, multi)
    .map((pair) => pair.join("="))
    .join("&");
}

/** Unlike headers, parameters that differ in case are different; the several values have the single one among them. */
function queryPairs(single: Fields, multi: Fields): string[][] {
  return Object.entries({ ...single, ...multi }).flatMap(([name, value]) => valuesOf(value).map((one) => [name, one]));
}
