import { createServer } from "node:http";
import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { freePort } from "../../../../test/support/free-port.ts";
import { DEFAULTS, hear, http, listen, pour, raw, request } from "../../../../test/support/wire.ts";
import { openWire } from "./wire.ts";

describe("no answer", () => {
  test.each([
    ["hangs", () => {}, { kind: "timeout", code: "HEADERS_TIMEOUT", message: "no answer within 0.2 s" }],
    ["sends half a head", (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\nX:"), { kind: "timeout" }],
    [
      "sends early hints without end",
      (socket: Socket) => pour(socket, Buffer.from("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(100))),
      { kind: "timeout" },
    ],
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
    const heard = await Promise.all(Array.from({ length: 60 }, () => wire.send(request(http(port)))));
    const codes = heard.map(({ error }) => error?.code);
    expect(new Set(codes)).toEqual(new Set(["HEADERS_TIMEOUT", "OUT_OF_TIME"]));
    // Six at a time: each six wait for one timeout, so that there is time for four sixes, however slow the machine.
    expect(codes.filter((code) => code === "HEADERS_TIMEOUT").length).toBeLessThanOrEqual(4 * 6);
    wire.close();
  });

  test("at most six at a time", async () => {
    let open = 0;
    let most = 0;
    const server = createServer((_, response) => {
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
