import { Agent as PlainAgent, request as plainRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { readMalformed } from "./malformed.ts";
import { bodyOf, hostOf, noAnswer, portOf, serverNameOf, toLines, type Answer, type Sending } from "./answer.ts";

/** Connections that stay open between requests, as a browser's do. */
export interface Connections {
  readonly plain: PlainAgent;
  readonly tls: TlsAgent;
}

export function openConnections(): Connections {
  return {
    plain: new PlainAgent({ keepAlive: true }),
    tls: new TlsAgent({ keepAlive: true, ALPNProtocols: ["http/1.1"] }),
  };
}

/** Sends one request over HTTP/1.1. Rejects where there is no response. */
export async function sendHttp1(sending: Sending, connections: Connections): Promise<Answer> {
  try {
    return await attempt(sending, connections);
  } catch (error) {
    // The server may close a kept connection just when it is used again: a browser asks once more then.
    if (error instanceof Reused) return attempt(sending, openConnections());
    throw error;
  }
}

class Reused extends Error {}

function attempt(
  { request, url, insecure, lookup, signal, onConnect }: Sending,
  { plain, tls }: Connections,
): Promise<Answer> {
  const options: RequestOptions = {
    method: request.method,
    host: hostOf(url),
    port: portOf(url),
    path: `${url.pathname}${url.search}`,
    // A flat list is written line by line, as it is.
    headers: request.headers.flat(),
    lookup,
    signal,
    // Browsers put up with much of what Node's own clients refuse.
    insecureHTTPParser: true,
    maxHeaderSize: 256 * 1024,
  };
  const sent =
    url.protocol === "https:"
      ? tlsRequest({
          ...options,
          agent: tls,
          rejectUnauthorized: !insecure,
          servername: serverNameOf(url),
        })
      : plainRequest({ ...options, agent: plain });
  return new Promise((resolve, reject) => {
    let remoteAddress: string | null = null;
    sent.on("error", (error: NodeJS.ErrnoException & { readonly rawPacket?: Buffer }) => {
      const read = error.code === "HPE_INVALID_HEADER_TOKEN" && error.rawPacket && readMalformed(error.rawPacket);
      if (read) return resolve({ ...read, remoteAddress });
      const stale = sent.reusedSocket && !signal.aborted && error.code === "ECONNRESET";
      reject(stale ? new Reused("", { cause: error }) : error);
    });
    sent.once("socket", (socket) => {
      const connected = (): void => {
        remoteAddress = socket.remoteAddress ?? null;
        onConnect();
      };
      if (socket.connecting) socket.once("connect", connected);
      else connected();
    });
    sent.once("upgrade", (_, socket) => {
      socket.destroy();
      reject(noAnswer("101 switched to another protocol, which nobody asked for", "HPE_UPGRADE"));
    });
    sent.once("close", () => reject(noAnswer("the server closed the connection without an answer", "ECONNRESET")));
    sent.once("response", (message) => resolve(toAnswer(message)));
    sent.end(bodyOf(request));
  });
}

function toAnswer(message: IncomingMessage): Answer {
  const { statusCode = 0, statusMessage = "", rawHeaders, httpVersion, socket } = message;
  return {
    status: statusCode,
    statusText: statusMessage,
    headers: toLines(rawHeaders),
    httpVersion: httpVersion === "1.0" ? "1.0" : "1.1",
    remoteAddress: socket.remoteAddress ?? null,
    body: message,
  };
}
