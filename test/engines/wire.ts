import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import type { Header } from "./scenario.ts";

/** A request as it came over the wire; names in lower case. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: string;
}

export type Answerer = (request: WireRequest) => WireResponse | Promise<WireResponse>;

export interface WireServer {
  readonly port: number;
  close(): Promise<void>;
}

const END_OF_HEAD = "\r\n\r\n";

/**
 * HTTP/1.1 by hand on loopback: `node:http` refuses control characters in values and adds lines of its own,
 * and here every byte of a header is part of the test. Enough for browsers: kept alive, bodies with a length.
 */
export async function listen(answer: Answerer): Promise<WireServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    void serve(socket, answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Browsers do not pipeline: a request that follows waits for the answer anyway. */
async function serve(socket: Socket, answer: Answerer): Promise<void> {
  let buffered = "";
  socket.setEncoding("latin1");
  try {
    for await (const chunk of socket as AsyncIterable<string>) {
      buffered += chunk;
      const taken = take(buffered);
      if (taken === undefined) continue;
      buffered = taken.rest;
      socket.write(render(await answer(taken.request)), "latin1");
    }
  } catch (error) {
    // A browser that goes away in the middle of a request is no failure of the server.
    if (!socket.errored) console.error(error);
    socket.destroy();
  }
}

/** @returns undefined until a whole request has arrived */
function take(buffered: string): { readonly request: WireRequest; readonly rest: string } | undefined {
  const end = buffered.indexOf(END_OF_HEAD);
  if (end < 0) return undefined;
  const [requestLine = "", ...lines] = buffered.slice(0, end).split("\r\n");
  const [method = "", target = ""] = requestLine.split(" ");
  const headers = lines.map(parseLine);
  const bodyStart = end + END_OF_HEAD.length;
  const bodyEnd = bodyStart + Number(valueOf(headers, "content-length") ?? 0);
  if (buffered.length < bodyEnd) return undefined;
  const body = buffered.slice(bodyStart, bodyEnd);
  return { request: { method, target, headers, body }, rest: buffered.slice(bodyEnd) };
}

function parseLine(line: string): Header {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).replaceAll(/^[ \t]+|[ \t]+$/g, "")];
}

/** The values of all lines of a name, joined as HTTP allows; null where there is none. */
export function valueOf(headers: readonly Header[], name: string): string | null {
  const values = headers.filter(([other]) => other === name).map(([, value]) => value);
  return values.length === 0 ? null : values.join(", ");
}

function render({ status, headers, body }: WireResponse): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.1 ${status} Status\r\n${lines}\r\n${body}`;
}
