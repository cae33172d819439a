import { createServer as createHttps } from "node:https";
import { createServer } from "node:net";
import { freePort } from "../../support/free-port.ts";
import { DOMAIN, PAGE, type Animal, type Start } from "../animal.ts";
import { selfSigned } from "../../support/certificate.ts";
import { bytes, http, listen } from "../start.ts";

/** What never was CORS: these servers let the page in, or would if they ever answered. */
function letsIn(): Start {
  return http((_, response) => response.writeHead(200, { "Access-Control-Allow-Origin": PAGE }).end("{}"));
}

interface Flaw {
  readonly names?: readonly string[];
  readonly days?: number;
  readonly trusted?: boolean;
}

function withCertificate({ names = [`*.${DOMAIN}`], days = 30, trusted = true }: Flaw): Start {
  return async () => {
    const own = selfSigned(names, days);
    const server = createHttps(own, (_, response) => {
      response.writeHead(200, { "Access-Control-Allow-Origin": PAGE }).end("{}");
    });
    const stall = await listen(server, "tls");
    return trusted ? { ...stall, trusted: own.cert } : stall;
  };
}

export const NETWORK: readonly Animal[] = [
  { name: "hangs", start: bytes(() => {}), asked: {}, finding: "connection-timeout" },
  {
    name: "hangs-in-the-headers",
    start: bytes((_, socket) => socket.write(`HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: ${PAGE}\r\n`)),
    asked: {},
    finding: "connection-timeout",
  },
  { name: "closes-early", start: bytes((_, socket) => socket.end()), asked: {}, finding: "connection-closed" },
  {
    name: "resets",
    // Amid the handshake: what is reset behind the front ends in front of it.
    start: () =>
      listen(
        createServer((socket) => socket.once("data", () => socket.resetAndDestroy())),
        "tls",
      ),
    asked: {},
    finding: "connection-closed",
  },
  {
    name: "no-http",
    start: bytes((_, socket) => socket.end("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")),
    asked: {},
    finding: "protocol-failure",
  },
  {
    name: "refuses",
    start: async () => ({ address: { port: await freePort() }, speaks: "tls", close: async () => {} }),
    asked: {},
    finding: "connection-refused",
  },
  {
    name: "no-tls",
    start: () =>
      listen(
        createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
        "tls",
      ),
    asked: {},
    finding: "tls-failure",
  },
  { name: "self-signed", start: withCertificate({ trusted: false }), asked: {}, finding: "tls-failure" },
  { name: "expired", start: withCertificate({ days: -30 }), asked: {}, finding: "tls-failure" },
  { name: "wrong-host", start: withCertificate({ names: ["api.example.net"] }), asked: {}, finding: "tls-failure" },
  {
    name: "plain-http",
    start: async (certificate) => ({ ...(await letsIn()(certificate)), speaks: "bare" }),
    asked: {},
    finding: "mixed-content",
  },
];
