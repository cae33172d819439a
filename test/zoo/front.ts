import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import type { Address } from "./animal.ts";
import type { Certificate } from "../support/certificate.ts";

/** TLS for servers that have none: a load balancer that hands on every byte as it is. */
export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

/** @param addresses by host */
export async function startFront(certificate: Certificate, addresses: ReadonlyMap<string, Address>): Promise<Front> {
  const sockets = new Set<TLSSocket>();
  const server = createServer({ ...certificate, ALPNProtocols: ["http/1.1"] }, (socket) => {
    const address = addresses.get(String(socket.servername));
    // Who goes away, on either side, takes the other side along.
    socket.on("error", () => socket.destroy());
    if (address === undefined) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    const behind = connect({ ...address, noDelay: true });
    behind.on("error", () => socket.destroy());
    behind.on("close", (hadError) => (hadError ? socket.destroy() : socket.end()));
    socket.on("close", () => {
      sockets.delete(socket);
      behind.destroy();
    });
    socket.pipe(behind).pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
