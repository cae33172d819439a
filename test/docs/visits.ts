import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { openPage } from "../../src/browser/index.ts";

export type Answer = (request: Request) => Response | Promise<Response>;

/** The pages that ask: one by name, some by a pattern, of those one deeper and one without TLS; a stranger, a sandbox. */
export const PAGES = [
  "https://app.example.com",
  "https://x.example.org",
  "https://y.x.example.org",
  "http://x.example.org",
  "https://evil.example",
  "null",
] as const;

const JSON_BODY = { headers: { "Content-Type": "application/json" }, body: "{}" } as const;

/** What they ask for. */
export const REQUESTS = {
  read: { path: "/rides" },
  "read with cookies": { path: "/rides", credentials: "include" },
  write: { path: "/rides", method: "PUT", credentials: "include", ...JSON_BODY },
  delete: { path: "/rides", method: "DELETE", credentials: "include" },
  "own header": { path: "/rides", headers: { "X-Trace": "1" }, credentials: "include" },
  "other header": { path: "/rides", headers: { "X-Other": "1" }, credentials: "include" },
  "not there": { path: "/none", credentials: "include" },
  "early 401": { path: "/private", credentials: "include" },
  crash: { path: "/crash", credentials: "include" },
} as const;

export type RequestName = keyof typeof REQUESTS;

/** What a page reads: the status and whether the exposed header is there, or nothing, for whatever reason. */
export async function seen(origin: string, name: RequestName, server: Answer): Promise<string> {
  const { path, ...init } = REQUESTS[name];
  const { response } = await openPage({ origin, server }).fetch(`https://api.example.com${path}`, init);
  if (response === null) return "nothing";
  return `${response.status}${response.headers.has("X-Request-Id") ? " and X-Request-Id" : ""}`;
}

/** A server of Node's on a port of its own. */
export async function listen(listener: RequestListener): Promise<{ readonly answer: Answer; close(): void }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    answer: async (request) => {
      const { method, headers } = request;
      const body = method === "GET" || method === "HEAD" ? null : await request.arrayBuffer();
      // Node's fetch is no page: it sends any header, Origin too.
      return fetch(`http://127.0.0.1:${port}${new URL(request.url).pathname}`, {
        method,
        headers,
        body,
        redirect: "manual",
      });
    },
    close: () => void server.close(),
  };
}
