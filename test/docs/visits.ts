import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPage } from "../../src/browser/index.ts";
import { overSocket } from "../emit/over-socket.ts";

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

/** What they ask for. */
export const REQUESTS = {
  read: { path: "/rides" },
  "read with cookies": { path: "/rides", credentials: "include" },
  write: { path: "/rides", method: "PUT", credentials: "include" },
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

/** A server of Node's, on a socket of its own. */
export async function listen(listener: RequestListener): Promise<{ readonly answer: Answer; close(): void }> {
  const path = join(tmpdir(), `corskit-${randomUUID()}.sock`);
  const server = createServer(listener).listen(path);
  await once(server, "listening");
  const wire = overSocket(path);
  return {
    async answer({ method, url, headers }) {
      // Without it, Node would announce a body that never comes.
      const length = method === "GET" ? [] : [["Content-Length", "0"] as const];
      const { status, headers: lines } = await wire.send({ method, url, headers: [...headers, ...length] });
      return new Response(null, { status, headers: lines.map(([name, value]): [string, string] => [name, value]) });
    },
    close() {
      wire.close();
      server.close();
    },
  };
}
