import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import { hear, listen, raw } from "../../../../test/support/wire.ts";
import { lookupBy } from "./lookup.ts";

describe("--resolve", () => {
  test("connects to the address given, with the name in the request", async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer((received, response) => {
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
