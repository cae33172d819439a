import type { NetworkRequest, NetworkResponse, Transport } from "./request.ts";

/** The other side: any Fetch handler. */
export type ServerHandler = (request: Request) => Response | Promise<Response>;

/**
 * A Fetch handler as the network. One that throws is a server that crashes: the platform answers for it,
 * with a 500 that knows nothing of CORS.
 */
export function toHandler(server: ServerHandler): Transport {
  return async (request) => {
    const made = toRequest(request);
    try {
      return fromResponse(await server(made));
    } catch (error) {
      console.error("corskit/browser: the server threw, which pages see as a bare 500:", error);
      return { status: 500, statusText: "", headers: [], body: null };
    }
  };
}

/** The real network, through the platform's own `fetch`, which joins header lines of one name. */
export function toNetwork(): Transport {
  // That of the moment: where a test puts the page's own fetch in its place later, that must not call itself.
  const { fetch } = globalThis;
  return async (request) => fromResponse(await fetch(toRequest(request), { redirect: "manual" }));
}

function toRequest({ method, url, headers, body }: NetworkRequest): Request {
  const init: RequestInit & { duplex?: "half" } = { method, headers: headers as [string, string][], body };
  if (body instanceof ReadableStream) init.duplex = "half";
  return new Request(url, init);
}

function fromResponse({ status, statusText, headers, body }: Response): NetworkResponse {
  return { status, statusText, headers: [...headers], body };
}
