import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Transport } from "../../src/browser/index.ts";

/** What Node.js writes itself. */
const OWN = /^(host|connection|content-length|transfer-encoding)$/i;

/**
 * The network as a browser has it, down to the lines of a response: every name below `localhost` is this machine. Node's
 * own fetch lets no Host be set, and does not know those names everywhere.
 */
export const network: Transport = async ({ method, url, headers, body }) => {
  const { host, port, pathname, search } = new URL(url);
  const sent = request({
    host: "127.0.0.1",
    port,
    method,
    path: pathname + search,
    headers: [...headers.filter(([name]) => !OWN.test(name)).flat(), "Host", host],
  });
  sent.end(body === null ? undefined : Buffer.from(await new Response(body).arrayBuffer()));
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const { statusCode = 0, statusMessage = "", rawHeaders } = response;
  const bytes = await buffer(response);
  const names = rawHeaders.filter((_, i) => i % 2 === 0);
  return {
    status: statusCode,
    statusText: statusMessage,
    headers: names.map((name, i) => [name, rawHeaders[2 * i + 1] ?? ""] as const),
    body: bytes.length === 0 ? null : new Uint8Array(bytes),
  };
};
