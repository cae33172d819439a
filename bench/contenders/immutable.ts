// Immutable responses, as handlers pass them on. Without a body, so that one can be copied again and again.

/** A worker of that name answers there: see startWorkerd. */
const IN_WORKERD = "http://upstream.example/";

const isWorkerd = navigator.userAgent === "Cloudflare-Workers";

/** What the upstream answers with, beside what its server adds. */
export const UPSTREAM = { status: 204, headers: { "x-upstream": "yes" } };

let serving: Promise<string> | undefined;

/** What `fetch` gives. */
export async function fetched(): Promise<Response> {
  return fetch(isWorkerd ? IN_WORKERD : await (serving ??= serve()));
}

/** What Cloudflare's cache gives. */
export async function cached(): Promise<Response> {
  const cache = await caches.open("bench");
  return (await cache.match(IN_WORKERD)) ?? new Response("there is nothing in the cache", { status: 500 });
}

/** A server on loopback, which keeps no process alive. */
async function serve(): Promise<string> {
  const { createServer } = await import("node:http");
  const server = createServer((_, response) => response.writeHead(UPSTREAM.status, UPSTREAM.headers).end());
  const listening = new Promise((resolve) => server.once("listening", resolve));
  server.listen(0, "127.0.0.1").unref();
  await listening;
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : address}/`;
}
