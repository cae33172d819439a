import { connect as connectHttp2, constants, type ClientHttp2Session, type OutgoingHttpHeaders } from "node:http2";
import { connect, type TLSSocket } from "node:tls";
import { bodyOf, hostOf, noAnswer, portOf, serverNameOf, toLines, type Answer, type Sending } from "./answer.ts";

/**
 * Connects over TLS and lets the server choose the protocol, as browsers do
 * (https://www.rfc-editor.org/rfc/rfc7301).
 *
 * @returns a session, or null where it speaks HTTP/1.1
 * @throws what Node's TLS throws
 */
export function negotiate({ url, insecure, lookup, signal, onConnect }: Sending): Promise<ClientHttp2Session | null> {
  const socket = connect({
    host: hostOf(url),
    port: portOf(url),
    servername: serverNameOf(url),
    lookup,
    rejectUnauthorized: !insecure,
    ALPNProtocols: ["h2", "http/1.1"],
  });
  return new Promise((resolve, reject) => {
    const giveUp = (): void => void socket.destroy(signal.reason as Error);
    signal.addEventListener("abort", giveUp);
    socket.on("error", reject);
    socket.once("connect", onConnect);
    socket.once("secureConnect", () => {
      signal.removeEventListener("abort", giveUp);
      if (socket.alpnProtocol !== "h2") {
        socket.destroy();
        resolve(null);
      } else {
        resolve(openSession(url, socket));
      }
    });
  });
}

function openSession(url: URL, socket: TLSSocket): ClientHttp2Session {
  const session = connectHttp2(url.origin, {
    createConnection: () => socket,
    maxHeaderListPairs: 2000,
    settings: { maxHeaderListSize: 256 * 1024, enablePush: false },
  });
  // Its streams fail with it, and tell.
  session.on("error", () => {});
  return session;
}

/** Sends one request over HTTP/2. Rejects where there is no response. */
export function sendHttp2(sending: Sending, session: ClientHttp2Session): Promise<Answer> {
  const { request, url, signal, onConnect } = sending;
  onConnect();
  const stream = session.request({ ...pseudoHeaders(request.method, url), ...fields(request.headers) });
  const { remoteAddress = null } = session.socket;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => void stream.destroy(signal.reason as Error);
    signal.addEventListener("abort", giveUp);
    stream.on("error", reject);
    stream.once("close", () => reject(noAnswer("the server closed the stream without an answer", "ECONNRESET")));
    stream.once("response", (headers, _flags, rawHeaders: string[]) => {
      signal.removeEventListener("abort", giveUp);
      resolve({
        status: headers[":status"] ?? 0,
        statusText: "",
        headers: toLines(rawHeaders).filter(([name]) => !name.startsWith(":")),
        httpVersion: "2.0",
        remoteAddress,
        body: stream,
      });
    });
    stream.end(bodyOf(request));
  });
}

function pseudoHeaders(method: string, url: URL): OutgoingHttpHeaders {
  return {
    [constants.HTTP2_HEADER_METHOD]: method,
    [constants.HTTP2_HEADER_AUTHORITY]: url.host,
    [constants.HTTP2_HEADER_SCHEME]: "https",
    [constants.HTTP2_HEADER_PATH]: `${url.pathname}${url.search}`,
  };
}

/** Lines of one name stay apart. Connection and Host have no place in HTTP/2. */
function fields(lines: Sending["request"]["headers"]): OutgoingHttpHeaders {
  const map = new Map<string, string[]>();
  for (const [name, value] of lines) {
    const lower = name.toLowerCase();
    if (lower !== "host" && lower !== "connection") map.set(lower, [...(map.get(lower) ?? []), value]);
  }
  return Object.fromEntries(map);
}
