import { once } from "node:events";
import { createServer as createHttp, type RequestListener } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { Stall, Start } from "./animal.ts";

/** Listens on a free port of this machine. `close` ends the connections too. */
export async function listen(server: Server, speaks: Stall["speaks"] = "plain"): Promise<Stall> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // Who goes away in the middle is no failure of the server.
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: { port: (server.address() as AddressInfo).port },
    speaks,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

/** Two servers that are one animal: the first is asked, and redirects to the second. */
export function redirecting(first: Stall, second: Stall): Stall {
  return {
    ...first,
    further: [portOf(second)],
    async close() {
      await first.close();
      await second.close();
    },
  };
}

/** @throws Error where it listens on a path */
export function portOf({ address }: Stall): number {
  if ("port" in address) return address.port;
  throw new Error(`${address.path} is no port`);
}

/** A server of Node.js, or what is built on it, such as an app of Express. */
export function http(listener: RequestListener): Start {
  return () => listen(createHttp(listener));
}

/** What a server of bytes does with the head of a request, from the request line to the empty line. */
export type Speaker = (head: string, socket: Socket) => void;

/** HTTP/1.1 by hand, for what `node:http` refuses to send. */
export function bytes(speak: Speaker): Start {
  return () => listen(createServer({ noDelay: true }, (socket) => hear(socket, speak)));
}

function hear(socket: Socket, speak: Speaker): void {
  let heard = "";
  socket.setEncoding("latin1");
  socket.on("data", (chunk) => {
    heard += String(chunk);
    const end = heard.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(heard.slice(0, end))?.[1] ?? 0);
    if (heard.length < end + 4 + length) return;
    const head = heard.slice(0, end);
    heard = heard.slice(end + 4 + length);
    speak(head, socket);
  });
}

/** Whether a head is that of a preflight request. */
export function isPreflight(head: string): boolean {
  return head.startsWith("OPTIONS ") && /\r\naccess-control-request-method:/i.test(head);
}
