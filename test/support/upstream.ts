import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of the upstream server. */
    upstream: string;
  }
}

/**
 * A real server to fetch from, on loopback: what `fetch` returns is immutable in every runtime, and no
 * test double is. `?status=404` chooses the status, `&gzip` compresses; it sets CORS headers of its own,
 * as a careless upstream would.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://upstream");
    const status = Number(searchParams.get("status") ?? 200);
    const isEmpty = status === 204 || status === 205 || status === 304;
    const gzip = searchParams.has("gzip");
    response.writeHead(
      status,
      "As It Is",
      [
        ["Access-Control-Allow-Origin", "*"],
        ["Access-Control-Allow-Credentials", "true"],
        ["Access-Control-Expose-Headers", "X-Secret"],
        ["Access-Control-Max-Age", "99999"],
        ["Vary", "Accept-Encoding"],
        ["Set-Cookie", "a=1; Path=/, with a comma"],
        ["Set-Cookie", "b=2"],
        ["X-Upstream", "yes"],
        ["Location", "/elsewhere"],
        ...(gzip ? [["Content-Encoding", "gzip"]] : []),
      ].flat(),
    );
    response.end(isEmpty ? undefined : gzip ? gzipSync(`body of ${status}`) : `body of ${status}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  project.provide("upstream", `http://127.0.0.1:${address.port}`);
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}
