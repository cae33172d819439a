import { once } from "node:events";
import { createServer as createPlain } from "node:http";
import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from "node:http2";
import { createServer as createTls } from "node:https";
import { createServer as createRaw, type AddressInfo, type Server, type Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { selfSigned } from "../../../../test/support/certificate.ts";
import { freePort } from "../../../../test/support/free-port.ts";
import type { NetworkRequest } from "../../../browser/index.ts";
import type { Heard } from "../evidence.ts";
import { lookupBy } from "./lookup.ts";
import { openWire, type WireOptions } from "./wire.ts";

const VALID = selfSigned(["localhost"], 2);
const EXPIRED = selfSigned(["localhost"], -2);

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

/** @returns its port */
async function listen(server: Server | Http2SecureServer): Promise<number> {
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

/** A server that answers every request with these bytes, or does what it wants with the socket. */
function raw(answer: string | Buffer | ((socket: Socket) => void)): Promise<number> {
  return listen(
    createRaw((socket) => {
      socket.on("data", () => (typeof answer === "function" ? answer(socket) : void socket.write(answer, "latin1")));
    }),
  );
}

const DEFAULTS: WireOptions = {
  hostname: "localhost",
  timeout: 5000,
  maxRequests: 10,
  insecure: false,
  lookup: lookupBy([]),
  curl: ({ url }) => `curl '${url}'`,
};

function request(url: string, over: Partial<NetworkRequest> = {}): NetworkRequest {
  const { host } = new URL(url);
  return { method: "GET", url, headers: [["Host", host]], body: null, credentials: false, ...over };
}

async function hear(
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

const http = (port: number, path = "/"): string => `http://localhost:${port}${path}`;

describe("HTTP/1.1", () => {
  test("header lines come as they were sent: duplicates, spelling, order, bytes above 0x7F", async () => {
    const port = await raw(
      "HTTP/1.1 299 As It Is\r\nvary: A\r\nX-Odd: \xe9\t x \r\nVARY:B\r\n" +
        "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Origin:\r\nContent-Length: 2\r\n\r\nok",
    );
    const { response, httpVersion, remoteAddress, error } = await hear(http(port));
    expect(error).toBeNull();
    expect(response).toEqual({
      status: 299,
      statusText: "As It Is",
      headers: [
        ["vary", "A"],
        ["X-Odd", "\xe9\t x"],
        ["VARY", "B"],
        ["Access-Control-Allow-Origin", "*"],
        ["Access-Control-Allow-Origin", ""],
        ["Content-Length", "2"],
      ],
      body: "ok",
    });
    expect([httpVersion, remoteAddress]).toEqual(["1.1", "127.0.0.1"]);
  });

  test("lines are sent as they are: duplicates, spelling, order", async () => {
    const seen: string[] = [];
    const port = await listen(
      createRaw((socket) =>
        socket.on("data", (bytes) => {
          seen.push(bytes.toString("latin1"));
          socket.write("HTTP/1.1 204 No Content\r\n\r\n");
        }),
      ),
    );
    const headers = [
      ["Host", "api.example"],
      ["x-B", "1"],
      ["ORIGIN", "null"],
      ["X-b", "\xe9"],
    ] as const;
    await hear(http(port, "/a?b=%20"), { method: "PATCH", headers });
    expect(seen.join("")).toMatch(
      /^PATCH \/a\?b=%20 HTTP\/1\.1\r\nHost: api\.example\r\nx-B: 1\r\nORIGIN: null\r\nX-b: \xe9\r\n/,
    );
  });

  test("what other clients refuse and browsers take: line feeds alone, control characters, HTTP/1.0", async () => {
    const lineFeeds = await hear(http(await raw("HTTP/1.1 200 OK\nX: 1\nContent-Length: 0\n\n")));
    expect(lineFeeds.response?.headers).toContainEqual(["X", "1"]);
    const control = await hear(http(await raw("HTTP/1.1 200 OK\r\nX: a\x01b\r\nContent-Length: 0\r\n\r\n")));
    expect(control.response?.headers).toContainEqual(["X", "a\x01b"]);
    const old = await hear(http(await raw((socket) => socket.end("HTTP/1.0 200 OK\r\nX: 1\r\n\r\nold"))));
    expect([old.httpVersion, old.response?.body]).toEqual(["1.0", "old"]);
  });

  test("100 and 103 before the answer are not it", async () => {
    const early = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    expect((await hear(http(await raw(early)))).response?.status).toBe(200);
  });

  test.each([
    ["gzip", gzipSync("body ".repeat(3000))],
    ["br", brotliCompressSync("body ".repeat(3000))],
    ["gzip, br", brotliCompressSync(gzipSync("body ".repeat(3000)))],
    ["deflate", deflateSync("body ".repeat(3000))],
    ["identity", Buffer.from("body ".repeat(3000))],
  ])("%s: the body's first 4 KiB, decoded", async (encoding, bytes) => {
    const server = createPlain((_, response) => {
      response.setHeader("Content-Encoding", encoding);
      response.end(bytes);
    });
    const { response } = await hear(http(await listen(server)));
    expect(response?.body).toBe("body ".repeat(1000).slice(0, 4096));
  });

  test("a body that is not what it says, breaks off or never ends does not lose the headers", async () => {
    const lie = await hear(
      http(await raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")),
    );
    expect(lie.response).toMatchObject({ status: 200, body: "" });
    const short = await hear(
      http(await raw((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"))),
    );
    expect(short.response).toMatchObject({ status: 200, body: "abc" });
    const stream = await raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n");
    expect((await hear(http(stream))).response).toMatchObject({ status: 200, body: "data: 1\n\n" });
  });

  test("a kept connection that the server closes meanwhile is no failure", async () => {
    let answered = 0;
    const port = await listen(
      createRaw((socket) => {
        let asked = 0;
        socket.on("data", () => {
          asked += 1;
          if (asked === 2) socket.resetAndDestroy();
          else socket.write(`HTTP/1.1 200 OK\r\nX: ${++answered}\r\nContent-Length: 0\r\n\r\n`);
        });
      }),
    );
    const wire = openWire(DEFAULTS);
    await wire.send(request(http(port)));
    const second = await wire.send(request(http(port)));
    expect(second.error).toBeNull();
    expect(second.response?.headers).toContainEqual(["X", "2"]);
    wire.close();
  });
});

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

describe("no answer", () => {
  test.each([
    ["hangs", () => {}, { kind: "timeout", code: "HEADERS_TIMEOUT", message: "no answer within 0.2 s" }],
    ["sends half a head", (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\nX:"), { kind: "timeout" }],
    ["closes", (socket: Socket) => void socket.end(), { kind: "closed", code: "ECONNRESET" }],
    ["resets", (socket: Socket) => void socket.resetAndDestroy(), { kind: "closed", code: "ECONNRESET" }],
    ["speaks no HTTP", (socket: Socket) => void socket.end("220 mail ready\r\n"), { kind: "protocol" }],
    [
      "sends NUL in a name",
      (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\nX\0Y: 1\r\n\r\n"),
      { kind: "protocol" },
    ],
    [
      "upgrades unasked",
      (socket: Socket) => void socket.write("HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
      { kind: "protocol" },
    ],
  ])("a server that %s", async (_, answer, error) => {
    const heard = await hear(http(await raw(answer)), {}, { timeout: 200 });
    expect(heard.response).toBeNull();
    expect(heard.error).toMatchObject(error);
    expect(heard.curl).toMatch(/^curl 'http/);
  });

  test("nobody listens", async () => {
    expect((await hear(http(await freePort()))).error).toMatchObject({ kind: "refused", code: "ECONNREFUSED" });
  });

  test("the name is nobody's", async () => {
    const { error } = await hear("http://nobody.invalid/", {}, { hostname: "nobody.invalid" });
    expect(error?.kind).toBe("dns");
  });

  test("heads without end are cut off", async () => {
    const endless = (socket: Socket): void => {
      socket.write(`HTTP/1.1 200 OK\r\nX: ${"a".repeat(1_000_000)}`);
    };
    expect((await hear(http(await raw(endless)))).error).toMatchObject({
      kind: "protocol",
      code: "HPE_HEADER_OVERFLOW",
    });
  });
});

describe("bounds", () => {
  const OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  test("no other host is contacted, whatever the port; another port of the host is", async () => {
    const port = await raw(OK);
    const other = await hear(`http://127.0.0.1:${port}/`);
    expect(other.error).toMatchObject({ kind: "other", code: "ANOTHER_HOST" });
    expect((await hear(http(port))).error).toBeNull();
  });

  test("so many requests and no more", async () => {
    const port = await raw(OK);
    const told: number[] = [];
    const wire = openWire({ ...DEFAULTS, maxRequests: 2, onSend: (_, count) => told.push(count) });
    const heard = await Promise.all([1, 2, 3].map(() => wire.send(request(http(port)))));
    expect(heard.map(({ error }) => error?.code)).toEqual([undefined, undefined, "MAX_REQUESTS"]);
    expect(told).toEqual([1, 2]);
    wire.close();
  });

  test("all together take no longer than three timeouts and one", async () => {
    const port = await raw(() => {});
    const wire = openWire({ ...DEFAULTS, timeout: 100, maxRequests: 100 });
    const start = performance.now();
    const heard = await Promise.all(Array.from({ length: 60 }, () => wire.send(request(http(port)))));
    expect(performance.now() - start).toBeLessThan(2000);
    const codes = new Set(heard.map(({ error }) => error?.code));
    expect(codes).toEqual(new Set(["HEADERS_TIMEOUT", "OUT_OF_TIME"]));
    wire.close();
  });

  test("at most six at a time", async () => {
    let open = 0;
    let most = 0;
    const server = createPlain((_, response) => {
      most = Math.max(most, ++open);
      setImmediate(() => {
        open -= 1;
        response.end();
      });
    });
    const url = http(await listen(server));
    const wire = openWire({ ...DEFAULTS, maxRequests: 100 });
    await Promise.all(Array.from({ length: 40 }, () => wire.send(request(url))));
    expect(most).toBeLessThanOrEqual(6);
    expect(most).toBeGreaterThan(1);
    wire.close();
  });
});

describe("--resolve", () => {
  test("connects to the address given, with the name in the request", async () => {
    const seen: (string | undefined)[] = [];
    const server = createPlain((received, response) => {
      seen.push(received.headers.host);
      response.end();
    });
    const port = await listen(server);
    const heard = await hear(
      `http://api.example:${port}/`,
      {},
      { hostname: "api.example", lookup: lookupBy([`API.example:${port}:127.0.0.1`, "b:1:[::1]"]) },
    );
    expect([heard.error, heard.remoteAddress, seen]).toEqual([null, "127.0.0.1", [`api.example:${port}`]]);
  });

  test("names under localhost need no name service", async () => {
    const port = await raw("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    const heard = await hear(`http://a.b.localhost:${port}/`, {}, { hostname: "a.b.localhost" });
    expect(heard.response?.status).toBe(200);
  });

  test.each(["api.example", "api.example:443", "api.example:443:elsewhere.example", "api.example:x:127.0.0.1", ""])(
    "%j is refused with its form",
    (rule) => {
      expect(() => lookupBy([rule])).toThrow(`--resolve ${rule} is not host:port:address`);
    },
  );
});
