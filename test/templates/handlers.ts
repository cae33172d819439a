import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { HeaderLine, Transport } from "../../src/browser/index.ts";
import { toHandler } from "../../src/browser/transport.ts";
import type { FetchHandler } from "../../src/index.ts";
import { closeServer } from "../support/close-server.ts";

/** A Fetch handler as the network. */
export const toTransport = (handler: FetchHandler): Transport => toHandler((request) => handler(request));

/** The network as a Fetch handler, which joins header lines of one name. */
export function toFetch(transport: Transport): FetchHandler {
  return async (request) => {
    const { method, url, headers } = request;
    const body = request.body === null ? null : await request.arrayBuffer();
    const answer = await transport({ method, url, headers: [...headers], body, credentials: false });
    return new Response(answer.body, { status: answer.status, headers: answer.headers as [string, string][] });
  };
}

/** Serves it on a port of this machine, line by line. */
export async function serveTransport(transport: Transport): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const {
      method = "GET",
      url = "/",
      rawHeaders,
      headers: { host = "" },
    } = request;
    const names = rawHeaders.filter((_, i) => i % 2 === 0);
    const headers = names.map((name, i): HeaderLine => [name, rawHeaders[2 * i + 1] ?? ""]);
    const bytes = await buffer(request);
    const body = bytes.length === 0 ? null : new Uint8Array(bytes);
    const answer = await transport({ method, url: `http://${host}${url}`, headers, body, credentials: false });
    response.writeHead(answer.status, answer.headers.flat());
    response.end(Buffer.from(await new Response(answer.body).arrayBuffer()));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: () => closeServer(server),
  };
}
