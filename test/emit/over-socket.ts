import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import type { HeaderLine, Transport } from "../../src/browser/index.ts";

/** A request as it goes over the wire, but for `Host`. */
export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HeaderLine[];
}

export interface RawResponse {
  readonly status: number;
  readonly statusText: string;
  /** Line by line, as they came. */
  readonly headers: readonly HeaderLine[];
  readonly body: string;
}

/** Sends requests to whatever host over one socket. */
export type Send = (request: RawRequest) => Promise<RawResponse>;

/** @param path where a server listens */
export function overSocket(path: string): { readonly send: Send; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const send: Send = async ({ method, url, headers }) => {
    const { host, pathname, search } = new URL(url);
    const lines = [["Host", host], ...headers].flat();
    const sent = request({ socketPath: path, agent, method, path: pathname + search, headers: lines });
    sent.end();
    const [response] = (await Promise.race([
      once(sent, "response"),
      once(sent, "upgrade").then(([answer, socket]) => (socket.destroy(), [answer])),
    ])) as [IncomingMessage];
    const { statusCode = 0, statusMessage = "", rawHeaders } = response;
    let body = "";
    if (statusCode !== 101) for await (const chunk of response.setEncoding("latin1")) body += String(chunk);
    const pairs = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ""] as const] : []));
    return { status: statusCode, statusText: statusMessage, headers: pairs, body };
  };
  return { send, close: () => agent.destroy() };
}

/** The same for the model of a browser. */
export function transportOf(send: Send): Transport {
  return async ({ method, url, headers }) => ({ ...(await send({ method, url, headers })), body: null });
}
