import { once } from "node:events";
import type { Http2SecureServer } from "node:http2";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterAll } from "vitest";
import type { NetworkRequest } from "../../src/browser/index.ts";
import type { Heard } from "../../src/cli/check/evidence.ts";
import { lookupBy } from "../../src/cli/check/wire/lookup.ts";
import { openWire, type WireOptions } from "../../src/cli/check/wire/wire.ts";

// Servers of a suite's own, and what check hears of them.

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

/** @returns its port */
export async function listen(server: Server | Http2SecureServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Writes the same again and again, as fast as it is read. */
export function pour(socket: Socket, bytes: Buffer): void {
  const write = (): void => {
    while (socket.writable && socket.write(bytes));
  };
  socket.on("drain", write);
  write();
}

/** A server that answers every request with these bytes, or does what it wants with the socket. */
export function raw(answer: string | Buffer | ((socket: Socket) => void)): Promise<number> {
  return listen(
    createServer((socket) => {
      socket.on("data", () => (typeof answer === "function" ? answer(socket) : void socket.write(answer, "latin1")));
    }),
  );
}

export const DEFAULTS: WireOptions = {
  hostname: "localhost",
  timeout: 60_000,
  maxRequests: 10,
  insecure: false,
  lookup: lookupBy([]),
  curl: ({ url }) => `curl '${url}'`,
};

export function request(url: string, over: Partial<NetworkRequest> = {}): NetworkRequest {
  const { host } = new URL(url);
  return { method: "GET", url, headers: [["Host", host]], body: null, credentials: false, ...over };
}

export async function hear(
  url: string,
  over: Partial<NetworkRequest> = {},
  options: Partial<WireOptions> = {},
): Promise<Heard> {
  const wire = openWire({ ...DEFAULTS, ...options });
  try {
    return await wire.send(request(url, over));
  } finally {
    wire.close();
  }
}

/** An address on `localhost`. */
export const http = (port: number, path = "/"): string => `http://localhost:${port}${path}`;
