import { createServer as createHttp, type RequestListener } from "node:http";
import { createServer as createHttps } from "node:https";
import { createServer } from "node:net";
import type { Certificate } from "../support/certificate.ts";
import type { Stall } from "./animal.ts";
import { listen } from "./start.ts";

/** The path of a page whose origin is `null`. */
export const SANDBOXED = "/sandboxed";

const TLS_HANDSHAKE = 0x16;

/** Empty pages for every origin, `https:` and `http:` on the same port. */
export function servePages(certificate: Certificate): Promise<Stall> {
  const answer: RequestListener = (request, response) => {
    if (request.url === SANDBOXED) response.setHeader("Content-Security-Policy", "sandbox allow-scripts");
    response.setHeader("Content-Type", "text/html");
    response.end('<!doctype html><link rel="icon" href="data:,"><title>corskit</title>');
  };
  const https = createHttps(certificate, answer);
  const http = createHttp(answer);
  return listen(
    createServer((socket) => {
      socket.once("readable", () => {
        const first = socket.read(1) as Buffer | null;
        if (first === null) return;
        socket.unshift(first);
        (first[0] === TLS_HANDSHAKE ? https : http).emit("connection", socket);
      });
    }),
    "bare",
  );
}
