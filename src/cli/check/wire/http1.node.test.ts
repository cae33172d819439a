import { createServer as createPlain } from "node:http";
import { createServer as createRaw } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { DEFAULTS, hear, http, listen, pour, raw, request } from "../../../../test/support/wire.ts";
import { openWire } from "./wire.ts";

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

  test.each([
    ["a body", "\r\n", "b".repeat(10_000)],
    ["chunks of one byte", "Transfer-Encoding: chunked\r\n\r\n", "1\r\nb\r\n".repeat(1000)],
    ["trailers", "Transfer-Encoding: chunked\r\n\r\n4\r\nbbbb\r\n0\r\n", "X: y\r\n".repeat(1000)],
  ])("%s without end: the head counts, and the first 4 KiB", async (_, head, more) => {
    const port = await raw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${head}`);
      pour(socket, Buffer.from(more));
    });
    const { response } = await hear(http(port));
    expect(response?.status).toBe(200);
    expect(response?.body).toMatch(/^b{4,4096}$/);
  });

  test("of a body that unpacks to a hundred megabytes, the first 4 KiB", async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(100_000_000, "b")));
    const server = createPlain((_, response) => {
      response.setHeader("Content-Encoding", "gzip, gzip");
      response.end(bomb);
    });
    expect((await hear(http(await listen(server)))).response?.body).toBe("b".repeat(4096));
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
