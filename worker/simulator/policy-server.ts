import type { AnyServer } from "../../src/fetch/serve.ts";
import type { NetworkRequest, NetworkResponse } from "../../src/browser/index.ts";
import { MOVED } from "./hops.ts";
import { BODY } from "./raw-server.ts";
import type { PolicyServer } from "./scenario.ts";

/** A handler with one outcome, behind a real policy of corskit's. */
export function policyServer(
  policy: AnyServer,
  outcome: PolicyServer["outcome"],
): (request: NetworkRequest) => Promise<NetworkResponse> {
  // A plain 500 without a word on the console: this crash is wanted.
  const onError = (): Response => new Response("Internal Server Error", { status: 500 });
  const handler = policy.wrap((request: Request) => handle(request, outcome), { onError });
  return async (request) => {
    try {
      const { status, statusText, headers, body } = await handler(toRequest(request));
      return { status, statusText, headers: [...headers], body };
    } catch {
      // With `rethrow` it is the platform that answers, and it knows nothing of CORS.
      return { status: 500, statusText: "", headers: [], body: BODY };
    }
  };
}

function handle({ url }: Request, outcome: PolicyServer["outcome"]): Response {
  if (new URL(url).pathname === MOVED) return new Response(BODY);
  switch (outcome) {
    case "204":
      return new Response(null, { status: 204 });
    case "429":
      return new Response(BODY, { status: 429, headers: { "Retry-After": "30" } });
    case "throw":
      throw new Error("the handler failed");
    case "redirect":
      return new Response(null, { status: 302, headers: { Location: new URL(MOVED, url).href } });
    case "stream":
      return new Response(new Blob(["o", "k"]).stream());
    default:
      return new Response(BODY, { status: Number(outcome) });
  }
}

/**
 * A Request as a server gets it. A browser takes Origin and Cookie away from those that are made within it
 * (https://fetch.spec.whatwg.org/#forbidden-request-header), so the headers are put in their place.
 */
function toRequest({ method, url, headers }: NetworkRequest): Request {
  const lines = new Headers(headers.map(([name, value]): [string, string] => [name, value]));
  return Object.defineProperty(new Request(url, { method }), "headers", { value: lines });
}
