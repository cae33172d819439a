import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from "node:http2";
import { createServer as createTls } from "node:https";
import { createServer as createTlsRaw } from "node:tls";
import { describe, expect, test } from "vitest";
import { selfSigned } from "../../../../test/support/certificate.ts";
import { DEFAULTS, hear, listen, pour, raw, request } from "../../../../test/support/wire.ts";
import { openWire } from "./wire.ts";

const VALID = selfSigned(["localhost"], 2);
const EXPIRED = selfSigned(["localhost"], -2);

describe("HTTP/2 and TLS", () => {
  const secure = (certificate = VALID): Http2SecureServer => {
    const server = createSecureServer({ ...certificate, allowHTTP1: true });
    server.on("request", (received, response) => {
      const origins = received.rawHeaders.filter((_, i, all) => i % 2 === 1 && all[i - 1] === "x-twice");
      response.setHeader("vary", ["A", "B"]);
      response.setHeader("x-seen", `${received.httpVersion} ${origins.join("|")}`);
      response.end("hello");
    });
    return server;
  };

  test("HTTP/2 is spoken where the server offers it, with lines apart in both directions", async () => {
    const port = await listen(secure());
    const headers = [
      ["Host", `localhost:${port}`],
      ["Connection", "keep-alive"],
      ["X-Twice", "1"],
      ["X-Twice", "2"],
    ] as const;
    const { response, httpVersion, error } = await hear(`https://localhost:${port}/`, { headers }, { insecure: true });
    expect(error).toBeNull();
    expect(httpVersion).toBe("2.0");
    expect(response).toMatchObject({ status: 200, body: "hello" });
    expect(response?.headers.slice(0, 3)).toEqual([
      ["vary", "A"],
      ["vary", "B"],
      ["x-seen", "2.0 1|2"],
    ]);
  });

  test("HTTP/1.1 over TLS where it does not", async () => {
    const server = createTls(VALID, (_, response) => void response.end("old"));
    const heard = await hear(`https://localhost:${await listen(server)}/`, {}, { insecure: true });
    expect([heard.httpVersion, heard.response?.body]).toEqual(["1.1", "old"]);
  });

  test("one session serves requests at the same time, and one that ends is opened anew", async () => {
    const server = secure();
    const sessions: ServerHttp2Session[] = [];
    server.on("session", (session) => sessions.push(session));
    const url = `https://localhost:${await listen(server)}/`;
    const wire = openWire({ ...DEFAULTS, insecure: true });
    const heard = await Promise.all([1, 2, 3].map(() => wire.send(request(url))));
    expect(heard.map(({ error }) => error)).toEqual([null, null, null]);
    expect(sessions).toHaveLength(1);
    sessions[0]?.close();
    expect((await wire.send(request(url))).response?.status).toBe(200);
    expect(sessions).toHaveLength(2);
    wire.close();
  });

  test.each([
    ["self-signed", VALID, "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["expired", EXPIRED, /^(CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT)$/],
  ])("a certificate that is %s is told, and accepted with --insecure", async (_, certificate, code) => {
    const url = `https://localhost:${await listen(secure(certificate))}/`;
    const { error, response } = await hear(url);
    expect(response).toBeNull();
    expect(error).toMatchObject({ kind: "tls", code: expect.stringMatching(code) as string });
    expect((await hear(url, {}, { insecure: true })).response?.status).toBe(200);
  });

  test("TLS that nobody speaks there", async () => {
    const { error } = await hear(`https://localhost:${await raw("HTTP/1.1 400 Bad Request\r\n\r\n")}/`);
    expect(error?.kind).toBe("tls");
  });

  test("a stream that the server resets", async () => {
    const server = createSecureServer(VALID);
    server.on("stream", (stream) => {
      stream.on("error", () => {});
      stream.close(2);
    });
    const { error } = await hear(`https://localhost:${await listen(server)}/`, {}, { insecure: true });
    expect(error).toMatchObject({ kind: "protocol", code: "ERR_HTTP2_STREAM_ERROR" });
  });

  test("a stream that never answers", async () => {
    const server = createSecureServer(VALID);
    server.on("stream", () => {});
    const url = `https://localhost:${await listen(server)}/`;
    const { error } = await hear(url, {}, { insecure: true, timeout: 200 });
    expect(error).toMatchObject({ kind: "timeout", code: "HEADERS_TIMEOUT" });
  });
});

describe("HTTP/2 frames without end", () => {
  const SETTINGS = frame(4, 0);
  test.each([
    ["SETTINGS", SETTINGS],
    ["PING", frame(6, 0, Buffer.alloc(8))],
    ["CONTINUATION", frame(9, 1, Buffer.alloc(1000, 0x88)), frame(1, 1, Buffer.from([0x88]))],
    ["DATA before HEADERS", frame(0, 1)],
    ["what are none", Buffer.alloc(10_000, 0xff)],
  ])("%s: the session is given up", async (_, more, first = SETTINGS) => {
    const server = createTlsRaw({ ...VALID, ALPNProtocols: ["h2"] }, (socket) => {
      socket.on("error", () => {});
      socket.once("data", () => {
        socket.write(Buffer.concat([SETTINGS, first]));
        pour(socket, more);
      });
    });
    const { error } = await hear(`https://localhost:${await listen(server)}/`, {}, { insecure: true });
    expect(error?.kind).toBe("protocol");
  });
});

/** https://httpwg.org/specs/rfc9113.html#FrameHeader, without flags. */
function frame(type: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}
