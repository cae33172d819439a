import { HEADERS, MAX_AGE, METHODS, ORIGINS } from "./asked.ts";

// What somebody writes who needs no library: for one policy, and handlers that never fail.

const allowed = new Set(ORIGINS);

/** Sets the policy's headers in place. */
export function setHeaders(request: Request, response: Response): Response {
  const origin = request.headers.get("Origin");
  const { headers } = response;
  if (origin !== null && allowed.has(origin)) {
    headers.set("Access-Control-Allow-Origin", origin);
    headers.set("Access-Control-Allow-Credentials", "true");
  }
  headers.append("Vary", "Origin");
  return response;
}

/** Answers a preflight with what never changes, but for the origin. */
export function preflight(request: Request): Response | undefined {
  const { headers } = request;
  const origin = headers.get("Origin");
  if (request.method !== "OPTIONS" || origin === null || !headers.has("Access-Control-Request-Method"))
    return undefined;
  if (!allowed.has(origin)) return new Response(null, { status: 403, headers: { Vary: "Origin" } });
  return new Response(null, {
    status: 204,
    headers: {
      "Access-Control-Allow-Origin": origin,
      "Access-Control-Allow-Credentials": "true",
      "Access-Control-Allow-Methods": METHOD_LIST,
      "Access-Control-Allow-Headers": HEADER_LIST,
      "Access-Control-Max-Age": AGE,
      Vary: "Origin",
    },
  });
}

const METHOD_LIST = METHODS.join(",");
const HEADER_LIST = HEADERS.join(",");
const AGE = String(MAX_AGE);

/** Gives up on a handler after so many milliseconds, and lets it know. */
export function limited(handler: (request: Request) => Promise<Response>, limit: number): typeof handler {
  return async (request) => {
    const controller = new AbortController();
    const signal = AbortSignal.any([request.signal, controller.signal]);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const expired = new Promise<Response>((resolve) => {
      timer = setTimeout(() => {
        controller.abort();
        resolve(new Response("Gateway Timeout", { status: 504 }));
      }, limit);
    });
    try {
      return await Promise.race([handler(new Request(request, { signal })), expired]);
    } finally {
      clearTimeout(timer);
    }
  };
}
