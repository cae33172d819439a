import { getHeader } from "../../src/browser/header-list.ts";
import type { HeaderLine, NetworkRequest, NetworkResponse } from "../../src/browser/index.ts";
import type { SharedCache } from "./scenario.ts";

/** Who answered, and what. */
export interface Answered {
  readonly by: "server" | "shared cache";
  readonly response: NetworkResponse;
}

/** Of one URL: more than any scenario brings about. */
const MOST = 100;

type Server = (request: NetworkRequest) => Promise<NetworkResponse>;

interface Kept {
  readonly request: NetworkRequest;
  readonly response: NetworkResponse;
}

/**
 * Puts a shared cache before a server. When a URL is asked for first, another page was there before: its answer is
 * what is kept. Only what was got with GET is, unless Cache-Control says no-store or private
 * (https://httpwg.org/specs/rfc9111.html#response.cacheability).
 *
 * @returns a server with a memory
 */
export function withSharedCache(
  server: Server,
  { kind, firstOrigin }: SharedCache,
): (request: NetworkRequest) => Promise<Answered> {
  const kept = new Map<string, Kept[]>();
  const ask = async (request: NetworkRequest): Promise<NetworkResponse> => {
    const response = await server(request);
    const before = kept.get(request.url) ?? [];
    if (mayKeep(response) && before.length < MOST) kept.set(request.url, [...before, { request, response }]);
    return response;
  };
  return async (request) => {
    if (kind === "none" || request.method !== "GET") return { by: "server", response: await server(request) };
    const { url } = request;
    if (!kept.has(url)) {
      kept.set(url, []);
      const headers: HeaderLine[] = firstOrigin === "" ? [] : [["Origin", firstOrigin]];
      await ask({ method: "GET", url, headers, body: null, credentials: false });
    }
    const found = kept.get(url)?.find((one) => kind === "ignores Vary" || matches(one, request));
    if (found !== undefined) return { by: "shared cache", response: found.response };
    return { by: "server", response: await ask(request) };
  };
}

function mayKeep({ status, headers }: NetworkResponse): boolean {
  return status !== 0 && !/\b(no-store|private)\b/i.test(getHeader(headers, "cache-control") ?? "");
}

/** https://httpwg.org/specs/rfc9111.html#caching.negotiated.responses */
function matches({ request, response }: Kept, asked: NetworkRequest): boolean {
  const names = (getHeader(response.headers, "vary") ?? "").split(",").map((name) => name.trim());
  return names
    .filter((name) => name !== "")
    .every((name) => name !== "*" && getHeader(request.headers, name) === getHeader(asked.headers, name));
}
